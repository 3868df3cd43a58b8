"""Print a cleaned article for a person."""

from rich.console import Console
from rich.text import Text
from winnow.model import CleanArticle, Removed


def show(article: CleanArticle, *, explain: bool) -> None:
    """Print title, facts, text and questions; with ``explain`` also the removed blocks, struck out in their places."""
    console = Console(soft_wrap=True, highlight=False)
    if article.title:
        console.print(Text(article.title, style="bold"))
    facts = " · ".join(fact for fact in (article.author, article.published, article.language) if fact)
    if facts:
        console.print(Text(facts, style="dim"))
    console.print()
    for line in _whole_page(article) if explain else (Text(article.text),):
        console.print(line)
    for faq in article.faqs:
        console.print()
        console.print(Text(faq.question, style="bold"))
        console.print(Text(faq.answer))


def _whole_page(article: CleanArticle) -> list[Text]:
    """Return what was kept and what was removed, in the order of the source, each with its position."""
    kept = zip(article.positions, article.text.split("\n"), strict=True) if article.text else ()
    lines = [(position, Text(f"{position:5}  {line}")) for position, line in kept]
    lines += [(record.position, _removed(record)) for record in article.removed]
    return [line for _, line in sorted(lines, key=lambda placed: placed[0])]


def _removed(record: Removed) -> Text:
    line = Text(f"{record.position:5}  ")
    line.append(record.text.replace("\n", " ⏎ "), style="strike dim")
    line.append(f"  [{record.reason}: {record.rule}, {record.score:.2f}]", style="yellow")
    return line
