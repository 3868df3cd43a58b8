"""``/livez``, ``/readyz`` and ``/metrics``, for whatever runs and watches the console."""

import asyncio
from collections.abc import Awaitable

from fastapi import APIRouter, HTTPException, Response
from prometheus_client import CONTENT_TYPE_LATEST
from winnow import telemetry
from winnow.errors import Transient

from winnow_console.api.views import Health
from winnow_console.desk import AtDesk
from winnow_console.overview import lags

router = APIRouter(tags=["health"])

PATIENCE_SECONDS = 3.0


@router.get("/livez")
async def alive(desk: AtDesk) -> Health:
    """Answer while the process turns; 503 names the loops that are stuck."""
    if stuck := desk.pulse.stuck():
        raise HTTPException(503, f"stuck: {', '.join(stuck)}")
    return Health(status="alive", checks={})


@router.get("/readyz")
async def ready(desk: AtDesk) -> Health:
    """Answer when the log and the index do; 503 as soon as the process was asked to stop."""
    if desk.pulse.stopping.is_set():
        raise HTTPException(503, "stopping")
    log, index = await asyncio.gather(_check(desk.log.ping()), _check(desk.articles.ping()))
    checks = {"log": log, "index": index}
    if failing := [f"{name}: {said}" for name, said in checks.items() if said != "ok"]:
        raise HTTPException(503, "; ".join(failing))
    return Health(status="ready", checks=checks)


@router.get("/metrics", response_class=Response, responses={200: {"content": {"text/plain": {}}}})
async def metrics(desk: AtDesk) -> Response:
    """Print all metrics of this process, the lag of every group among them, for Prometheus."""
    await _check(lags(desk.log))
    return Response(telemetry.exposition(), media_type=CONTENT_TYPE_LATEST)


async def _check(call: Awaitable[object]) -> str:
    try:
        await asyncio.wait_for(call, PATIENCE_SECONDS)
    except TimeoutError:
        return f"no answer within {PATIENCE_SECONDS:g} s"
    except Transient as error:
        return str(error) or "does not answer"
    return "ok"
