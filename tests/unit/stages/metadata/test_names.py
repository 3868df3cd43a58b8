"""Names among the words of a byline, in several languages."""

import pytest
from winnow.stages.metadata.byline_words import BY, LABELS, VERBS
from winnow.stages.metadata.names import could_be_author, is_person, opens_byline, parted, read_byline, split_names


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Ada Lindqvist", ["Ada Lindqvist"]),
        ("by Ada Lindqvist and Tobe Okoro", ["Ada Lindqvist", "Tobe Okoro"]),
        ("By Ada Lindqvist, Tobe Okoro, and Rika Holm", ["Ada Lindqvist", "Tobe Okoro", "Rika Holm"]),
        ("Posted by Ada Lindqvist on March 3, 2021", ["Ada Lindqvist"]),
        ("Written by: Ada Lindqvist | 5 min read", ["Ada Lindqvist"]),
        ("ByAda Lindqvist", ["Ada Lindqvist"]),
        ("By Ada E. Lindqvist, Senior Editor", ["Ada E. Lindqvist"]),
        ("By Ada Lindqvist, PhD, RD", ["Ada Lindqvist"]),
        ("Author Ada Lindqvist", ["Ada Lindqvist"]),
        ("Ada Lindqvist · 12 May 2020", ["Ada Lindqvist"]),
        ("Ada Lindqvist Dec 12, 2020", ["Ada Lindqvist"]),
        ("Von Jutta Sandberg und Karl-Heinz Moor", ["Jutta Sandberg", "Karl-Heinz Moor"]),
        ("Ein Beitrag von Jutta Sandberg, Redakteurin", ["Jutta Sandberg"]),
        ("Par Odile Garance et Luc Perrin", ["Odile Garance", "Luc Perrin"]),
        ("Por María del Olmo y Juan Prat", ["María del Olmo", "Juan Prat"]),
        ("Por Inês da Silva e Rui Prado", ["Inês da Silva", "Rui Prado"]),
        ("di Chiara Neri e Ugo Sala", ["Chiara Neri", "Ugo Sala"]),
        ("Door Joris van Hemel en Fenna Bos", ["Joris van Hemel", "Fenna Bos"]),
        ("Av Signe Holm og Nils Moe", ["Signe Holm", "Nils Moe"]),
        ("By The Meadow Team", ["The Meadow Team"]),
        ("By Ada Lindqvist Staff Writer", ["Ada Lindqvist"]),
        ("By Ada Lindqvist and Tobe Okoro Valley Staff", ["Ada Lindqvist", "Tobe Okoro"]),
        ("By choosing I Accept", []),
        ("PorInês da Silva", ["Inês da Silva"]),
        ("Photo by Ada Lindqvist", []),
        ("Share on Facebook", []),
        ("5 min read", []),
        ("", []),
    ],
)
def test_a_byline_in_one_line(line: str, names: list[str]) -> None:
    assert list(read_byline((line,))) == names


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        (("By", "Ada Lindqvist", "and", "Tobe Okoro", "Valley Courier"), ["Ada Lindqvist", "Tobe Okoro"]),
        (("By", "Ada", "Lindqvist", "·", "May 3, 2021"), ["Ada Lindqvist"]),
        (("Ada Lindqvist", "Head Gardener"), ["Ada Lindqvist"]),
        (("Ada Lindqvist", "3 months ago"), ["Ada Lindqvist"]),
        (("By", "Ada Lindqvist", "and Tobe Okoro"), ["Ada Lindqvist", "Tobe Okoro"]),
        (("Reviewed by", "Tobe Okoro"), []),
        (("Photo: Agency/Tobe Okoro", "Ada Lindqvist"), ["Ada Lindqvist"]),
        (("Reviewed by", "Tobe Okoro", "By Ada Lindqvist"), ["Ada Lindqvist"]),
        (("Published", "May 3, 2021"), []),
    ],
)
def test_a_byline_over_several_elements(lines: tuple[str, ...], names: list[str]) -> None:
    assert list(read_byline(lines)) == names


def test_a_statement_of_machines_may_be_a_handle() -> None:
    assert split_names("heron42") == ("heron42",)
    assert split_names("page.head.extra.author") == ()
    assert split_names("By Ada Lindqvist; Tobe Okoro") == ("Ada Lindqvist", "Tobe Okoro")


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("Ada LindqvistStaff Writer", ["Ada Lindqvist", "Staff Writer"]),
        ("Ada MacDonald", ["Ada MacDonald"]),
        ("Ada FitzGerald of BuzzFeed", ["Ada FitzGerald of BuzzFeed"]),
        ("AdaLindqvist", ["AdaLindqvist"]),
        ("Team SimplyMeadow", ["Team SimplyMeadow"]),
        ("Ada Lindqvist ada@a.example", ["Ada Lindqvist  | "]),
    ],
)
def test_elements_run_together_are_parted(line: str, parts: list[str]) -> None:
    assert parted(line) == parts


@pytest.mark.parametrize(
    "text", ["Read more", "https://a.example", "ada@a.example", "12", "Follow us", "x" * 90, "March"]
)
def test_what_no_author_is_called(text: str) -> None:
    assert not could_be_author(text)


@pytest.mark.parametrize("text", ["Ada Lindqvist", "María del Olmo", "J. R. Petrie", "Karl-Heinz Moor"])
def test_the_shape_of_a_name(text: str) -> None:
    assert is_person(text)


@pytest.mark.parametrize("text", ["heron42", "Ada", "the lower road", "Senior Editor", "Ada went home early today"])
def test_what_has_not_the_shape_of_a_name(text: str) -> None:
    assert not is_person(text)


def test_bylines_are_told_from_sentences_only_by_their_first_word() -> None:
    assert opens_byline("By Ada Lindqvist")
    assert opens_byline("von Jutta Sandberg")
    assert not opens_byline("Byzantine roads of the valley")


@pytest.mark.parametrize(
    "text",
    [
        *(f"{verb} by Ada Lindqvist" for verb in VERBS.split("|")),
        *(f"– {word} Ada Lindqvist" for word in BY.split("|")),
        *(f"{label}: Ada Lindqvist" for label in LABELS.split("|")),
        *("An article by Ada Lindqvist", "The author: Ada Lindqvist", "About the author: Ada", "Autor Jutta Sandberg"),
    ],
)
def test_every_opening_of_a_byline_is_known(text: str) -> None:
    assert opens_byline(text)
