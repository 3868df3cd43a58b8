"""``/api/dead-letters``: what could not be processed, and sending it through again."""

import base64
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query
from winnow.model import DeadLetter

from winnow_console import letters
from winnow_console.api.views import (
    DeadLetterPage,
    DeadLetterSummary,
    DeadLetterView,
    Redrive,
    RedriveByIds,
    Redriven,
)
from winnow_console.desk import AtDesk

router = APIRouter(prefix="/api/dead-letters", tags=["dead letters"])


@router.get("")
async def list_dead_letters(
    desk: AtDesk,
    topic: str | None = None,
    limit: Annotated[int, Query(ge=1, le=1000)] = 100,
    after: Annotated[str | None, Query(description="The `next` of the page before.")] = None,
) -> DeadLetterPage:
    """List what is set aside now, latest first; what was redriven is not there any more."""
    found = await letters.standing(desk.log, None if topic is None else [topic])
    start = next((n + 1 for n, one in enumerate(found) if one.dead_letter_id == after), 0)
    page = found[start : start + limit]
    more = start + limit < len(found)
    return DeadLetterPage(
        total=len(found),
        dead_letters=[_summary(one) for one in page],
        next=page[-1].dead_letter_id if more else None,
    )


@router.post("/redrive")
async def redrive_dead_letters(desk: AtDesk, given: Redrive) -> Redriven:
    """Publish the original records to the topics that they came from, and strike the dead letters off."""
    if isinstance(given, RedriveByIds):
        ids = set(given.ids)
        sent = await letters.redrive(desk.log, lambda one: one.dead_letter_id in ids)
        return Redriven(redriven=sent, unknown=sorted(ids - set(sent)))
    reason = given.reason
    sent = await letters.redrive(desk.log, lambda one: reason in (None, one.reason), [given.topic])
    return Redriven(redriven=sent, unknown=[])


@router.get("/{dead_letter_id}")
async def get_dead_letter(desk: AtDesk, dead_letter_id: str) -> DeadLetterView:
    """Show one with the bytes, key and headers of its record."""
    letter = await letters.find(desk.log, dead_letter_id)
    if letter is None:
        raise HTTPException(404, f"No dead letter {dead_letter_id}: it was redriven, or never was.")
    return _view(letter)


def _summary(one: letters.Summary) -> DeadLetterSummary:
    return DeadLetterSummary(
        id=one.dead_letter_id,
        topic=one.topic,
        reason=one.reason,
        detail=one.detail,
        stage=one.stage,
        at=one.at,
        trace_id=one.trace_id,
        size=one.size,
        article_id=one.article_id,
        url=one.url,
    )


def _view(letter: DeadLetter) -> DeadLetterView:
    return DeadLetterView(
        **_summary(letters.summarise(letter)).model_dump(),
        key=None if letter.key is None else letter.key.decode("utf8", "replace"),
        headers=[(name, value.decode("utf8", "replace")) for name, value in letter.headers],
        value=_text(letter.value),
        value_base64=base64.b64encode(letter.value).decode(),
    )


def _text(value: bytes) -> str | None:
    try:
        return value.decode("utf8")
    except UnicodeDecodeError:
        return None
