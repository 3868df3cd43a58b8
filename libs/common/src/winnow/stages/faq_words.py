"""How a list of questions is headed, in seven languages.

These words only confirm what structure suggests: a heading alone makes no FAQ.
"""

import re

from winnow.stages.text_words import key

_STRONG = re.compile(
    r"\b(?:faqs?|f a q s?|frequently asked|frequent questions|common(?:ly)? (?:asked )?questions"
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
    r"\b(?:questions?|answers|answered|fragen|antworten|réponses|preguntas|respuestas|dudas|perguntas|respostas"
    r"|dúvidas|domande|risposte|dubbi|vragen|antwoorden|ask us|asked|ask)\b"
)
_MAX_HEADING = 110


def is_faq_heading(text: str) -> bool:
    """Say whether a heading names what follows a FAQ."""
    return len(text) <= _MAX_HEADING and _STRONG.search(key(text)) is not None


def is_question_heading(text: str) -> bool:
    """Say whether a heading speaks of questions without being one itself."""
    return len(text) <= _MAX_HEADING and "?" not in text and _WEAK.search(key(text)) is not None
