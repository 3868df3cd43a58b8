"""Read JSON-LD as it is written in the wild: often broken, often about more than the article."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

Node = dict[str, Any]

_MAX_CHARS = 400_000
"""A script longer than this is data for the page's own code, and parsing it would cost more than the rest."""
_MAX_NODES = 400
_MAX_DEPTH = 6

_decode = msgspec.json.Decoder().decode
_CONTROL = re.compile(r"[\x00-\x1f]+")
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")
_BAD_ESCAPE = re.compile(r"\\(?![\"\\/bfnrtu])")
_PAIR = re.compile(r'"(headline|datePublished|dateCreated|dateModified)"\s*:\s*"((?:[^"\\]|\\.){1,300})"')
_AUTHOR = re.compile(r'"author"\s*:[\s\[]*\{[^{}]*?"name"\s*:\s*"((?:[^"\\]|\\.){1,100})"')


def read_nodes(scripts: Sequence[str]) -> list[Node]:
    """Return every object of the scripts, outer ones before the ones inside them."""
    nodes: list[Node] = []
    for script in scripts:
        if len(script) <= _MAX_CHARS:
            nodes.extend(_walk(parse(script)))
        if len(nodes) >= _MAX_NODES:
            break
    return nodes[:_MAX_NODES]


def parse(script: str) -> Any:
    """Decode one script; what no repair makes valid is searched for the few pairs that matter."""
    try:
        return _decode(script)
    except (msgspec.DecodeError, UnicodeEncodeError, RecursionError):
        pass
    repaired = _CONTROL.sub(" ", _unwrapped(script))
    repaired = _BAD_ESCAPE.sub(r"\\\\", _TRAILING_COMMA.sub(r"\1", repaired))
    repaired = repaired.encode("utf-8", "replace").decode()
    try:
        return _decode(repaired)
    except (msgspec.DecodeError, RecursionError):
        return _salvage(repaired)


def _unwrapped(script: str) -> str:
    """Take off the comments that were once needed to hide a script."""
    for opening in ("<!--", "//<![CDATA[", "// <![CDATA[", "/*<![CDATA[*/", "/* <![CDATA[ */", "<![CDATA["):
        script = script.strip("\ufeff \t\r\n;").removeprefix(opening)
    for closing in ("-->", "//]]>", "// ]]>", "/*]]>*/", "/* ]]> */", "]]>"):
        script = script.strip(" \t\r\n;").removesuffix(closing)
    return script


def types_of(node: Node) -> str:
    """Return a node's types as one string."""
    kind = node.get("@type")
    if isinstance(kind, list):
        return " ".join(k for k in kind if isinstance(k, str))
    return kind if isinstance(kind, str) else ""


def _salvage(text: str) -> Node:
    found: Node = {}
    for key, value in _PAIR.findall(text):
        found.setdefault(key, value)
    authors = _AUTHOR.findall(text)
    if authors:
        found["author"] = authors
    return {"@type": "Article", **found} if found else {}


def _walk(value: Any) -> Iterator[Node]:
    level = [value]
    for _ in range(_MAX_DEPTH):
        below: list[Any] = []
        for item in level:
            if isinstance(item, dict) and item:
                yield item
                below.extend([v for v in item.values() if isinstance(v, (dict, list))])
            elif isinstance(item, list):
                below.extend(item)
        level = below[:_MAX_NODES]
