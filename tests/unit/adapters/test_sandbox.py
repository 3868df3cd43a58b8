import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from operator import methodcaller

import pytest
from winnow.adapters.sandbox import Sandbox
from winnow.errors import Refused, Rejected
from winnow.model import Reason

LIMIT = 400 * 1024 * 1024


def behave(what: str) -> object:
    """Do what the argument says, in the child."""
    if what == "pid":
        return os.getpid()
    if what == "hang":
        time.sleep(60)
    if what == "be stopped":
        os.kill(os.getpid(), signal.SIGTERM)
    if what == "bloat":
        return len(bytearray(2 * LIMIT))
    if what == "die":
        os.kill(os.getpid(), signal.SIGSEGV)
    if what == "be killed":
        os.kill(os.getpid(), signal.SIGKILL)
    if what == "reject":
        raise Rejected(Reason.MARKUP_LIMIT, "too deep")
    if what == "refuse":
        raise Refused(Reason.EMPTY, "nothing there")
    if what == "bug":
        raise KeyError("oops")
    return what.upper()


@pytest.fixture
def sandbox() -> Iterator[Sandbox[str, object]]:
    with Sandbox(behave, seconds=0.5, memory_bytes=LIMIT, start="fork") as sandbox:
        yield sandbox


def test_a_result_comes_back_from_one_long_lived_child(sandbox: Sandbox[str, object]) -> None:
    assert sandbox.run("abc") == "ABC"
    first = sandbox.run("pid")
    assert first != os.getpid()
    assert sandbox.run("pid") == first


@pytest.mark.parametrize(
    ("what", "error", "reason"),
    [
        ("hang", Rejected, Reason.TIME_LIMIT),
        ("bloat", Rejected, Reason.MEMORY_LIMIT),
        ("be killed", Rejected, Reason.MEMORY_LIMIT),
        ("die", Rejected, Reason.STAGE_ERROR),
        ("bug", Rejected, Reason.STAGE_ERROR),
        ("reject", Rejected, Reason.MARKUP_LIMIT),
        ("refuse", Refused, Reason.EMPTY),
    ],
)
def test_whatever_a_call_does_the_next_one_is_answered(
    sandbox: Sandbox[str, object], what: str, error: type[Refused | Rejected], reason: Reason
) -> None:
    with pytest.raises(error) as raised:
        sandbox.run(what)

    assert raised.value.reason is reason
    assert sandbox.run("abc") == "ABC"


def test_a_child_killed_between_two_calls_costs_neither(sandbox: Sandbox[str, object]) -> None:
    pid = sandbox.run("pid")
    assert isinstance(pid, int)
    os.kill(pid, signal.SIGKILL)
    os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)

    assert sandbox.run("abc") == "ABC"


async def test_the_event_loop_is_not_blocked(sandbox: Sandbox[str, object]) -> None:
    assert await sandbox.run_async("abc") == "ABC"


def test_it_starts_fresh_processes_for_services_with_threads() -> None:
    with Sandbox(methodcaller("upper"), memory_bytes=LIMIT, start="spawn") as sandbox:
        assert sandbox.run("abc") == "ABC"
        assert sandbox.run(b"abc") == b"ABC"


def test_closing_ends_the_child(sandbox: Sandbox[str, object]) -> None:
    pid = sandbox.run("pid")
    sandbox.close()

    assert isinstance(pid, int)
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_a_signal_to_the_whole_group_does_not_cost_the_call_in_hand(sandbox: Sandbox[str, object]) -> None:
    assert sandbox.run("be stopped") == "BE STOPPED"


LEFT_OPEN = """
from winnow.adapters.sandbox import Sandbox
print(Sandbox(str.upper).run("abc"))
"""


def test_a_process_that_leaves_one_open_ends() -> None:
    done = subprocess.run([sys.executable, "-c", LEFT_OPEN], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout == "ABC\n"


def _described(sent: bytes) -> tuple[str, int, bytes, bytes]:
    return type(sent).__name__, len(sent), sent[:3], sent[-3:]


def _unless_mortal(sent: bytes) -> bytes:
    if sent == b"mortal":
        os.kill(os.getpid(), signal.SIGSEGV)
    return sent


def test_bytes_arrive_as_they_are() -> None:
    pages = [b"x" * 1_000_000, b"<p>", b"", b"\x80\x05N.", b"x" * 9_000_000, b"y" * 8 * 1024 * 1024]
    with Sandbox(_described, memory_bytes=LIMIT, start="fork") as sandbox:
        assert [sandbox.run(page) for page in pages] == [_described(page) for page in pages]


def test_bytes_reach_the_child_that_follows_a_dead_one() -> None:
    with Sandbox(_unless_mortal, memory_bytes=LIMIT, start="fork") as sandbox:
        with pytest.raises(Rejected):
            sandbox.run(b"mortal")
        assert sandbox.run(b"a page") == b"a page"


def test_bytes_come_back_as_they_are() -> None:
    pages = [b"x" * 1_000_000, b"", b"\x80\x05N.", b"y" * 9_000_000]
    with Sandbox(_unless_mortal, memory_bytes=LIMIT, start="fork") as sandbox:
        assert [sandbox.run(page) for page in pages] == pages


def _pages_waited_for(size: int) -> int:
    """Count the pages of memory that the system hands out while a piece of some bytes is filled and freed."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    _ = b"x" * size
    del _
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before


def test_memory_that_one_call_needed_is_kept_for_the_next() -> None:
    with Sandbox(_pages_waited_for, start="fork") as sandbox:
        first, second = sandbox.run(16_000_000), sandbox.run(16_000_000)
    assert first > 1_000 > 10 * second
