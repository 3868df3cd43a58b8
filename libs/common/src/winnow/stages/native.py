"""What the compiled twins have in common: none of them stands in for Python that has changed since it was built."""

from pathlib import Path


def check_age(package: Path) -> None:
    """Raise ``ImportError`` if a module is older than the source beside it, or than what the sources share."""
    shared = list(package.glob("*.pxd"))
    for source in package.glob("*.pyx"):
        newest = max([source, *shared], key=lambda path: path.stat().st_mtime)
        for module in package.glob(f"{source.stem}.*.so"):
            if module.stat().st_mtime < newest.stat().st_mtime:
                raise ImportError(f"{module.name} is older than {newest.name}: `make setup` builds it again")
