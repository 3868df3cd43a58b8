"""One Elasticsearch node: the core server from Maven artifacts, with a small plugin for what Winnow uses beyond it."""

import contextlib
import hashlib
import os
import pwd
import shutil
import subprocess
import tempfile
import urllib.request
import zipfile
from pathlib import Path

from . import background, machine
from .errors import LocalError

VERSION = "9.5.3"
PORT = 9200
FILES = Path(__file__).parent.parent / "elasticsearch"
ARTIFACT = f"org.elasticsearch.distribution.integ-test-zip:elasticsearch:{VERSION}:zip"
JAVA = 21
SETTINGS = """\
cluster.name: winnow-local
discovery.type: single-node
network.host: 127.0.0.1
xpack.security.enabled: false
# A laptop's disk is often more than 90 % full, at which the server would refuse to write.
cluster.routing.allocation.disk.threshold_enabled: false
"""


def fetch() -> Path:
    """Return the server's folder, plugin included; fetch and compile at the first use."""
    home = machine.cache() / f"elasticsearch-{VERSION}-{_plugin_version()}"
    with machine.locked(machine.cache() / "elasticsearch.lock"):
        if not home.exists():
            machine.say(f"fetching Elasticsearch {VERSION} (132 MB, once)")
            with tempfile.TemporaryDirectory(dir=machine.cache()) as scratch:
                _unpack(Path(scratch)).rename(home)
            home.chmod(0o755)
    return home


def start(folder: Path, *, port: int = PORT, heap: str = "1g") -> str:
    """Start the node of this folder unless it runs; return its URL once its shards are there."""
    port = machine.port_of(folder, "elasticsearch", port)
    if background.running(folder) is None:
        home = fetch()
        machine.say("starting Elasticsearch")
        _launch(home, folder, port, heap)
    url = f"http://127.0.0.1:{port}"
    background.wait_until(lambda: _is_ready(url), folder, name="Elasticsearch")
    return url


def stop(folder: Path) -> bool:
    """Stop the node of this folder."""
    return background.stop(folder)


def wipe(folder: Path) -> None:
    """Stop the node of this folder and forget its data."""
    stop(folder)
    shutil.rmtree(_own(folder), ignore_errors=True)
    shutil.rmtree(folder, ignore_errors=True)


def _unpack(scratch: Path) -> Path:
    goal = f"{machine.MAVEN_DEPENDENCY_PLUGIN}:copy"
    machine.maven(goal, f"-Dartifact={ARTIFACT}", f"-DoutputDirectory={scratch}")
    archive = scratch / f"elasticsearch-{VERSION}.zip"
    machine.check_sha256(archive, (FILES / "SHA256SUMS").read_text(encoding="utf-8").split()[0])
    with zipfile.ZipFile(archive) as content:
        content.extractall(scratch)
    home = scratch / f"elasticsearch-{VERSION}"
    for program in (home / "bin").iterdir():
        program.chmod(0o755)
    _add_plugin(home)
    return home


def _add_plugin(home: Path) -> None:
    plugin, classes = home / "plugins/winnow-local", home / "classes"
    plugin.mkdir()
    shutil.copy(FILES / "plugin/plugin-descriptor.properties", plugin)
    sources = [str(source) for source in sorted((FILES / "plugin").glob("*.java"))]
    javac = [str(machine.java_home(JAVA) / "bin/javac"), "-nowarn", "--release", str(JAVA), "-d", str(classes)]
    done = subprocess.run([*javac, "-cp", f"{home}/lib/*", *sources], capture_output=True, text=True, check=False)
    if done.returncode:
        raise LocalError(f"the plugin does not compile:\n{done.stderr}")
    with zipfile.ZipFile(plugin / "winnow-local.jar", "w") as jar:
        for file in classes.rglob("*.class"):
            jar.write(file, file.relative_to(classes))
    shutil.rmtree(classes)


def _plugin_version() -> str:
    sources = sorted((FILES / "plugin").iterdir())
    return hashlib.sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()[:8]


def _launch(home: Path, folder: Path, port: int, heap: str) -> None:
    own = _own(folder)
    environment = _configure(home, own, port, heap)
    user, group = _owner(own)
    pid_file = own / "server.pid"
    pid_file.unlink(missing_ok=True)
    with (folder / background.LOG_FILE).open("wb") as log:
        done = subprocess.run(
            [str(home / "bin/elasticsearch"), "--daemonize", "--pidfile", str(pid_file)],
            cwd=own,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            check=False,
            user=user,
            group=group,
            extra_groups=None if user is None else [],
        )
    if done.returncode:
        raise LocalError(f"Elasticsearch did not start:\n{background.log_tail(folder)}")
    background.remember(folder, int(pid_file.read_text()))


def _configure(home: Path, own: Path, port: int, heap: str) -> dict[str, str]:
    config = own / "config"
    shutil.rmtree(config, ignore_errors=True)
    shutil.copytree(home / "config", config)
    paths = f"path.data: {own}/data\npath.logs: {own}/logs\nhttp.port: {port}\n"
    (config / "elasticsearch.yml").write_text(SETTINGS + paths, encoding="utf-8")
    (own / "tmp").mkdir(exist_ok=True)
    return {
        **{name: value for name, value in os.environ.items() if name not in {"JAVA_HOME", "JAVA_TOOL_OPTIONS"}},
        "ES_JAVA_HOME": str(machine.java_home(JAVA)),
        "ES_JAVA_OPTS": f"-Xms{heap} -Xmx{heap}",
        "ES_PATH_CONF": str(config),
        "ES_TMPDIR": str(own / "tmp"),
        "HOME": str(own),
    }


def _own(folder: Path) -> Path:
    """Return the folder that the server writes in; it refuses to be root, and `nobody` may not enter every folder."""
    own = folder
    if os.geteuid() == 0:
        name = hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:12]
        own = Path("/var/tmp/winnow-elasticsearch") / name  # noqa: S108 - never removed at a restart, unlike /tmp
    own.mkdir(parents=True, exist_ok=True)
    return own


def _owner(own: Path) -> tuple[int, int] | tuple[None, None]:
    if os.geteuid() != 0:
        return None, None
    nobody = pwd.getpwnam("nobody")
    for path in (own, *own.rglob("*")):
        os.chown(path, nobody.pw_uid, nobody.pw_gid)
    return nobody.pw_uid, nobody.pw_gid


def _is_ready(url: str) -> bool:
    with (
        contextlib.suppress(OSError),
        urllib.request.urlopen(f"{url}/_cluster/health?wait_for_status=yellow", timeout=10) as answer,
    ):
        return bool(answer.status == 200)
    return False
