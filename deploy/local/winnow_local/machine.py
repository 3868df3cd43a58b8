"""What the machine offers: a Java, Maven's artifacts, free ports, a cache."""

import fcntl
import hashlib
import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .errors import LocalError, MissingProgramError

MAVEN_DEPENDENCY_PLUGIN = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1"
JAVA_FOLDERS = ("/usr/lib/jvm", "/opt/java", "/Library/Java/JavaVirtualMachines")


def say(what: str) -> None:
    """Tell a person who waits what is being done."""
    sys.stderr.write(f"{what}\n")


def java_home(at_least: int) -> Path:
    """Return the newest JDK of the machine; its version is read from its `release` file, none is run."""
    version, home = max(((_java_version(home), home) for home in _java_homes()), default=(0, Path()))
    if version < at_least:
        raise MissingProgramError(
            f"a JDK {at_least} or newer is needed (Temurin, for instance): install one or set JAVA_HOME"
        )
    return home


def maven(*arguments: str) -> None:
    """Run Maven quietly with the machine's own settings."""
    command = shutil.which("mvn")
    if command is None:
        raise MissingProgramError("Maven is needed to fetch the servers: install `mvn`")
    done = subprocess.run([command, "--batch-mode", "--quiet", *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        raise LocalError(f"Maven could not fetch the artifacts:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")


def check_sha256(file: Path, expected: str) -> None:
    """Refuse a file whose content is not the pinned one."""
    with file.open("rb") as content:
        actual = hashlib.file_digest(content, "sha256").hexdigest()
    if actual != expected:
        raise LocalError(f"{file.name} has SHA-256 {actual}, but {expected} is pinned")


def cache() -> Path:
    """Return the folder for fetched artifacts, one for all clones; under root one that `nobody` may enter."""
    if named := os.environ.get("WINNOW_CACHE_DIR"):
        return Path(named)
    home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return Path("/var/tmp/winnow-cache") if os.geteuid() == 0 else home / "winnow"  # noqa: S108 - shared on purpose


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Let one process at a time pass."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def port_of(folder: Path, name: str, preferred: int = 0) -> int:
    """Return the port this server had before; at first the preferred one, or any free one if that is taken."""
    remembered = folder / f"{name}.port"
    if not remembered.exists():
        folder.mkdir(parents=True, exist_ok=True)
        remembered.write_text(str(preferred if preferred and is_free(preferred) else _any_free_port()))
    return int(remembered.read_text())


def is_free(port: int) -> bool:
    """Say whether a server could listen on this port of 127.0.0.1."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _any_free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _java_homes() -> Iterator[Path]:
    if named := os.environ.get("JAVA_HOME"):
        yield Path(named)
    if command := shutil.which("java"):
        yield Path(command).resolve().parent.parent
    for folder in JAVA_FOLDERS:
        for home in sorted(Path(folder).glob("*")):
            yield from (home, home / "Contents/Home")


def _java_version(home: Path) -> int:
    try:
        found = re.search(r'^JAVA_VERSION="(\d+)', (home / "release").read_text(encoding="utf-8"), re.MULTILINE)
    except OSError:
        return 0
    return int(found[1]) if found and (home / "bin/javac").exists() else 0
