"""JSON-LD as it is found: valid, nearly valid, and hopeless."""

import pytest
from winnow.stages.metadata.json_ld import parse, read_nodes, types_of

ARTICLE = '{"@type": "Article", "headline": "A dry meadow", "datePublished": "2020-11-02", "section": "Farm"}'


@pytest.mark.parametrize(
    "script",
    [
        ARTICLE,
        f"<!-- {ARTICLE} -->",
        f"//<![CDATA[\n{ARTICLE}\n//]]>",
        f"/*<![CDATA[*/ {ARTICLE} /*]]>*/",
        ARTICLE.replace("}", ",}"),
        ARTICLE.replace("dry meadow", "dry\n\tmeadow").replace("dry\n\tmeadow", "dry\u0001meadow"),
        ARTICLE.replace("A dry", r"A\ dry"),
        f"{ARTICLE};",
    ],
    ids=[
        "valid",
        "comment",
        "cdata",
        "commented cdata",
        "trailing comma",
        "control character",
        "bad escape",
        "semicolon",
    ],
)
def test_small_mistakes_are_repaired(script: str) -> None:
    (node,) = read_nodes([script])
    assert (node["datePublished"], node["section"]) == ("2020-11-02", "Farm")


def test_what_matters_is_saved_from_the_hopeless() -> None:
    script = (
        '{"@type":"Article","headline":"A dry meadow","author":{"@type":"Person","name":"Ada"},"text":"she said "no""}'
    )
    assert parse(script) == {"@type": "Article", "headline": "A dry meadow", "author": ["Ada"]}


@pytest.mark.parametrize(
    "script", ["", "null", "[]", "not json", "{", '"text"', "\ud800", "[" * 100_000, '{"a":' * 5_000]
)
def test_nothing_is_found_in_nothing(script: str) -> None:
    assert read_nodes([script]) == []


def test_inner_objects_come_after_outer_ones() -> None:
    nodes = read_nodes(['{"@graph": [{"@type": "WebPage", "author": {"@type": ["Person", "Thing"], "name": "Ada"}}]}'])
    assert [types_of(node) for node in nodes] == ["", "WebPage", "Person Thing"]


def test_the_work_is_bounded() -> None:
    many = "[" + ",".join(['{"@type": "Thing"}'] * 5_000) + "]"
    assert len(read_nodes([many])) <= 400
    assert read_nodes(["[" + "1," * 300_000 + "1]"]) == []
