"""Language of a text: what the text says, what the page says, and who is believed."""

import pytest
from winnow.stages.language import identify_language, normalise_tag

ENGLISH = "The ferry leaves at seven, and the crew has breakfast long before the first passengers come aboard. "
GERMAN = "Die Fähre legt um sieben Uhr ab, und die Mannschaft frühstückt, lange bevor die ersten Gäste kommen. "
PORTUGUESE = (
    "A balsa parte às sete horas, e a tripulação toma o café muito antes de chegarem os primeiros passageiros. "
)


@pytest.mark.parametrize(
    ("text", "declared", "expected"),
    [
        (ENGLISH, None, "en"),
        (GERMAN, "", "de"),
        (PORTUGUESE, "pt-BR", "pt"),
        ("Le bac part à sept heures, et l'équipage déjeune bien avant l'arrivée des premiers voyageurs.", None, "fr"),
        ("渡し船は七時に出航します。乗組員は最初の乗客が乗り込むずっと前に朝食をとります。", None, "ja"),
    ],
)
def test_the_text_tells(text: str, declared: str | None, expected: str) -> None:
    assert identify_language(text, declared) == expected


def test_a_long_text_overrules_the_template() -> None:
    assert identify_language(GERMAN * 4, "en-US") == "de"


def test_a_beginning_in_the_declared_language_does_not_outweigh_the_text() -> None:
    assert identify_language(ENGLISH * 4 + GERMAN * 30, "en") == "de"


@pytest.mark.parametrize(("text", "expected"), [("Menu", "nl"), ("", "nl"), ("2024 12 31 17:00 " * 20, "nl")])
def test_too_little_text_leaves_it_to_the_declaration(text: str, expected: str) -> None:
    assert identify_language(text, "nl-NL") == expected


@pytest.mark.parametrize("text", ["", "OK", "12 34 56", "\x00\x01", "?!"])
def test_nothing_to_tell_by_is_an_empty_answer(text: str) -> None:
    assert identify_language(text, None) == ""


def test_characters_that_break_the_detector_do_not_break_us() -> None:
    assert identify_language("\x00\x0b\ud800\uffff" + ENGLISH * 3, None) == "en"


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("en_GB", "en"),
        ("DE-at", "de"),
        ("zh-hant-TW", "zh-Hant"),
        ("iw", "he"),
        ("nb-NO", "no"),
        ("und", ""),
        ("{{ lang }}", ""),
        (None, ""),
    ],
)
def test_declared_tags_are_normalised(tag: str | None, expected: str) -> None:
    assert normalise_tag(tag) == expected


def test_a_declared_script_is_kept() -> None:
    assert identify_language(ENGLISH, "en-Latn-GB") == "en-Latn"


def test_addresses_and_control_characters_tell_nothing() -> None:
    address = "https://shop.example/the-ferry-leaves-at-seven/and-the-crew-has-breakfast-long-before-the-passengers "
    assert identify_language((address + "\x01") * 8 + GERMAN * 3, "") == "de"
    assert identify_language(GERMAN.replace(" ", "\x02 "), "de") == "de"
