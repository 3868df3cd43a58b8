"""The mappings are strict and written by hand: they have to name exactly the fields that are written."""

import types
import typing
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from typing import Any, get_args, get_origin, get_type_hints

import pytest
from winnow.adapters.elasticsearch import mapping
from winnow.model import ArticleStatus, CleanArticle


def item_type(of: Any) -> Any:
    """Return what a field holds, without its sequence, its ``None`` and its annotations."""
    if get_origin(of) is typing.Annotated:
        return item_type(get_args(of)[0])
    if get_origin(of) in {types.UnionType, typing.Union}:
        return item_type(next(part for part in get_args(of) if part is not type(None)))
    if get_origin(of) in {Sequence, list, tuple}:
        return item_type(get_args(of)[0])
    return of


def compare(of: Any, mapped: Mapping[str, Any], where: str) -> None:
    assert mapped.get("dynamic") == "strict", f"{where} takes fields that are not written here"
    hints = get_type_hints(of)
    assert {field.name for field in fields(of)} == set(mapped["properties"]), where
    for name, about in mapped["properties"].items():
        inner = item_type(hints[name])
        if is_dataclass(inner) and about.get("enabled", True):
            compare(inner, about, f"{where}.{name}")


@pytest.mark.parametrize(("name", "of"), [("articles", CleanArticle), ("articles-status", ArticleStatus)])
def test_the_mapping_names_exactly_the_fields_of_the_type(name: str, of: Any) -> None:
    compare(of, mapping(name)["mappings"], name)


def test_pairs_stay_pairs() -> None:
    assert mapping("articles")["mappings"]["properties"]["faqs"]["type"] == "nested"
