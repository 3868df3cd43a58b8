"""Health and metrics of a service over HTTP."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager, suppress

from aiohttp import web

from winnow import telemetry
from winnow.errors import Transient
from winnow.runtime import Pulse

Checks = Mapping[str, Callable[[], Awaitable[None]]]
"""What a service depends on, by name: each raises ``Transient`` while it does not answer."""


async def readiness(pulse: Pulse, checks: Checks) -> dict[str, str]:
    """Return what keeps the service from taking work, by name; empty when nothing does."""
    problems: dict[str, str] = {}
    if pulse.stopping.is_set():
        problems["service"] = "stopping"
    for name, check in checks.items():
        try:
            await check()
        except Transient as error:
            problems[name] = str(error)
    return problems


def liveness(pulse: Pulse) -> dict[str, str]:
    """Return the loops that no longer turn; empty when all do."""
    return dict.fromkeys(pulse.stuck(), f"has not turned for {pulse.stale_after:.0f} s")


def admin_app(
    pulse: Pulse, checks: Checks, *, measure: Callable[[], Awaitable[object]] | None = None
) -> web.Application:  # fmt: skip
    """Answer ``/livez``, ``/readyz`` and ``/metrics``; ``measure`` sets what is only known by asking, first."""

    async def livez(_request: web.Request) -> web.Response:
        return _verdict(liveness(pulse))

    async def readyz(_request: web.Request) -> web.Response:
        return _verdict(await readiness(pulse, checks))

    async def metrics(_request: web.Request) -> web.Response:
        if measure is not None:
            with suppress(Transient):
                await measure()
        return web.Response(body=telemetry.exposition(), headers={"Content-Type": telemetry.EXPOSITION_TYPE})

    app = web.Application()
    app.add_routes([web.get("/livez", livez), web.get("/readyz", readyz), web.get("/metrics", metrics)])
    return app


def _verdict(problems: dict[str, str]) -> web.Response:
    body = {"status": "failing" if problems else "ok", "problems": problems}
    return web.json_response(body, status=503 if problems else 200)


@asynccontextmanager
async def serving(app: web.Application, host: str, port: int) -> AsyncIterator[str]:
    """Serve an application while the context lasts; yields its base URL. Port 0 takes a free one."""
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        site = web.TCPSite(runner, host, port)
        await site.start()
        bound = runner.addresses[0]
        yield f"http://{bound[0]}:{bound[1]}"
    finally:
        await runner.cleanup()
