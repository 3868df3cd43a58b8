"""An appeal is known by what adds up in it, not by any one word."""

import pytest
from winnow.stages.text.appeals import ENOUGH, appeal, is_appeal, is_lure
from winnow.stages.text.calls import is_call


@pytest.mark.parametrize(
    "text",
    [
        "Loved this? Get a new pattern in your inbox every Sunday.",
        "Compare Boilers Now",
        "Get two free estimates from fitters near you.",
        "If you enjoyed this story, please follow me for more.",
        "Enjoyed this interview? Support independent writing from £2 a month.",
        "Suchen Sie Hilfe? Rufen Sie uns heute an.",
        "Recevez nos conseils chaque mois, inscription gratuite",
        "¿Te ha gustado? Recibe gratis un truco cada semana",
        "Hulp nodig? Maak online een afspraak.",
        "Ti è piaciuta la ricetta? Lascia un commento!",
        "Liked the tour? Our Friday post reaches half the valley. Join the list, it costs nothing.",
        "Found it handy? Please share!",
        "Enjoying these recipes? Drop a coin in the jar and keep the site free.",
        "Gefällt Ihnen die Seite? Dann abonnieren Sie unseren Rundbrief per Email.",
        "¿Tienes otra idea? Escríbela abajo, en los comentarios",
        "Sei curioso? Condividilo nei commenti",
        "Back gone again? Our clinic by the bridge has room most mornings. Dial 01632 960 112.",
        "Loved this? There is more of it in our Friday letter – at no cost!",
    ],
)
def test_what_adds_up_is_an_appeal(text: str) -> None:
    assert is_appeal(text)


@pytest.mark.parametrize(
    "text",
    [
        "Does it smell of gas again? The number on the meter, 0800 111 999, is answered all night.",
        "Call it thrift: a mended coat is as warm as a new one, and it has a story.",
        "Contact support if the update stops half way, and attach the log.",
        "Try the plug in another socket before you blame the lamp.",
        "Compare it with the same month of last year rather than with your neighbour.",
        "Ask for the old parts back, and learn what had worn.",
        "Buy the smaller one if you mostly cook for two.",
        "Does it need feeding in winter?",
        "Besuchen Sie in der ersten Woche niemanden länger als eine Stunde.",
        "Choisissez un pot à peine plus large que la motte.",
    ],
)
def test_advice_and_questions_of_the_article_are_none(text: str) -> None:
    assert not is_appeal(text)


def test_a_paragraph_that_ends_in_an_appeal_is_the_articles() -> None:
    paragraph = "The clamp holds for a year or two and then the rubber hardens, as every plumber in the street knows."
    assert appeal(f"{paragraph} Call us today.") < ENOUGH


def test_offers_alone_are_no_appeal() -> None:
    assert appeal("Free entry, free course, free newsletter") == 0


def test_a_question_that_leads_to_an_appeal_is_a_lure() -> None:
    assert is_lure("Need a hand with yours?", "Call our team on 01632 960 007.")
    assert not is_lure("Need they be fed in winter?", "Twice a week is plenty.")


@pytest.mark.parametrize("said", ["“Book your place today,” she told us at the door.", '"Call us now," said the sign.'])
def test_what_somebody_says_is_no_appeal(said: str) -> None:
    assert not is_appeal(said)
    assert not is_call(said)
