"""What a site says to be safe is known by what it speaks of, denies and names, and not by a phrase."""

import pytest
from winnow.model import RemovalReason
from winnow.stages.text.disclaimers import is_disclaimer, is_disclosure
from winnow.stages.text.lines import judge_line
from winnow.stages.text.words import words_of


@pytest.mark.parametrize(
    "text",
    [
        "This guide is written for beekeepers and is no substitute for the advice of a vet.",
        "Nothing on this page should be taken as legal advice.",
        "Our articles are not meant to replace a consultation with your physician.",
        "Die Angaben auf dieser Seite ersetzen keinen Besuch beim Arzt.",
        "Les contenus de ce site ne remplacent pas l'avis d'un médecin.",
        "La información de esta página no sustituye el consejo de un médico.",
        "Le informazioni di questo sito non sostituiscono il parere del medico.",
    ],
)
def test_what_denies_to_be_advice_is_a_disclaimer(text: str) -> None:
    assert is_disclaimer(words_of(text))
    verdict = judge_line(text)
    assert verdict is not None
    assert verdict.reason is RemovalReason.LEGAL


@pytest.mark.parametrize(
    "text",
    [
        "A doctor will not replace the dressing before the third day.",
        "Never take the advice of a neighbour who keeps no bees.",
        "Honey is no substitute for sugar in this jam.",
        "This guide replaces the one of last year.",
    ],
)
def test_a_sentence_with_some_of_its_words_is_none(text: str) -> None:
    assert not is_disclaimer(words_of(text))


@pytest.mark.parametrize(
    "text",
    [
        "Some links here pay us a fee.",
        "We may earn something when you use the links above.",
        "A few of the brands we name pay us when you buy.",
        "Für Käufe über die Links erhalten wir eine Provision.",
        "Certains liens nous rapportent une commission.",
    ],
)
def test_who_is_paid_for_links_discloses_it(text: str) -> None:
    assert is_disclosure(words_of(text))


@pytest.mark.parametrize(
    "text",
    [
        "The companies that hired us paid by the day.",
        "Links between the two mills were never proved.",
        "Rate the week with a click: your feedback helps us.",
        "You pay for the links of the chain by weight.",
    ],
)
def test_links_or_money_alone_disclose_nothing(text: str) -> None:
    assert not is_disclosure(words_of(text))
