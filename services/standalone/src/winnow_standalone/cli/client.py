"""Talk to a console's API: JSON out, JSON in, and errors that name the remedy."""

import http.client
import json
from typing import Any
from urllib.parse import urlencode, urlsplit

from winnow.errors import ConfigError, Transient, WinnowError

TIMEOUT_SECONDS = 60.0


class Unreachable(Transient):
    """Nothing answers at the console's address, or what it needs does not."""


class Declined(WinnowError):
    """The console understood and will not; its own words say why."""

    def __init__(self, status: int, detail: str) -> None:
        super().__init__(detail)
        self.status = status


class Client:
    """The API at one base URL. Raises ``ConfigError`` when that is no URL of a console."""

    def __init__(self, api: str) -> None:
        parts = urlsplit(api)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ConfigError(f"{api!r} is no address of a console, such as http://127.0.0.1:8400")
        self._api = api.rstrip("/")
        self._netloc = parts.netloc
        self._path = parts.path.rstrip("/")
        self._connect = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection

    def get(self, path: str, **params: str | int | None) -> Any:
        """Ask; raises ``Declined`` or ``Unreachable``."""
        given = {name: value for name, value in params.items() if value is not None}
        return self._call("GET", path + ("?" + urlencode(given) if given else ""), None)

    def post(self, path: str, body: object) -> Any:
        """Tell; raises ``Declined`` or ``Unreachable``."""
        return self._call("POST", path, json.dumps(body).encode())

    def _call(self, method: str, target: str, body: bytes | None) -> Any:
        headers = {"Accept": "application/json"} | ({"Content-Type": "application/json"} if body else {})
        connection = self._connect(self._netloc, timeout=TIMEOUT_SECONDS)
        try:
            connection.request(method, self._path + target, body, headers)
            answer = connection.getresponse()
            said = json.loads(answer.read())
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise Unreachable(
                f"no console answers at {self._api} ({error}): start it with `winnow up`, "
                "or name another with --api or WINNOW_API"
            ) from error
        finally:
            connection.close()
        if answer.status == http.HTTPStatus.SERVICE_UNAVAILABLE:
            raise Unreachable(f"{self._api}: {said['detail']}")
        if answer.status >= http.HTTPStatus.BAD_REQUEST:
            raise Declined(answer.status, said["detail"])
        return said
