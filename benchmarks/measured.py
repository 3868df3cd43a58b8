"""Run one command on one core and say what it took: ``measured.py REPORT CORE SECONDS MEGABYTES COMMAND…``.

Input and output are those of the command. REPORT gets {"seconds", "cpu", "megabytes", "code"}; a command that is not
done after SECONDS is killed and has no code. A process of its own, because the peak memory that the system reports of
a child includes what its parent held when it was started; this one holds nothing.
"""

import json
import os
import resource
import signal
import sys
import time
from pathlib import Path


def main() -> None:
    """Run, wait no longer than allowed, report."""
    report, core, seconds, megabytes, *command = sys.argv[1:]
    os.sched_setaffinity(0, {int(core)})
    started = time.perf_counter()
    child = os.posix_spawnp(command[0], command, limited(int(megabytes)), setpgroup=0)
    signal.signal(signal.SIGALRM, lambda *_: os.killpg(child, signal.SIGKILL))
    signal.setitimer(signal.ITIMER_REAL, float(seconds))
    _, status, used = os.wait4(child, 0)
    took = time.perf_counter() - started
    signal.setitimer(signal.ITIMER_REAL, 0)
    code = os.waitstatus_to_exitcode(status)
    Path(report).write_text(
        json.dumps(
            {
                "seconds": took,
                "cpu": used.ru_utime + used.ru_stime,
                "megabytes": used.ru_maxrss / 1024,
                "code": None if code == -signal.SIGKILL else code,
            }
        )
    )


def limited(megabytes: int) -> dict[str, str]:
    """Bound the memory that the command may ask for, so that a peer cannot take the machine with it."""
    limit = megabytes * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    return dict(os.environ)


if __name__ == "__main__":
    main()
