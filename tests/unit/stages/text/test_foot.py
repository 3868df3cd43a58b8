"""Where the article ends and the page's foot begins is told by all the lines below the last paragraph together."""

import pytest
from winnow.model import RemovalReason
from winnow.stages.html import parse_html
from winnow.stages.text import parse_text, strip_text

ARTICLE = [
    "Keeping Hens Through the Winter",
    "Hens mind the wet far more than the cold. Give them a dry floor and a roof without holes, and they will manage.",
    "Lay slows down when the days are short. A lamp on a timer brings it back, though many keepers let the birds rest.",
]


def kept(*below: str) -> list[str]:
    """Return which of the lines below the article are kept."""
    page = parse_text("\n\n".join([*ARTICLE, *below]))
    verdicts = strip_text(page, title=ARTICLE[0])
    return [b.text for b, v in zip(page.blocks, verdicts, strict=True) if v.keep and b.text not in ARTICLE]


def test_lines_that_tell_nothing_go_with_their_neighbours() -> None:
    assert kept("Was this page helpful? Yes / No", "Moulting", "Feeding Chicks", "Contact us") == []


def test_a_list_that_ends_an_article_stays_above_its_foot() -> None:
    assert kept("What they need", "- grit", "- oyster shell", "3 Comments", "Terms of use") == [
        "What they need",
        "grit",
        "oyster shell",
    ]


def test_a_short_last_sentence_stays() -> None:
    assert kept("Good luck, and mind the fox.", "Tags: hens, winter") == ["Good luck, and mind the fox."]


def test_a_paragraph_is_never_the_foot() -> None:
    paragraph = (
        "A fox digs under a fence in one night, so the wire has to go a spade's depth into the ground around it."
    )
    assert kept("Was this page helpful? Yes / No", "Contact us", paragraph, "Back to top") == ["Contact us", paragraph]


def test_entries_that_go_on_are_the_articles() -> None:
    entry = ["Eggs: 200 a year", "Phone: 01632 960 001"]
    body = "A quiet bird that lays through the dark months and seldom goes broody. The hatchery sells pullets in May."
    assert kept("Marsh Daisy", body, *entry, "Ixworth", body, *entry)[-2:] == entry


def test_labels_above_a_byline_are_no_headings() -> None:
    page = parse_text("\n".join([ARTICLE[0], "Poultry guides", "By Nora Pell", "First things first", *ARTICLE[1:]]))
    verdicts = strip_text(page, title=ARTICLE[0])
    assert [b.text for b, v in zip(page.blocks, verdicts, strict=True) if v.keep] == [
        "First things first",
        *ARTICLE[1:],
    ]


def test_an_appeal_above_the_article_goes_and_its_first_heading_stays() -> None:
    page = parse_text("\n".join([ARTICLE[0], "NEW! Listen to our podcast", "First things first", *ARTICLE[1:]]))
    verdicts = strip_text(page, title=ARTICLE[0])
    assert [b.text for b, v in zip(page.blocks, verdicts, strict=True) if v.keep] == [
        "First things first",
        *ARTICLE[1:],
    ]


def test_who_wrote_may_stand_in_the_foot() -> None:
    assert kept("By Nora Pell", "Photographs by Ada Crewe", "Share this story: Email / X") == []


def test_who_speaks_below_an_article_that_nobody_spoke_in_is_a_business() -> None:
    assert kept("Our coops are made in Ludlow and last for years.", "Leave a comment") == []


def test_advice_in_the_imperative_is_no_appeal() -> None:
    advice = ["Ask for the breed in writing", "Never buy at night"]
    assert kept(*advice, "© 2022 Hen House") == advice


@pytest.mark.parametrize(
    "line",
    [
        "Weitere Haltungstipps für Leser",
        "Más recetas de la autora",
        "Réagir à la rubrique",
        "Top comments",
        "Volg ons en deel dit bericht",
        "Iscriviti alle nostre storie",
        "Vai viajar? Faça já o seu seguro com 10% de desconto",
        "¿Te animas? Cuéntanos qué tal y etiquétanos en @gallinero",
        "To get the magazine at home, subscribe for just £24",
        "Hi, I'm Odile! I keep six hens and no secrets.",
        "Text: Odile Marn. Die Autorin lebt mit ihren Hennen in Kempten.",
        "— Odile Marn is a court interpreter in Leith. This is her first essay.",
        "Meer kippentips: Een hok zonder tocht",
    ],
)
def test_a_line_dense_with_what_pages_say_is_the_foot(line: str) -> None:
    assert kept(line, "© 2022 Hen House") == []


@pytest.mark.parametrize(
    "line",
    [
        "Keep the water from freezing",
        "Nobody has ever thanked me for a clean coop.",
        "Imogen Tarrant",
        "Neighbours tell us that the fox is back.",
        "Odile Marn is away on Mondays.",
    ],
)
def test_what_an_article_may_end_in_is_not(line: str) -> None:
    assert kept(line, "© 2022 Hen House") == [line]


def test_one_word_below_an_article_is_no_foot() -> None:
    assert kept("Odile Marn", "Editor") == ["Odile Marn", "Editor"]


@pytest.mark.parametrize(
    ("above", "left"),
    [
        (["Words Odile Marn", "Photographs Piet Os", "on Mar 12"], []),
        (["Odile Marn", "Thursday, June 9"], []),
        (["Odile Marn, CFP", "March 22, 2023 at 10:15 a.m. EDT"], []),
        (["Odile Marn", "@odilemarn"], []),
        (["12 octobre 2022", "ODILE MARN"], []),
        (["Odile Marn", "Crédit photo : Odile Marn"], []),
        (["Photography by Odile Marn. Styling by Piet Os."], []),
        (["Eine Reportage von Odile Marn (Text) und Piet Os (Fotos)"], []),
        (["Actualizado a las 19:40 h"], []),
        (["Docs Blog Pricing Sign in"], []),
        (["How It Began"], ["How It Began"]),
        (["Six Hens"], ["Six Hens"]),
    ],
)
def test_what_stands_above_the_first_paragraph(above: list[str], left: list[str]) -> None:
    page = parse_text("\n\n".join([ARTICLE[0], *above, *ARTICLE[1:]]))
    verdicts = strip_text(page, title=ARTICLE[0])
    assert [b.text for b, v in zip(page.blocks, verdicts, strict=True) if v.keep and b.text not in ARTICLE] == left


def test_headings_that_come_again_below_are_contents() -> None:
    listed = ["At a Glance", "Water", "Grit"]
    page = parse_text("\n\n".join([ARTICLE[0], *listed, ARTICLE[1], "Water", ARTICLE[2], "Grit", ARTICLE[1]]))
    verdicts = strip_text(page, title=ARTICLE[0])
    assert [v.reason for v in verdicts[1:4]] == [RemovalReason.TOC] * 3
    assert [b.text for b, v in zip(page.blocks, verdicts, strict=True) if v.keep and len(b.text) < 20] == [
        "Water",
        "Grit",
    ]


def test_a_life_is_known_by_the_name_above_it() -> None:
    assert kept("About Odile Marn", "Odile is a carpenter from Sligo. She can mostly be found on the water.") == []


def test_what_the_title_is_about_may_be_spoken_of() -> None:
    lines = ["Cookies Explained", "We use cookies, said the banner, and so did the old coatroom, with its tickets."]
    page = parse_text("\n\n".join([*lines, ARTICLE[1]]))
    assert [v.keep for v in strip_text(page, title=lines[0])] == [False, True, True]


def test_who_wrote_a_page_and_when_is_not_taken_for_its_title() -> None:
    page = parse_html(f"<article><p>Von Odile Marn, 2. Juli 2022</p><p>{ARTICLE[1]}</p><p>{ARTICLE[2]}</p></article>")
    verdicts = strip_text(page, title="Hens in the Snow")
    assert [v.keep for v in verdicts] == [False, True, True]
    assert verdicts[0].reason is RemovalReason.BYLINE


def test_a_pitch_between_its_question_and_its_button_goes_with_them() -> None:
    pitch = "We build and repair coops in the three counties round Ludlow. Timber from our own wood, two weeks' wait."
    assert kept("No Time To Build One Yourself?", pitch, "Request a Quote", "Leave a Comment") == []


def test_the_same_pitch_stays_where_the_article_speaks_as_we() -> None:
    pitch = "We build and repair coops in the three counties round Ludlow. Timber from our own wood, two weeks' wait."
    ours = "We keep sixty birds ourselves, and everything on this farm was learned from a hen that did not survive it."
    page = parse_text("\n\n".join([*ARTICLE, ours, pitch, "Leave a Comment"]))
    verdicts = strip_text(page, title=ARTICLE[0])
    assert [v.keep for v in verdicts[-3:]] == [True, True, False]


def test_a_short_life_between_labels_goes() -> None:
    assert kept("Written by Nora Pell", "1.2K Followers", "Smallholder, insomniac, mender of nets.", "Follow") == []


def test_quotations_with_who_said_them_below_are_praise() -> None:
    praise = ['"The pullets came on time and in good feather."', "Smallholder, Clun"]
    more = ['"Best birds we have had in years."', "Returning customer"]
    assert kept(*praise, *more, "Order your pullets today") == []
    assert kept(*praise) == praise


@pytest.mark.parametrize("button", ["SEE OUR PRICES", "Get a free estimate"])
def test_a_question_a_line_and_a_button_go_from_between_paragraphs(button: str) -> None:
    last = "Shut the pop hole at dusk, every dusk, for the fox keeps a better calendar than anybody who keeps hens."
    lead = ["Want a dry floor by Sunday?", "Tell the yard how large the run is and straw comes on Friday."]
    assert kept(*lead, button, last) == [last]
    assert kept(*lead, "Spread it thickly", last) == [*lead, "Spread it thickly", last]


def test_what_is_asked_above_two_buttons_goes_with_them() -> None:
    assert kept("Is the pop hole shut?", "Yes No") == []
    assert kept("Is the pop hole shut?", "Yes.", "Tags: hens") == ["Is the pop hole shut?", "Yes."]


def test_a_writer_named_by_the_first_name_alone_has_a_life() -> None:
    life = "Nora sold feed for nine years and now lives with eleven hens."
    page = parse_text("\n\n".join([ARTICLE[0], "By Nora Pell", *ARTICLE[1:], life]))
    assert not strip_text(page, title=ARTICLE[0], author="Nora Pell")[-1].keep


def test_a_line_between_a_question_and_the_last_button_goes_with_them() -> None:
    lead = ["Curious how many birds your garden feeds?", "A visit takes an hour, and the dog may stay in the house."]
    assert kept(*lead, "Book a visit", "Leave a Comment") == []
