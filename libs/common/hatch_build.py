"""Compile the native modules while the package is built, where there is a C compiler; elsewhere Python does it all."""

import os
import shutil
import subprocess
import sys
import sysconfig
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NATIVE = "src/winnow/stages/*/native/*.pyx"
SUFFIX, INCLUDE = sysconfig.get_config_var("EXT_SUFFIX"), sysconfig.get_path("include")
OPTIONS = ("-O3", "-ffp-contract=off", "-shared", "-fPIC", "-DNDEBUG", "-w")
"""Without contracted operations the judge gives the same numbers on every processor."""


class NativeBuildHook(BuildHookInterface[Any]):
    """Put the compiled modules beside their sources: an editable install uses them there, and a wheel takes them."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build them all or none; say why there are none."""
        sources = sorted(Path(self.root).glob(NATIVE))
        try:
            with ThreadPoolExecutor() as pool:
                built = list(pool.map(compile_module, sources))
        except NotBuiltError as error:
            for source in sources:
                source.with_suffix(SUFFIX).unlink(missing_ok=True)
            self.app.display_warning(f"winnow: cleaning will take longer, as its native part was not built: {error}")
            return
        build_data["pure_python"] = False
        build_data["infer_tag"] = True
        build_data["artifacts"] += [module.relative_to(self.root).as_posix() for module in built]


class NotBuiltError(Exception):
    """What the build lacked."""


def compile_module(source: Path) -> Path:
    """Compile one module by way of C, which is not kept, and return where it is."""
    written = source.with_suffix(".c")
    module = source.with_suffix(SUFFIX)
    module.unlink(missing_ok=True)
    compiler = os.environ.get("CC") or shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
    if not compiler:
        raise NotBuiltError("no C compiler was found; CC names one")
    try:
        _run(sys.executable, "-m", "cython", "-3", "-o", str(written), str(source))
        _run(compiler, *OPTIONS, f"-I{INCLUDE}", str(written), "-o", str(module))
    finally:
        written.unlink(missing_ok=True)
    return module


def _run(*command: str) -> None:
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError as error:
        raise NotBuiltError(f"{command[0]}: {error}") from error
    if done.returncode:
        last = [line for line in (done.stderr + done.stdout).splitlines() if "error" in line.lower()][:1]
        raise NotBuiltError(f"{Path(command[0]).name}: {' '.join(last) or f'exit {done.returncode}'}")
