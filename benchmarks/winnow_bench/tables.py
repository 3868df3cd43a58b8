"""The figures as Markdown, and where they stand in docs/benchmarks.md."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from winnow_bench.contenders import UNSEEN, WINNOW, Row
from winnow_bench.corpora import SETS

Results = dict[str, dict[str, Row]]


def tables(results: Mapping[str, Any]) -> dict[str, str]:
    """Return the text of every table whose figures are there, by name."""
    return {name: made(results[part]) for name, (part, made) in _TABLES.items() if part in results}


def placed(page: str, tables: Mapping[str, str]) -> str:
    """Return the page with each table put between its two markers."""
    for name, text in tables.items():
        between = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
        if not between.search(page):
            raise LookupError(f"the page has no <!-- {name} --> … <!-- /{name} -->")
        page = between.sub(lambda found, text=text: f"{found[1]}\n{text}\n{found[2]}", page)  # type: ignore[misc]
    return page


def _machine(facts: Mapping[str, str]) -> str:
    return "\n".join(f"- {key}: {value}" for key, value in facts.items()) + "\n"


def _quality(results: Results) -> str:
    return _figures(results, [(each.title, each.title, each.figure) for each in SETS], learned=True)


def _metadata(results: Results) -> str:
    columns = [(key, "metadata", f"{key}_exact") for key in ("title", "author", "date")]
    return _figures(results, columns)


def _faq(results: Results) -> str:
    columns = [
        ("pair F1, lenient", "faq", "faq_pair_f1_lenient"),
        ("false pairs a page without FAQ", "faq", "faq_false_pairs_per_negative"),
        ("pairs kept whole", "faq", "kept_whole"),
    ]
    return _figures(results, columns, none_is="extracts no pairs")


def _articles(results: Results) -> str:
    columns = [
        (f"{key} ({kind})", f"articles, {kind}", key) for kind in ("HTML", "all") for key in ("keep", "drop", "faq_f1")
    ]
    return _figures(results, columns, learned=True)


def _figures(
    results: Results, columns: Sequence[tuple[str, str, str]], *, learned: bool = False, none_is: str = "–"
) -> str:
    """Show a row a contender, the best of each column in bold.

    Where weights learned from these pages play a part, they cannot be best on them: those that did not see them can.
    """
    names = [name for name in results if learned or name != UNSEEN.name]
    cells = {name: [_figure(results[name].get(group, {}), key) for _, group, key in columns] for name in names}
    fair = [cells[name] for name in names if name != WINNOW.name or UNSEEN.name not in names]
    best = [max((v for v in column if v is not None), default=None) for column in zip(*fair, strict=True)]
    rows = [
        [name, *(_shown(value, value == top, none_is) for value, top in zip(cells[name], best, strict=True))]
        for name in names
    ]
    return _table(["", *(title for title, _, _ in columns)], rows)


def _figure(figures: Row, key: str) -> float | None:
    """Return no figure for what a contender does not offer: it finds no pair at all, or is never right about a name."""
    never = key.startswith("faq_") and not figures.get("faq_pair_f1_lenient", figures.get("faq_f1"))
    value = figures.get(key)
    unasked = key.endswith("_exact") and not value
    return None if value is None or never or unasked else float(value)


def _shown(value: float | None, best: bool, none_is: str) -> str:
    if value is None:
        return none_is
    return f"**{value:.3f}**" if best and value else f"{value:.3f}"


def _speed(speeds: Sequence[Mapping[str, object]]) -> str:
    rows = []
    for each in speeds:
        per_second, cpu, ratio = (_spread(each[key]) for key in ("per_second", "cpu_milliseconds", "ratio"))
        rows.append([str(each["name"]), per_second, cpu, ratio, f"{each['megabytes']:.0f} MB"])
    return _table(["", "documents/s", "ms of processor a page", "× trafilatura", "peak memory"], rows)


def _spread(value: object) -> str:
    assert isinstance(value, dict)
    digits = 0 if value["median"] >= 100 else 1
    middle, least, most = (f"{value[key]:,.{digits}f}" for key in ("median", "least", "most"))
    return f"{middle} ({least}–{most})"


def _hostile(cases: Results) -> str:
    names = list(next(iter(cases.values())))
    rows = [[title, *(_ending(outcomes[name]) for name in names)] for title, outcomes in cases.items()]
    return _table(["", *names], rows)


def _ending(outcome: Row) -> str:
    after = "" if outcome["next"] else "; next page not answered"
    return f"{outcome['came']}: {outcome['seconds']} s, {outcome['megabytes']} MB{after}"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] + ["---:"] * (len(head) - 1), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


_TABLES: Mapping[str, tuple[str, Callable[[Any], str]]] = {
    "machine": ("machine", _machine),
    "quality": ("quality", _quality),
    "metadata": ("quality", _metadata),
    "faq": ("quality", _faq),
    "articles": ("quality", _articles),
    "speed": ("speed", _speed),
    "hostile": ("hostile", _hostile),
}
"""Each table of the page, the part of the figures it shows, and how."""
