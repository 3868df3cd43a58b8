"""A module that was built from an older source is not used: it would not fit what is around it."""

import os
import runpy
import shutil
from pathlib import Path

import pytest
from winnow.stages.html import native

INIT = Path(native.__file__) if native.__file__ else Path()


def built(folder: Path, *, source: int, module: int, shared: int = 0) -> str:
    shutil.copy(INIT, folder / "__init__.py")
    module_name = "walk.cpython-311-x86_64-linux-gnu.so"
    for name, seconds in (("walk.pyx", source), (module_name, module), ("names.pxd", shared)):
        (folder / name).touch()
        os.utime(folder / name, (seconds, seconds))
    return str(folder / "__init__.py")


def test_an_older_module_is_refused_with_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(ImportError, match=r"walk\..* is older than walk\.pyx: `make setup`"):
        runpy.run_path(built(tmp_path, source=2000, module=1000))


def test_a_module_older_than_what_modules_share_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ImportError, match=r"walk\..* is older than names\.pxd"):
        runpy.run_path(built(tmp_path, source=1000, module=2000, shared=3000))


@pytest.mark.parametrize("module", [2000, 3000])
def test_a_module_of_this_source_is_taken(tmp_path: Path, module: int) -> None:
    runpy.run_path(built(tmp_path, source=2000, module=module))
