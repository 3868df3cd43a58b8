"""``winnow clean --jsonl`` by weights that have not seen a page's site: ``unseen.py FOLDER``, rows in, rows out.

FOLDER is what ``train/unseen_weights.py`` wrote. The product has one set of weights, learned from all pages; what it
reaches on those pages says less about others than what is reached here.
"""

import json
import sys
from pathlib import Path

from winnow.errors import Refused, Rejected
from winnow.stages.html import strip
from winnow_standalone.cli.rows import answer, encode, error_row, read_row


def fold_of_page(folder: Path) -> dict[str, int]:
    """Return each page's fold by its id. Ids are unique over the sets; two that are not would blur the folds."""
    found: dict[str, int] = {}
    for pages in json.loads((folder / "folds.json").read_text()).values():
        clash = [page for page, fold in pages.items() if found.get(page, fold) != fold]
        if clash:
            raise ValueError(f"ids of two sets in different folds: {clash}")
        found |= pages
    return found


def main() -> None:
    folder = Path(sys.argv[1])
    folds = fold_of_page(folder)
    judges = {fold: strip.Judge((folder / f"{fold}.json").read_bytes()) for fold in set(folds.values())}
    for line in sys.stdin.buffer:
        judge = judges[folds.get(str(read_row(line).id), 0)]
        strip.judge = lambda judge=judge: judge
        try:
            cleaned = answer(line)
        except (Refused, Rejected) as error:
            cleaned = encode(error_row(line, error))
        sys.stdout.buffer.write(cleaned + b"\n")


if __name__ == "__main__":
    main()
