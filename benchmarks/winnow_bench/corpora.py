"""The gold sets, which stand outside the repository together with the scripts that score them."""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import ModuleType

from winnow_bench.contenders import Row

MISSING = """\
make bench needs the folder of gold sets, which is not part of the repository:

    WINNOW_CORPORA=/path/to/corpora make bench

It holds a folder for each set (gold.jsonl, and <id>.html.gz for each page) and run.py, which scores them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldSet:
    """A folder of gold rows, or those of one kind."""

    name: str
    title: str
    """What the set is called in tables."""
    figure: str
    """Which figure stands for the quality of the text."""
    only: Mapping[str, str]


SETS = (
    GoldSet(name="pages/scrapinghub", title="scrapinghub", figure="shingle_f1", only={}),
    GoldSet(name="pages/newspaper4k-ds", title="newspaper4k-ds", figure="shingle_f1", only={}),
    GoldSet(name="pages/trafilatura", title="trafilatura", figure="segment_f1", only={}),
    GoldSet(name="pages/fundus", title="fundus", figure="shingle_f1", only={}),
    GoldSet(name="pages/wcxb", title="wcxb articles", figure="shingle_f1", only={"page_type": "article"}),
)
FAQ = GoldSet(name="pages/faq", title="faq", figure="faq_pair_f1_lenient", only={})
ARTICLES = GoldSet(name="articles", title="articles", figure="keep", only={})
SPEED = (SETS[0], SETS[1])


class Corpora:
    """The folder, read and scored by the scripts in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        sys.path.insert(0, str(folder))
        try:
            self._run: ModuleType = import_module("run")
            self.pages: ModuleType = import_module("score_pages")
            self.articles: ModuleType = import_module("score_articles")
        finally:
            sys.path.remove(str(folder))

    @classmethod
    def named(cls, environ: Mapping[str, str]) -> "Corpora | None":
        """Open the folder that WINNOW_CORPORA names, if there is one with sets in it."""
        folder = environ.get("WINNOW_CORPORA")
        return cls(Path(folder).resolve()) if folder and (Path(folder) / "run.py").is_file() else None

    def gold(self, gold_set: GoldSet) -> list[Row]:
        """Return the rows of a set."""
        rows: list[Row] = self._run.gold_rows(self.folder / gold_set.name)
        return [row for row in rows if all(str(row.get(key)) == value for key, value in gold_set.only.items())]

    def input_row(self, gold_set: GoldSet, gold: Row) -> Row:
        """Return what an extractor is given for a gold row."""
        row: Row = self._run.input_row(self.folder / gold_set.name, gold)
        return row

    def page_figures(self, gold: list[Row], answers: list[Row]) -> dict[str, float]:
        """Score a set of pages."""
        pages = [self._run.as_page(answer) for answer in answers]
        figures: dict[str, float] = self._run.figures(self.pages.score(gold, pages))
        return figures


def complain() -> int:
    """Say what to set; return the exit code for wrong use."""
    print(MISSING, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(None if Corpora.named(os.environ) else complain())
