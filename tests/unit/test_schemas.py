"""The committed schemas follow the types, and every example ever written still decodes."""

import json
from pathlib import Path

import jsonschema
import pytest
from winnow.codec import from_json
from winnow.model import DeadLetter
from winnow.schemas import files
from winnow.topics import TOPICS

EVENTS = Path(__file__).parents[2] / "schemas" / "events"
TYPES = {topic.name: topic.type for topic in TOPICS} | {"dead-letter": DeadLetter}
EXAMPLES = sorted((EVENTS / "examples").rglob("*.json"))


def test_committed_schemas_are_those_of_the_types():
    committed = {path.name: path.read_text(encoding="utf8") for path in EVENTS.glob("*.json")}
    assert committed == files(), "run `make schemas`"


def test_every_type_has_an_example():
    assert {path.parent.name for path in EXAMPLES} == set(TYPES)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_example_is_valid_and_decodes(path):
    text = path.read_text(encoding="utf8")
    schema = json.loads((EVENTS / f"{path.parent.name}.json").read_text(encoding="utf8"))
    jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker()).validate(json.loads(text))
    from_json(TYPES[path.parent.name], text)
