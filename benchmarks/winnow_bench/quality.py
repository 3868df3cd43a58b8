"""How much of an article each contender keeps, how much else it leaves in, and what it finds out about it."""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from winnow_bench.contenders import Contender, Row, run
from winnow_bench.corpora import ARTICLES, FAQ, SETS, Corpora, GoldSet

Figures = dict[str, float]
METADATA = ("title_exact", "author_exact", "date_exact")


def quality(
    corpora: Corpora, contenders: Sequence[Contender], *, core: int
) -> Iterator[tuple[str, dict[str, Figures]]]:
    """Yield each contender's name with its figures by set."""
    for contender in contenders:
        figures = {each.title: _pages(corpora, each, contender, core) for each in SETS}
        figures["faq"] = _faq(corpora, contender, core)
        figures["articles, HTML"] = _articles(corpora, contender, core, html_only=True)
        if contender.reads_text:
            figures["articles, all"] = _articles(corpora, contender, core, html_only=False)
        figures["metadata"] = _metadata(figures)
        yield contender.name, figures


def _pages(corpora: Corpora, gold_set: GoldSet, contender: Contender, core: int) -> Figures:
    gold = corpora.gold(gold_set)
    return corpora.page_figures(gold, _answers(corpora, gold_set, gold, contender, core))


def _faq(corpora: Corpora, contender: Contender, core: int) -> Figures:
    gold = corpora.gold(FAQ)
    answers = _answers(corpora, FAQ, gold, contender, core)
    figures = corpora.page_figures(gold, answers)
    return {**figures, "kept_whole": kept_whole(gold, answers, corpora.pages.norm)}


def kept_whole(gold: Iterable[Row], answers: Iterable[Row], norm: Any) -> float:
    """Return the share of gold pairs whose question and whole answer stand in what was extracted, pairs or text."""
    extracted = {answer["id"]: f" {norm(_all_text(answer))} " for answer in answers}
    whole = [
        all(f" {norm(part)} " in extracted.get(row["id"], "") for part in (pair["q"], pair["a"]))
        for row in gold
        for pair in row.get("faq") or []
    ]
    return round(sum(whole) / len(whole), 4)


def _all_text(answer: Row) -> str:
    pairs = [f"{pair['question']}\n{pair['answer']}" for pair in answer.get("faqs") or []]
    return "\n".join([answer.get("text") or "", *pairs])


def _articles(corpora: Corpora, contender: Contender, core: int, *, html_only: bool) -> Figures:
    gold = [row for row in corpora.gold(ARTICLES) if row["content_type"] == "text/html" or not html_only]
    figures: Figures = corpora.articles.totals(gold, _answers(corpora, ARTICLES, gold, contender, core))
    return figures


def _answers(corpora: Corpora, gold_set: GoldSet, gold: list[Row], contender: Contender, core: int) -> list[Row]:
    done = run(contender, [corpora.input_row(gold_set, row) for row in gold], core=core)
    if len(done.answers) < len(gold):
        raise RuntimeError(f"{contender.name} answered {len(done.answers)} of {len(gold)} rows of {gold_set.name}")
    failed = Counter(answer["error"]["reason"] for answer in done.answers if "error" in answer)
    if failed:
        print(f"{contender.name}: {gold_set.name}: not answered with an article: {dict(failed)}", file=sys.stderr)
    return list(done.answers)


def _metadata(figures: dict[str, Figures]) -> Figures:
    """Average title, author and date over the sets that know them; scrapinghub does not."""
    return {
        key: round(sum(known) / len(known), 4)
        for key in METADATA
        if (known := [figures[each.title][key] for each in SETS if key in figures[each.title]])
    }
