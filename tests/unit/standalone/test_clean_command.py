"""``winnow clean`` as a program: rows in, rows out, whatever the rows are."""

import base64
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

PROSE = "The ferry left the quay at noon with eleven passengers and a goat that nobody would admit to owning. " * 2
PAGE = f"<html><body><nav><a href=/>Home</a></nav><article><h1>Noon</h1><p>{PROSE}</p><p>{PROSE[:-3]}!</p></article>"


def run(*arguments: str, stdin: bytes = b"") -> tuple[int, bytes, bytes]:
    done = subprocess.run(
        [sys.executable, "-c", "from winnow_standalone.cli import main; main()", "clean", *arguments],
        input=stdin,
        capture_output=True,
        timeout=60,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


def rows(*lines: Any) -> tuple[int, list[dict[str, Any]]]:
    stdin = b"\n".join(line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines)
    code, out, _ = run("--jsonl", stdin=stdin)
    return code, [json.loads(line) for line in out.splitlines()]


def test_each_row_is_answered_in_order() -> None:
    code, answers = rows(
        {"id": "a", "url": "https://x.example/", "content_type": "text/html", "content": PAGE},
        {"id": 2, "content_type": "text/html", "content_base64": base64.b64encode(PAGE.encode()).decode()},
        {"id": "c", "content_type": "text/plain", "content": f"A title\n\n{PROSE}\n\n{PROSE}\n"},
    )

    assert code == 0
    assert [answer["id"] for answer in answers] == ["a", 2, "c"]
    assert answers[0]["text"] == answers[1]["text"]
    assert answers[0]["removed"][0]["text"] == "Home"
    assert set(answers[0]) == {
        *("id", "title", "author", "published", "language", "text", "sections", "faqs", "removed", "quality")
    }


def test_rows_are_told_apart_whatever_their_lengths() -> None:
    lengths = [0, 300_000, 262_144, 1, 700_000, 0]
    pages = [{"id": n, "content": f"{PAGE}<!--{'x' * length}-->"} for n, length in enumerate(lengths)]

    code, answers = rows(*pages[:2], b"", b" \r", *pages[2:])

    assert code == 0
    assert [answer["id"] for answer in answers] == list(range(len(lengths)))
    assert {answer["text"] for answer in answers} == {answers[0]["text"]}


@pytest.mark.parametrize(
    ("bad", "id_", "reason"),
    [
        (b'{"id": "x", "content": ', None, "invalid-event"),
        (b"\xff\xfe\x00", None, "invalid-event"),
        (b"[]", None, "invalid-event"),
        ({"content": "no id"}, None, "invalid-event"),
        ({"id": "x"}, "x", "invalid-event"),
        ({"id": "x", "content": 5}, "x", "invalid-event"),
        ({"id": "x", "content_base64": "@@@"}, "x", "invalid-event"),
        ({"id": "x", "content": "a", "content_type": "application/pdf"}, "x", "content-type"),
        ({"id": "x", "content": ""}, "x", "empty"),
        ({"id": "x", "content": "<p>" * 2_000_000}, "x", "too-large"),
        ({"id": "x", "content": "<div>" * 100_000}, "x", "markup-limit"),
    ],
)
def test_a_bad_row_is_an_error_and_the_next_one_an_answer(bad: Any, id_: str | None, reason: str) -> None:
    code, answers = rows(bad, {"id": "good", "content": PAGE})

    assert code == 1
    assert answers[0]["id"] == id_
    assert answers[0]["error"]["reason"] == reason
    assert answers[0]["error"]["detail"]
    assert PROSE.strip() in answers[1]["text"]


def test_lone_surrogates_and_nuls_are_cleaned_like_any_text() -> None:
    broken = json.dumps({"id": "x", "content": PAGE}).replace("eleven", "ele\\u0000ven \\ud800")

    code, answers = rows(broken.encode())

    assert code == 0
    assert "passengers" in answers[0]["text"]
    assert not any("\ud800" <= c <= "\udfff" or c == "\0" for c in answers[0]["text"])


def test_a_file_is_printed_for_a_person(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(PAGE)

    code, out, _ = run("--explain", str(page))

    assert code == 0
    lines = out.decode().splitlines()
    home = next(n for n, line in enumerate(lines) if "Home" in line)
    prose = next(n for n, line in enumerate(lines) if PROSE.strip() in line)
    assert "[navigation:" in lines[home]
    assert home < prose


def test_wrong_use_is_told_apart_from_failure(tmp_path: Path) -> None:
    assert run("--no-such-option")[0] == 2
    assert run(str(tmp_path / "missing.html"))[0] == 2
    assert run("--jsonl", stdin=b"")[0] == 0
