"""Lines that tell who wrote, when, and how long it takes to read, however their parts are joined."""

import pytest
from winnow.stages.text.bylines import is_byline, is_imprint, is_signature, is_titled_name, named_in, writer


@pytest.mark.parametrize(
    "line",
    [
        "Published on 3 March 2022 by Odile Marn",
        "Last updated on 14 June 2023 by Odile Marn",
        "Escrito por Odile Marn em 4 de julho de 2022",
        "Publié le 3 mars 2022 par Odile Marn | 4 min de lecture",
        "Posted on 14 Nov 2022 in Heating by Odile Marn",
        "Published: March 3, 2021 | Updated: March 9, 2022",
        "Odile Marn · March 3, 2021 · 5 min read",
        "Von Odile Marn, 12. April 2022 · 3 Kommentare",
        "Redazione | 21 gennaio 2022 | Tempo di lettura: 4 minuti",
    ],
)
def test_joined_parts_are_an_imprint(line: str) -> None:
    assert is_imprint(line)


@pytest.mark.parametrize(
    "line",
    [
        "May 14, 2023",
        "Berlin, 9 November 1989, and what came after",
        "Clay by the Sea, 1921",
        "12 comments, 3 of them kind",
        "Built by the monks in 1204, burnt on 3 May 1525",
        "A mill on the river",
    ],
)
def test_a_heading_with_a_year_is_none(line: str) -> None:
    assert not is_imprint(line)


def test_a_signature_says_so_in_words() -> None:
    assert is_signature("Interview by Odile Marn")
    assert is_signature("Propos recueillis par Odile Marn")
    assert is_signature("Autor: Redaktion Haus & Hof")
    assert is_byline("By Odile Marn")
    assert not is_signature("By Odile Marn")


def test_the_name_in_a_byline() -> None:
    assert writer("Posted on 14 Nov 2022 in Heating by Odile Marn") == "odile marn"
    assert writer("The kiln was lit by hand") == ""
    assert named_in("Written by Odile Marn, Staff Writer") == "odile marn"


@pytest.mark.parametrize(
    "line",
    [
        "Words and pictures: Odile Marn",
        "Interview: Odile Marn · Photography: Piet Os",
        "Revisione scientifica: dott.ssa Odile Marn",
        "Fachlich geprüft: Dr. Odile Marn, Ärztin",
    ],
)
def test_what_somebody_did_and_who_it_was_is_a_byline(line: str) -> None:
    assert is_byline(line)
    assert writer(line).endswith("odile marn")


@pytest.mark.parametrize("line", ["Story: wonderful", "Text size: Large", "Picture: a mill", "Oven: Odile Marn"])
def test_another_field_is_none(line: str) -> None:
    assert not is_byline(line)


def test_a_title_and_a_name_are_told_from_a_title_in_a_sentence() -> None:
    assert is_titled_name("Professor Odile Marn")
    assert not is_titled_name("Professor Marn")
    assert not is_titled_name("Dr Marn fires twice a year")
