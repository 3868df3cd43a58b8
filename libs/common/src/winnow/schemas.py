"""Generate the JSON Schemas of the topics: ``python -m winnow.schemas FOLDER`` writes them.

The types are the source. The files are committed so that other languages can use them, and a test fails when
they drift.
"""

import json
import sys
from pathlib import Path
from typing import Any

import msgspec

from winnow.topics import ALL_TOPICS, TOPICS, Topic


def schema_of(topic: Topic[Any]) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a topic's values."""
    (root,), components = msgspec.json.schema_components([topic.type], ref_template="#/$defs/{name}")
    definitions = dict(components)
    name = root["$ref"].rsplit("/", 1)[1]
    body = definitions.pop(name)
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"{topic.name}.json",
        **body,
        "description": f"{topic.doc} Key: {topic.key}.",
    }
    return {**schema, "$defs": definitions} if definitions else schema


def files() -> dict[str, str]:
    """Return the generated files by name: one a topic, and one for all dead letters."""
    dead = next(topic for topic in ALL_TOPICS if topic.name.endswith(".dlq"))
    schemas = {f"{topic.name}.json": schema_of(topic) for topic in TOPICS}
    dead_schema = schema_of(dead)
    dead_schema["$id"] = "dead-letter.json"
    dead_schema["description"] = "A record that could not be processed, whole. Value of every <topic>.dlq."
    schemas["dead-letter.json"] = dead_schema
    return {name: json.dumps(schema, indent=2, ensure_ascii=False) + "\n" for name, schema in schemas.items()}


def main() -> None:
    """Write the files."""
    folder = Path(sys.argv[1])
    for name, text in files().items():
        (folder / name).write_text(text, encoding="utf8")


if __name__ == "__main__":
    main()
