"""Generate the API's description: ``python -m winnow_console.schema FILE`` writes it."""

import json
import sys
from pathlib import Path

from winnow.adapters.memory import MemoryArticleIndex, MemoryEventLog, MemoryStatusIndex

from winnow_console.app import create_app
from winnow_console.settings import ConsoleSettings


def text() -> str:
    """Return the OpenAPI document as it is committed."""
    app = create_app(MemoryEventLog(), MemoryArticleIndex(), MemoryStatusIndex(), settings=ConsoleSettings())
    return json.dumps(app.openapi(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(text(), encoding="utf8")
