"""The OpenAPI document: what FastAPI derives, with the errors as they are answered."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute
from pydantic.json_schema import models_json_schema

from winnow_console.problems import MEDIA_TYPE, Problem

_REF = "#/components/schemas/{model}"


def _described(description: str) -> dict[str, Any]:
    schema = {"$ref": _REF.format(model="Problem")}
    return {"description": description, "content": {MEDIA_TYPE: {"schema": schema}}}


PROBLEMS: dict[int | str, dict[str, Any]] = {
    400: _described("The request cannot be read."),
    403: _described("A browser sent this from another site."),
    404: _described("There is no such thing."),
    413: _described("The request is larger than any article may be."),
    421: _described("The console does not answer to this host name."),
    422: _described("The request is understood and cannot be carried out; `errors` says what is wrong where."),
    503: _described(
        "A dependency does not answer; `Retry-After` says when to try again, and asking twice does no harm."
    ),
}


def operation_id(route: APIRoute) -> str:
    """Name an operation as its function is named."""
    return route.name


def install(app: FastAPI) -> None:
    """Give the app its document, made once."""

    def document() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _make(app)
        return app.openapi_schema

    app.openapi = document  # type: ignore[method-assign]


def _make(app: FastAPI) -> dict[str, Any]:
    made = get_openapi(title=app.title, version=app.version, summary=app.summary, routes=app.routes)
    _, problem = models_json_schema([(Problem, "serialization")], ref_template=_REF)
    schemas = made.setdefault("components", {}).setdefault("schemas", {})
    schemas.update(problem["$defs"])
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    return made
