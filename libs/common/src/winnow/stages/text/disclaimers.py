"""Know what a site says to be safe: that its article is no advice, and that it is paid for what it links to.

No phrase is looked for: a disclaimer speaks of the article or what it tells, denies, and names the advice that it is
not; a disclosure speaks of links, of money, and of whoever gets it.
"""

from collections.abc import Sequence

from winnow.stages.text import appeal_words as said_by
from winnow.stages.text.words import word_set


def _stems(text: str) -> tuple[str, ...]:
    """Return what words begin with."""
    return tuple(sorted(word_set(text)))


_SUBJECT_WORDS = 9
_MOST_WORDS = 70
_FEW_WORDS = 36
_SUBJECTS = said_by.PIECES | word_set("""
    articles posts views opinions material materials nothing here guidance
    angaben inhalte informationen beiträge informations articles contenus contenidos informaciones opiniones artículos
    informações conteúdos artigos informazioni contenuti articoli opinioni informatie inhoud artikelen
""")
"""What the disclaimer is about; it says so soon."""
_DENIES = word_set("""
    not no nor never neither nothing cannot kein keine keinen keinerlei nicht ne pas aucun aucune no ni ninguna ningún
    nunca não nem nenhum nenhuma non nessun nessuna né geen niet
""")
_ADVICE = _stems("""
    advice advis diagnos physician doctor consult professional veterin lawyer solicitor recommendation
    beratung arzt ärzt diagnose empfehlung conseil avis médecin consejo asesor médic diagnós conselho aconselh
    consulen parere consigli medico advies huisarts
""")
_REPLACES = _stems("""
    substitut replac constitut intended meant taken construed relied provide ersetz ersatz gedacht remplac
    sustitu reemplaz constitu sostitui costitui vervang dar
""")
_LINKS = word_set("link links affiliatelinks partnerlinks liens lien enlaces enlace")
_SOURCES = word_set("""
    click clicks companies retailers brands products partners shops unternehmen händler marken produkte entreprises
    marques produits empresas marcas productos lojas produtos aziende marchi prodotti bedrijven merken producten
""")
_PAYS = word_set("pay pays paid fee fees")
_READERS = word_set("you your sie ihre du vous votre tú usted você voi tu je u")
_MONEY = _stems("""
    commission earn compensat provision vergüt verdien rémunér comisi comiss commiss remuner percentuale vergoed
""")
_SOLD = _LINKS | _SOURCES
NAMED = _SUBJECTS | _SOLD
"""Each of the two names something of these."""


def is_safeguard(parts: Sequence[str]) -> bool:
    """Say whether a line, given as its words, is a disclaimer or a disclosure."""
    return is_disclaimer(parts) or is_disclosure(parts)


def is_disclaimer(parts: Sequence[str]) -> bool:
    """Say whether a line says of what it stands on that it is no advice."""
    return (
        not _SUBJECTS.isdisjoint(parts[:_SUBJECT_WORDS])
        and not _DENIES.isdisjoint(parts)
        and len(parts) <= _MOST_WORDS
        and _one_begins(parts, _REPLACES)
        and _one_begins(parts, _ADVICE)
    )


def is_disclosure(parts: Sequence[str]) -> bool:
    """Say whether a line says that whoever speaks is paid for the links around it."""
    return (
        not _SOLD.isdisjoint(parts)
        and not said_by.SPEAKERS.isdisjoint(parts)
        and len(parts) <= _FEW_WORDS
        and (not _LINKS.isdisjoint(parts) or not _READERS.isdisjoint(parts))
        and (not _PAYS.isdisjoint(parts) or _one_begins(parts, _MONEY))
    )


def _one_begins(parts: Sequence[str], stems: tuple[str, ...]) -> bool:
    return any(part.startswith(stems) for part in parts)
