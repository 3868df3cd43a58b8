"""The console as one ASGI app: routes over ports, whichever mode they come from."""

from pathlib import Path

from fastapi import Depends, FastAPI, Request
from fastapi.staticfiles import StaticFiles
from winnow.ports import ArticleIndex, EventLog, StatusIndex
from winnow.runtime import Clock, Pulse, utc_now
from winnow.settings import CommonSettings

from winnow_console import api, openapi, pages, problems
from winnow_console.desk import Desk
from winnow_console.middleware import (
    MAX_REQUEST_BYTES,
    HeadAsGet,
    SafetyHeaders,
    refuse_other_names,
    refuse_other_sites,
)


def create_app(
    log: EventLog,
    articles: ArticleIndex,
    statuses: StatusIndex,
    *,
    settings: CommonSettings,
    now: Clock = utc_now,
) -> FastAPI:
    """Compose the console. It knows ports only; ``service.serve_console`` puts it on the network."""
    app = FastAPI(
        title="Winnow",
        version="1",
        summary="Submit pages, follow them, search what they say, and see what was removed.",
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
        max_body_size=MAX_REQUEST_BYTES,
        dependencies=[Depends(_checked)],
        responses=openapi.PROBLEMS,
        generate_unique_id_function=openapi.operation_id,
    )
    app.state.desk = Desk(log=log, articles=articles, statuses=statuses, settings=settings, now=now, pulse=Pulse())
    for router in (*api.ROUTERS, *pages.ROUTERS):
        app.include_router(router)
    app.mount("/static", StaticFiles(directory=Path(__file__).parent / "static"), name="static")
    problems.install(app)
    app.add_middleware(SafetyHeaders)
    app.add_middleware(HeadAsGet)
    openapi.install(app)
    return app


async def _checked(request: Request) -> None:
    settings = request.app.state.desk.settings
    refuse_other_names(request.headers.get("host", ""), settings.http_host, settings.http_names)
    refuse_other_sites(request.method, request.headers)
