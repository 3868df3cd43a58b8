"""Errors as RFC 9457 problem details for programs, and as pages for people."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

import structlog
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from starlette.exceptions import HTTPException
from winnow.errors import Refused, Transient

from winnow_console.pages.render import error_page

log = structlog.get_logger(__name__)

MEDIA_TYPE = "application/problem+json"
RETRY_AFTER_SECONDS = 5
PROGRAM_PATHS = ("/api/", "/livez", "/readyz", "/metrics")


class InvalidPart(BaseModel):
    """One thing that is wrong with a request, and where."""

    location: str
    detail: str


class Problem(BaseModel):
    """What went wrong, as RFC 9457 has it."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    reason: str | None = None
    """From the closed list of reasons, when one applies."""
    errors: Sequence[InvalidPart] = ()


def install(app: FastAPI) -> None:
    """Answer every error of the app in one form."""
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Refused, _refused)
    app.add_exception_handler(Transient, _transient)
    app.add_exception_handler(Exception, _bug)


def answer(request: Request, problem: Problem, headers: dict[str, str] | None = None) -> Response:
    """Write a problem for whoever asked: a program, or a person with a browser."""
    if request.url.path.startswith(PROGRAM_PATHS):
        body = problem.model_dump(exclude_none=True, exclude_defaults=False)
        return JSONResponse(body, problem.status, headers, MEDIA_TYPE)
    return error_page(problem.status, problem.title, problem.detail, headers)


def _problem(status: int, detail: str, **more: Any) -> Problem:
    return Problem(title=HTTPStatus(status).phrase, status=status, detail=detail, **more)


async def _invalid(request: Request, error: Exception) -> Response:
    """List what is wrong without repeating the input, which may not even be text."""
    found = error.errors() if isinstance(error, RequestValidationError) else []
    parts = [InvalidPart(location="/".join(map(_text, each["loc"])), detail=_text(each["msg"])) for each in found]
    detail = "; ".join(f"{part.location}: {part.detail}" for part in parts[:3])
    return answer(request, _problem(HTTPStatus.UNPROCESSABLE_ENTITY, detail, errors=parts))


async def _http(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else HTTPStatus.INTERNAL_SERVER_ERROR
    detail = str(getattr(error, "detail", "")) or HTTPStatus(status).description
    if status == HTTPStatus.NOT_FOUND and detail == HTTPStatus.NOT_FOUND.phrase:
        detail = f"There is nothing at {request.url.path}."
    headers = dict(getattr(error, "headers", None) or {})
    return answer(request, _problem(status, detail), headers)


async def _refused(request: Request, error: Exception) -> Response:
    reason, detail = (error.reason, error.detail) if isinstance(error, Refused) else (None, str(error))
    return answer(request, _problem(HTTPStatus.UNPROCESSABLE_ENTITY, detail, reason=reason))


async def _transient(request: Request, error: Exception) -> Response:
    log.warning("a dependency does not answer", path=request.url.path, why=str(error))
    detail = f"A part that this needs does not answer: {error}. Try again in a moment: asking twice does no harm."
    problem = _problem(HTTPStatus.SERVICE_UNAVAILABLE, detail)
    return answer(request, problem, {"Retry-After": str(RETRY_AFTER_SECONDS)})


async def _bug(request: Request, error: Exception) -> Response:
    log.error("a request failed by our own bug", path=request.url.path, exc_info=error)
    detail = "The console failed at this request; its log says why."
    return answer(request, _problem(HTTPStatus.INTERNAL_SERVER_ERROR, detail))


def _text(value: object) -> str:
    """Make text that can be encoded, whatever the request held."""
    return str(value).encode("utf8", "replace").decode()
