"""Names to addresses, each one checked before anything connects to it."""

import asyncio
import socket
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from aiohttp.abc import AbstractResolver, ResolveResult

from winnow.crawl.addresses import Network, permitted


class SystemResolver(AbstractResolver):
    """Ask the operating system, in threads of its own.

    A name server that is silent holds a thread for as long as the system is patient, so there is one for each look-up
    that can be under way ``at_once``: a thread is made when it is first needed, and no look-up waits for another's.
    The caller waits ``longest`` seconds; its own visit is then over, whatever the thread still hopes for.
    """

    def __init__(self, at_once: int, longest: float) -> None:
        self._threads = ThreadPoolExecutor(at_once, thread_name_prefix="dns")
        self._longest = longest

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """Return every address of a name; raises ``OSError`` when there is none."""
        looked_up = asyncio.get_running_loop().run_in_executor(
            self._threads, lambda: socket.getaddrinfo(host, port, family, socket.SOCK_STREAM)
        )
        try:
            found = await asyncio.wait_for(looked_up, self._longest)
        except TimeoutError:
            raise OSError(f"no name server answered for {host} in {self._longest:.0f} s") from None
        return [
            ResolveResult(
                hostname=host,
                host=str(address[0]),
                port=port,
                family=kind,
                proto=proto,
                flags=socket.AI_NUMERICHOST | socket.AI_NUMERICSERV,
            )
            for kind, _type, proto, _name, address in found
        ]

    async def close(self) -> None:
        """Let the threads go without waiting for them."""
        self._threads.shutdown(wait=False, cancel_futures=True)


class CheckedResolver(AbstractResolver):
    """Give out only addresses that may be connected to; raises ``Refused`` otherwise.

    The connector connects to what it was given, so that no second look-up can say something else.
    """

    def __init__(self, inner: AbstractResolver, allowed: Sequence[Network]) -> None:
        self._inner = inner
        self._allowed = allowed

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """Return the permitted addresses of a name, on this port."""
        found = await self._inner.resolve(host, port, family)
        if not found:
            raise OSError(f"{host} has no address")
        kept = set(permitted((each["host"] for each in found), port, self._allowed))
        return [each for each in found if each["host"] in kept]

    async def close(self) -> None:
        """Close the resolver that is asked."""
        await self._inner.close()
