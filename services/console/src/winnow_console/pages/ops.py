"""``/ops``: the pipeline in figures, and the dead letters with a button to send them through again."""

import base64
from collections import Counter

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from winnow.model import ENDS, ArticleState

from winnow_console import letters, overview
from winnow_console.desk import AtDesk
from winnow_console.pages.forms import read_form
from winnow_console.pages.render import page

router = APIRouter(prefix="/ops", include_in_schema=False)

SHOWN = 100
PREVIEW_CHARS = 20_000


@router.get("")
async def ops_page(desk: AtDesk, redriven: int | None = None) -> HTMLResponse:
    """Show the counts, the lag and the dead letters."""
    seen = await overview.look(desk)
    return page(
        "ops.html",
        here="ops",
        seen=seen,
        under_way=[state for state in ArticleState if state not in ENDS],
        ended=[state for state in ArticleState if state in ENDS],
        dead=(seen.dead or ())[:SHOWN],
        kinds=Counter((one.topic, one.reason) for one in seen.dead or ()).most_common(),
        redriven=redriven,
    )


@router.get("/dead-letters/{dead_letter_id}")
async def dead_letter_page(desk: AtDesk, dead_letter_id: str) -> HTMLResponse:
    """Show a dead letter with its record."""
    letter = await letters.find(desk.log, dead_letter_id)
    if letter is None:
        raise HTTPException(404, "This dead letter was sent through again, or never was.")
    return page(
        "dead_letter.html",
        here="ops",
        letter=letter,
        about=letters.summarise(letter),
        key=(letter.key or b"").decode("utf8", "replace"),
        headers=[(name, value.decode("utf8", "replace")) for name, value in letter.headers],
        value=_preview(letter.value),
        cut=len(letter.value) > PREVIEW_CHARS,
    )


@router.post("/redrive")
async def redrive(request: Request, desk: AtDesk) -> RedirectResponse:
    """Send one dead letter, or all of one kind, through again."""
    given = await read_form(request)
    if "id" in given:
        sent = await letters.redrive(desk.log, lambda one: one.dead_letter_id == given["id"])
    elif "topic" in given:
        reason = given.get("reason") or None
        sent = await letters.redrive(desk.log, lambda one: reason in (None, one.reason), [given["topic"]])
    else:
        raise HTTPException(400, "The form names neither a dead letter nor a topic.")
    return RedirectResponse(f"/ops?redriven={len(sent)}#dead-letters", 303)


def _preview(value: bytes) -> str:
    """Show the bytes as text where they are text."""
    try:
        return value.decode("utf8")[:PREVIEW_CHARS]
    except UnicodeDecodeError:
        return base64.b64encode(value).decode()[:PREVIEW_CHARS]
