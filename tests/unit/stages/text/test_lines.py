"""One line by itself: debris in seven languages, and the lines of an article that look like it."""

import pytest
from winnow.model import RemovalReason
from winnow.stages.text.calls import is_call, is_strong_call
from winnow.stages.text.lines import judge_line, section_reason
from winnow.stages.text.stamps import is_date_line, is_stamp

DEBRIS = {
    RemovalReason.VIDEO: ["(Video) Grinding coffee by hand", "[Vidéo] Plier une voile", "Watch: the mill at work"],
    RemovalReason.SHARE: [
        "Share on Facebook | Email",
        "Partager Tweeter Épingler",
        "Share this recipe",
        "Click to share on Reddit (Opens in new window)",
        "Diesen Artikel drucken",
        "Copy link",
        "128 Shares",
        "Enjoyed this? Share it with somebody who fires kilns.",
        "Gostou do texto? Partilhe com os amigos!",
        "Pin it for later",
        "Too good to keep to yourself – share this story!",
        "Sharing is caring!",
        "Follow @kilnandco on Instagram",
        "Like this? Follow us for more.",
        "Imprimer la recette",
        "Partilhar este artigo por email",
    ],
    RemovalReason.RELATED: [
        "Lesen Sie dazu: Der Ofen",
        "À voir : le tour du potier",
        "Read next: Boats of clay",
        "From our archives: The potter who went to sea",
        "MORE INTERVIEWS: The last brickmaker",
        "Lesen Sie auch: Der Zaun",
        "Leggi anche: Il pane",
    ],
    RemovalReason.TAGS: [
        "Tags: clay, kiln",
        "Posted in Repairs",
        "#clay #kiln",
        "Mots-clés : four, pain",
        "Schlagwörter: Ton",
    ],
    RemovalReason.READING_TIME: [
        "4 min read",
        "Reading time: under a minute",
        "Tempo di lettura stimato: 5 minuti",
        "Lesezeit: 3 Minuten",
        "Temps de lecture : 6 min",
        "Leestijd: 2 minuten",
        "A four-minute read",
        "Leitura de cinco minutos",
    ],
    RemovalReason.RATING: [
        "Rated Excellent on Trustpilot",
        "★★★★☆ (12)",
        "4.2 out of 5 stars (133 ratings)",
        "4,3 von 5 (22 Bewertungen)",
        "4.9 (212)",
        "4.87 from 53 votes",
        "Bewertung: Ø 4,7 (88)",
        "Durchschnitt 4,6 aus 31 Stimmen",
    ],
    RemovalReason.FEEDBACK: [
        "Was this page helpful? Yes No",
        "Yes / No",
        "Tap a star to rate this guide",
        "War dieser Artikel hilfreich?",
        "12 out of 15 found this helpful",
        "Heeft dit artikel u geholpen? Ja Nee",
        "How useful was our guide? Click on a star!",
        "Vota questa ricetta",
        "Tried this recipe? Leave a rating below and tell me how it went!",
        "Hast du das Rezept ausprobiert? Schreib mir einen Kommentar.",
    ],
    RemovalReason.COMMENTS: [
        "Your email address will not be published. Required fields are marked *",
        "3 Comments",
        "2 Responses",
        "112 View comments",
        "Comments are closed.",
        "Publicar comentario",
        "Log in or register to comment",
        "Los comentarios están cerrados",
        "2 thoughts on “Kilns”",
        "Los campos obligatorios están marcados con *",
    ],
    RemovalReason.NEWSLETTER: [
        "Sign up for our newsletter and get one tip a week",
        "Jetzt zum Newsletter anmelden",
        "Get our Friday letter – it is free, and you can unsubscribe whenever you like.",
        "Newsletter: jede Woche eine Glasur",
        "Suscríbete a nuestro boletín",
        "Four issues a year. Subscribe for €28.",
        "No spam. Unsubscribe any time.",
        "Kiln Letters is a reader-supported publication.",
        "Your email address",
        "Join over 9,000 readers and get one tip every Friday.",
        "By signing up you agree to our privacy policy.",
        "Thanks for subscribing!",
        "Unser Newsletter: jede Woche das Neueste im Postfach",
        "Recevez notre lettre du vendredi par e-mail",
    ],
    RemovalReason.LEGAL: [
        "Disclaimer: nothing on this page is advice.",
        "This guide is for general information only.",
        "Kilnbank is authorised and regulated by the Office of Clay.",
        "Company No. 01234567",
        "© 2024 Kiln & Co",
        "This post may contain affiliate links.",
        "Tous droits réservés",
    ],
    RemovalReason.COOKIE: [
        "This content is imported from Vidframe.",
        "Please enable JavaScript to see the kiln turn.",
        "This video is no longer available.",
        "We use cookies to make this site work.",
        "Wir verwenden Cookies, um Inhalte anzuzeigen.",
        "By continuing to browse you're happy with cookies on your device.",
        "En naviguant, vous acceptez les cookies de nos partenaires.",
    ],
    RemovalReason.NAVIGATION: [
        "Skip to content",
        "Help | Jobs | Privacy",
        "Scroll to Top",
        "Nach oben",
        "Volver arriba",
    ],
    RemovalReason.FOOTER: ["Sitemap | Cookies | Privacy policy", "Powered by Hugo & Tailwind"],
    RemovalReason.ADVERT: [
        "Advertisement",
        "Ad feature",
        "Paid partnership: Clay from the valley",
        "Advertisement – scroll for more",
        "Story continues after this advert",
        "[Sponsored] Clay from the valley",
        "Publicité - Continuez la lecture ci-dessous",
        "Sponsored: save on clay",
        "Publicité",
        "Sponsored by Kiln & Co",
        "La suite après cette publicité",
    ],
    RemovalReason.CREDIT: [
        "Photo: Ana Mar",
        "M. Kranz/iStock",
        "Alamy Stock Photo",
        "Image source: Kiln News / A. Lister",
        "Bildnachweis: Archiv",
        "Getty Images",
    ],
    RemovalReason.CAPTION: [
        "The kiln at low water. Photograph: Ana Mar/Clay Press",
        "El horno, encendido el lunes. / EFE",
    ],
    RemovalReason.PAYWALL: [
        "This article is only available to subscribers.",
        "You have read 3 articles this month",
        "Enjoy unlimited access for just $1 a week.",
        "Cet article est réservé aux abonnés.",
        "Already a subscriber? Log in",
    ],
    RemovalReason.AUTHOR_BIO: ["View all posts by Ana Mar", "Zur Person: Ana Mar töpfert in Bonn."],
    RemovalReason.BYLINE: ["Posted by potter9 » 14 Jan 2022, 19:32", "Escrito por Ana Mar em 4 de julho de 2022"],
    RemovalReason.CALL_TO_ACTION: ["Check price at KilnHut", "See it at KilnHut", "Add to cart", "Zum Angebot"],
    RemovalReason.ARTICLE_INFO: [
        "Page last reviewed: 6 April 2022",
        "Zuletzt aktualisiert: 3. Mai 2021",
        "Last updated: 3 days ago",
        "Artikelnummer: 20417",
        "This article was originally published in May 2019.",
    ],
}
ARTICLE = [
    "Rating: 4 out of 5 for sound. The missing point is for the treble.",
    "Reviews: 93% of the texts in the sample used the word twice.",
    "Share of voice matters too, because ten angry customers write more than a hundred happy ones.",
    "Newsletter subscribers were told first, and eleven of them complained.",
    "The newsletter went out to four thousand people on a Tuesday.",
    "He asked whether the cookies were still warm.",
    "Prep time: 10 minutes",
    "Clay | £45 | 50 years",
    "Read the label before you buy anything.",
    "Video killed the radio star, and nobody went to prison for it.",
    "See the reuters of clay, said nobody.",
    "Read the whole glaze recipe: it is shorter than it looks.",
    "The promotion came after eleven years at the wheel.",
    "A rule for kilns and for reference only the potter.",
    "Updated kilns fire more evenly than old ones.",
    "By the river stands a mill.",
    "What does a normal day look like?",
    "Comments in the margin are as old as books.",
    "12 shares in a brickworks were all that he left.",
    "Tried this way, the recipe gives forty biscuits.",
    "Check prices at three yards before you buy.",
    "Did you like school? Most of the people we asked did not share a single memory of it.",
    "Spam, which is tinned ham, was new in 1937.",
    "Reply cards were printed in red.",
    "Posted sentries slept in shifts.",
    "Members only had to sign once.",
    "The article was published in 2019 and withdrawn a year later.",
    "By signing the lease you agree to nothing that the law forbids, said the judge.",
    "In partnership with the mill, the potters bought a second kiln.",
    "5.5 (the last) was the hardest.",
    "Total: 12 bricks",
    "Page 1 of the ledger is missing.",
    "Listen to the kiln on cold mornings and you will know.",
    "Half of the bricks are reserved for members, and",
    "Our newsletter went out to four thousand people.",
    "Deel 2",
    "Print the second page first.",
    "Ten minutes to read the gauge",
    "4.5 litres from 12 jugs",
    "Is this glaze of any use on bricks?",
    "A cookie left on the device stays until it is deleted.",
    "The picture: nine bricks and a cat",
    "Other kilns of the valley",
]


@pytest.mark.parametrize(("reason", "line"), [(reason, line) for reason, lines in DEBRIS.items() for line in lines])
def test_debris_is_known(reason: RemovalReason, line: str) -> None:
    verdict = judge_line(line)
    assert verdict is not None
    assert verdict.reason is reason
    assert not verdict.keep


@pytest.mark.parametrize("line", ARTICLE)
def test_an_article_is_left_alone(line: str) -> None:
    assert judge_line(line) is None


@pytest.mark.parametrize(
    "line", ["May 9, 2020", "14. März 2021", "3 mars 2022", "2023-05-16", "Friday, 3 May 2024", "5 de mayo de 2021"]
)
def test_dates(line: str) -> None:
    assert is_date_line(line)
    assert is_stamp(f"Updated on {line}")


@pytest.mark.parametrize("line", ["May 9, 2020 was when it began", "12 eggs", "Room 14", "In March 2021 it rained"])
def test_not_only_a_date(line: str) -> None:
    assert not is_date_line(line)


def test_relative_stamps() -> None:
    assert is_stamp("3 days ago")
    assert is_stamp("vor 2 Wochen")
    assert not is_stamp("3 days in Rome")


def test_section_headings_ignore_counts_and_colons() -> None:
    assert section_reason("Comments (4)") is RemovalReason.COMMENTS
    assert section_reason("Share this:") is RemovalReason.SHARE
    assert section_reason("More kiln stories") is RemovalReason.RELATED
    assert section_reason("Related matters of law") is None
    assert section_reason("Looking for more? Try these!") is RemovalReason.RELATED
    assert section_reason("More kilns near you") is RemovalReason.RELATED
    assert section_reason("More stories than bricks") is None


@pytest.mark.parametrize(
    "line",
    [
        "Not sure? Book a plant clinic with our team today.",
        "Reserve a Place",
        "Vereinbaren Sie noch heute einen Termin.",
        "Prenez rendez-vous avec notre équipe.",
        "Reserva tu plaza hoy.",
        "Prenota ora un corso",
        "Boek vandaag nog een afspraak.",
    ],
)
def test_calls(line: str) -> None:
    assert is_call(line)


@pytest.mark.parametrize(
    "line",
    ["Try it on a scrap first.", "Contact with water ruins it.", "Order matters most.", "Bookbinding"],
)
def test_instructions_are_no_calls(line: str) -> None:
    assert not is_call(line)


def test_a_paragraph_that_ends_in_a_call_is_no_call() -> None:
    assert not is_call("The house stands above the bay and was built by a captain who feared it. Book our rooms today.")


def test_a_button_needs_two_cues() -> None:
    assert is_strong_call("Shop our tents now")
    assert not is_strong_call("Book a visit")
    assert not is_strong_call("Try our method for a week and write down now and then what you see.")
