"""Print a cleaned article for a person."""

from rich.console import Console
from rich.text import Text
from winnow.model import CleanArticle, Removed


def show(article: CleanArticle, *, explain: bool) -> None:
    """Print title, facts, text and questions; with ``explain`` also what was removed, where, and why."""
    console = Console(soft_wrap=True, highlight=False)
    if article.title:
        console.print(Text(article.title, style="bold"))
    facts = " · ".join(fact for fact in (article.author, article.published, article.language) if fact)
    if facts:
        console.print(Text(facts, style="dim"))
    console.print()
    console.print(Text(article.text))
    for faq in article.faqs:
        console.print()
        console.print(Text(faq.question, style="bold"))
        console.print(Text(faq.answer))
    if explain:
        console.print()
        console.print(Text(f"Removed: {len(article.removed)}", style="bold"))
        for record in article.removed:
            console.print(_explained(record))


def _explained(record: Removed) -> Text:
    line = Text(f"{record.position:5} ")
    line.append(record.text.replace("\n", " ⏎ "), style="strike")
    line.append(f"  [{record.reason}: {record.rule}, {record.score:.2f}]", style="yellow")
    return line
