"""What every route works with: the ports, the settings, the clock, and a short memory of what was just submitted."""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Annotated

from fastapi import Depends, Request
from winnow.model import ArticleStatus, StatusEvent
from winnow.ports import ArticleIndex, EventLog, StatusIndex
from winnow.runtime import Clock, Pulse
from winnow.settings import CommonSettings
from winnow.stages.status import fold

RECENT = 10_000


@dataclass(slots=True)
class Recent:
    """The statuses of the last submissions to this process, for as long as the status index has not seen them."""

    limit: int = RECENT
    _known: OrderedDict[str, ArticleStatus] = field(default_factory=OrderedDict)

    def note(self, events: Sequence[StatusEvent]) -> None:
        """Remember events that were published; the oldest articles are forgotten first."""
        for event in events:
            self._known[event.article_id] = fold(self._known.pop(event.article_id, None), event)
        while len(self._known) > self.limit:
            self._known.popitem(last=False)

    def get(self, article_id: str) -> ArticleStatus | None:
        """Return what is remembered of an article."""
        return self._known.get(article_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """The console's side of the product: ports only, so one app serves both modes."""

    log: EventLog
    articles: ArticleIndex
    statuses: StatusIndex
    settings: CommonSettings
    now: Clock
    pulse: Pulse
    recent: Recent = field(default_factory=Recent)


def _desk(request: Request) -> Desk:
    desk: Desk = request.app.state.desk
    return desk


AtDesk = Annotated[Desk, Depends(_desk)]
"""A route's parameter of this type is the app's desk."""
