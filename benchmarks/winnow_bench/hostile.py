"""Input made to stall a parser: what it costs, what comes of it, and whether the next page is answered."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from winnow_bench.contenders import Contender, Row, Run, run

LIMIT_SECONDS = 20.0
LIMIT_MEGABYTES = 4096
"""Of address space, so that no contender takes the machine with it."""

_MEGABYTE = 1_000_000
_ORDINARY = "<html><title>Kettles</title><article><h1>Kettles</h1>" + "<p>A kettle boils water for the tea. </p>" * 20


def _article(middle: str) -> str:
    text = "<p>" + "The kettle stands on the hob and sings before it boils. " * 20 + "</p>"
    return f"<html><title>Kettles</title><body><article><h1>Kettles</h1>{text}{middle}{text}</article>"


CASES: Mapping[str, Callable[[], str | bytes]] = {
    "one tag with 300,000 attributes": lambda: _article("<p " + " ".join(f"a{n}=1" for n in range(300_000)) + ">x</p>"),
    "100,000 nested `div`s": lambda: _article("<div>" * 100_000 + "deep"),
    "4,900 nested `div`s": lambda: _article("<div>" * 4_900 + "deep"),
    "10 MB of `<p>`": lambda: "<p>" * (10 * _MEGABYTE // 3),
    "100,000 unclosed inline tags": lambda: _article("<b><i><a href=x>" * 33_000 + "x"),
    "a comment that never ends, 5 MB": lambda: _article("<!--" + "x" * 5 * _MEGABYTE),
    "1 MB of NUL bytes": lambda: _article("\0" * _MEGABYTE),
    "200,000 lone surrogates": lambda: _article("<p>" + "\ud800 word " * 200_000),
    "5 MB of text on one line": lambda: _article("<p>" + "word and " * (5 * _MEGABYTE // 9) + "</p>"),
    "5 MB in 250,000 short paragraphs": lambda: _article("<p>A short one.</p>" * 250_000),
    "5 MB of mojibake": lambda: _article("<p>" + "dÃ©jÃ  vu â€œquotedâ€\x9d " * 150_000 + "</p>"),
}


def hostile(contenders: Sequence[Contender], *, core: int) -> Iterator[tuple[str, dict[str, Row]]]:
    """Yield each case with what became of it under every contender. Times include the start of the process."""
    for title, make in CASES.items():
        rows = [_row("case", make()), _row("next", _ORDINARY)]
        runs = {
            each.name: run(each, rows, core=core, limit_seconds=LIMIT_SECONDS, limit_megabytes=LIMIT_MEGABYTES)
            for each in contenders
        }
        yield title, {name: _outcome(done) for name, done in runs.items()}


def _row(name: str, content: str | bytes) -> Row:
    return {"id": name, "url": "https://page.example/", "content_type": "text/html", "content": content}


def _outcome(done: Run) -> Row:
    by_id = {answer["id"]: answer for answer in done.answers}
    return {
        "seconds": round(done.seconds, 1),
        "megabytes": round(done.megabytes),
        "came": _came(by_id.get("case"), done),
        "next": bool((by_id.get("next") or {}).get("text")),
    }


def _came(answer: Row | None, done: Run) -> str:
    if answer is None:
        return "killed" if done.code is None else "died"
    if "error" in answer:
        return str(answer["error"]["reason"])
    return "text" if answer.get("text") else "no text, no reason"
