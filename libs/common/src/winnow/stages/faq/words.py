"""How a list of questions is headed, in seven languages.

These words only confirm what structure suggests: a heading alone makes no FAQ.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from winnow.stages.text.words import key

_STRONG = re.compile(
    r"\b(?:faqs?|f a q s?|(?:frequently|commonly|most|often) asked"
    r"|(?:häufig|oft|meist) gefragt|vaak gevraagd|souvent demandé"
    r"|frequent questions"
    r"|common(?:ly)? (?:asked )?questions"
    r"|most asked questions|questions and answers|people also ask"
    r"|popular questions|top questions|questions answered|q a|q as|q and a|häufige fragen|häufige (?:\w+ )?fragen"
    r"|häufig gestellte|häufigsten fragen|häufigste fragen|oft gestellte|fragen und antworten|wichtige fragen"
    r"|foire aux questions|questions (?:les plus )?fréquentes|questions fréquemment|questions courantes"
    r"|questions réponses|questions et réponses|preguntas (?:más )?frecuentes|preguntas y respuestas"
    r"|preguntas comunes|preguntas habituales|dudas frecuentes"
    r"|perguntas (?:mais )?freq[uü]entes|perguntas e respostas|perguntas comuns|dúvidas (?:mais )?(?:frequentes"
    r"|comuns)|domande (?:più )?frequenti|domande e risposte|domande comuni|veelgestelde vragen|veel gestelde vragen"
    r"|vaak gestelde vragen|meestgestelde vragen|vragen en antwoorden)\b"
)
_WEAK = re.compile(
    r"\b(?:questions?|queries|answers|answered|\w*fragen|antworten|réponses|preguntas|respuestas|dudas|perguntas|respostas"
    r"|dúvidas|domande|risposte|dubbi|vragen|antwoorden|ask us|ask me|asked|ask|fragt|gefragt|demande\w*|preguntan?"
    r"|perguntam?|chied\w+|gevraagd)\b"
)
_PROMISING = re.compile(
    r"\b(?:your (?:questions?|queries)|readers? questions?|questions? from (?:our )?readers|quick questions"
    r"|practical questions"
    r"|answers|answered"
    r"|asked|ask us|ask me|questions (?:that )?(?!to |for |worth )(?:\w+ ){1,3}(?:ask|get|hear|receive)"
    r"|(?:what|things) (?:\w+ ){1,3}ask|^\w+ (?:often |also |always )?ask$"
    r"|fragen die|ihre fragen|eure fragen|deine fragen|leserfragen"
    r"|fragen (?:unserer|der|von) lesern?"
    r"|antworten|beantwortet"
    r"|vos questions|questions (?:de|des) (?:nos )?lecteurs|réponses|tus preguntas|sus preguntas|vuestras preguntas"
    r"|preguntas de (?:los|nuestros) lectores|respuestas|dudas|suas (?:perguntas|dúvidas)|perguntas d[eo]s leitores"
    r"|respostas|dúvidas"
    r"|vostre domande|tue domande|domande dei lettori|risposte|dubbi|(?:uw|jouw|jullie) vragen|lezersvragen"
    r"|vragen van lezers|antwoorden"
    r"|beantwoord|(?:fragen|fragt|wollen) (?:uns|mich)|uns (?:oft |häufig )?gefragt|nous (?:pose|demande)\w*|(?:me"
    r"|nos) preguntan?"
    r"|(?:me|nos) perguntam?|(?:mi|ci) chied\w+|(?:mij|ons) (?:vaak )?(?:vragen|gevraagd))\b"
)
_TOPIC = re.compile(
    r"(?:(?!open|unanswered|big|bigger|hard|tough|key|remaining|outstanding|research|discussion|study|interview|quiz|exam"
    r"|trick|rhetorical|difficult|other|more|further|many|some|few|two|three|four|five|six|seven|eight|nine|ten|security"
    r"|the|no|of|for|to|without|test|survey|choice|\d+)[^\W\d_]+ ){1,2}questions"
    r"|questions (?:about|on|regarding) .+|fragen (?:zu|zum|zur|rund um|über) .+|questions (?:sur|à propos de) .+"
    r"|(?:preguntas|dudas|perguntas|dúvidas) sobre .+|domande s(?:u|ul|ulla|ui|ulle) .+|vragen over .+"
)
"""What the questions are about, so that they are many and somebody's: no adjective makes a kind of question of them."""
_TALK = re.compile(
    r"\b(?:q a|q and a|questions and answers|fragen und antworten|questions (?:et )?réponses|preguntas y respuestas"
    r"|perguntas e respostas|domande e risposte|vragen en antwoorden)\b"
)
_FIRST_PERSON = re.compile(
    r"(?<![\w'’])(?:I|I['’](?:m|ve|d|ll)|my|me|ich|mein\w{0,2}|mir|mich|yo|mi|mis|eu|meu|minha|io|mio|mia|miei|ik|mijn"
    r"|moi|j['’])(?![\w])"
)
_FRENCH_FIRST_PERSON = re.compile(r"(?<![\w'’])(?:je|mon|ma|mes)(?!\w)")
_FRENCH = re.compile(r"(?<![\w'’])(?:les|des|est|une|dans|pas|avec|pour|qui|suis|ai|au|du)(?!\w)")
_HINTS = {
    "q": ("faq", "f.a.q", "question", "queries", "frequent", "fréquent", "freqüent", "q&a", "q & a", "q and a"),
    "frag": ("frage", "gefragt"),
    "vra": ("vragen", "gevraagd"),
    "antw": ("antwo", "beantw"),
    "gunta": ("pregunta", "pergunta"),
    "spost": ("rispost", "respost"),
    "ask": (" ask", "\nask"),
    **{word: (word,) for word in ("answer", "domand", "dubbi", "frecuent", "dudas", "respuest")},
    **{word: (word,) for word in ("dúvida", "répons", "demandé")},
}
"""A part of every heading that the patterns below know, to pass over the rest of a page quickly; by what several share,
so that half as many need to be looked for."""
_MAX_HEADING = 110
_MOST_WORDS = 6
_QUESTIONS = (
    "questions",
    "queries",
    "fragen",
    "preguntas",
    "perguntas",
    "domande",
    "vragen",
    "dúvidas",
    "dudas",
    "dubbi",
)
_OFTEN = (
    *("frequen", "common", "usual", "typical", "popular", "häufig", "typisch", "meistgestell", "fréquen", "couran"),
    *("habitu", "frecuen", "comun", "común", "típic", "freqü", "abitual", "tipic", "veelgestel", "meestgestel"),
)


def hints_at_faq(text: str) -> bool:
    """Say quickly whether a text holds any word of a FAQ's heading."""
    return bool(_hints_in("\n" + text.casefold()))


def hinting_at_faq(texts: Sequence[str]) -> list[str]:
    """Return the texts that hold any such word; they are asked together, as few of them do."""
    hints = _hints_in("\n" + "\n".join(texts).casefold())
    return [text for text in texts if any(hint in "\n" + text.casefold() for hint in hints)] if hints else []


def _hints_in(low: str) -> list[str]:
    shared = [hints for part, hints in _HINTS.items() if part in low]
    return [hint for hints in shared for hint in hints if hint in low]


def is_faq_heading(text: str) -> bool:
    """Say whether a heading names what follows a FAQ."""
    return len(text) <= _MAX_HEADING and _names_faq(text)


@lru_cache(maxsize=1024)
def _names_faq(text: str) -> bool:
    """Every rule asks for the same few headings."""
    if not hints_at_faq(text):
        return False
    return _STRONG.search(key(text)) is not None or _are_frequent(key(text).split())


def _are_frequent(parts: list[str]) -> bool:
    """Say whether a heading is made of questions and how common they are, in whichever order."""
    return (
        len(parts) <= _MOST_WORDS
        and any(part.startswith(_QUESTIONS) for part in parts)
        and any(part.startswith(_OFTEN) for part in parts)
    )


def is_question_heading(text: str) -> bool:
    """Say whether a heading speaks of questions without being one itself."""
    asks = text.rstrip(" :")[-1:] in "?？"
    return len(text) <= _MAX_HEADING and not asks and hints_at_faq(text) and _WEAK.search(key(text)) is not None


def is_promising_heading(text: str) -> bool:
    """Say whether a heading promises that the questions below it are readers' and will be answered."""
    said = key(text) if is_question_heading(text) else ""
    return bool(said) and (_PROMISING.search(said) is not None or _TOPIC.fullmatch(said) is not None)


def may_head_talk(text: str) -> bool:
    """Say whether a heading such as "Q&A" could stand over an interview as well as over a FAQ."""
    return _TALK.search(key(text)) is not None


def speaks_as_i(text: str) -> bool:
    """Say whether somebody speaks of himself, as the answers of an interview do and those of a FAQ seldom.

    "Je" is "you" in Dutch and "mes" a month in Spanish: they count among other French words only.
    """
    if _FIRST_PERSON.search(text):
        return True
    return _FRENCH_FIRST_PERSON.search(text) is not None and _FRENCH.search(text) is not None
