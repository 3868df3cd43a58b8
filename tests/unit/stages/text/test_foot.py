"""Where the article ends and the page's foot begins is told by all the lines below the last paragraph together."""

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
