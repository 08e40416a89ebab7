"""What a process runs, beside the standard library -> files and folders, and a digest of all of them.

The tool's own folder counts whole. Of what it loads from elsewhere, definitions in packages included, the files count
that were loaded, and all names beside them and on the path of modules: one that comes could stand in for another.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path
from types import ModuleType
from typing import Self

import sixfold
from sixfold.frozen import frozen
from sixfold.reading import UnreadableError, fingerprint
from sixfold.shipping import elsewhere

_OWN = Path(os.path.realpath(sixfold.__file__)).parent
_STANDARD = os.path.dirname(os.path.realpath(os.__file__))  # noqa: PTH120 - a text to compare with
_INSTALLED = ("site-packages", "dist-packages")
_DESCRIBING = ("METADATA", "RECORD")
_MODULES = (".py", ".pyi", ".pyc", ".so")
"""How files of a package end that are loaded, or are not: all others are data, which nobody can see it read."""
_CACHES = "__pycache__"
_ASKED = ("PYTHON", "PROTOCOL_BUFFERS_")
"""How variables begin that change what the process is."""


@frozen
class RunningCode:
    """What a process runs: whole paths of files and folders, and the digest of all; empty where that is not known."""

    files: tuple[str, ...] = ()
    folders: tuple[str, ...] = ()
    digest: bytes = b""

    @classmethod
    def of(cls, files: Iterable[object], folders: Iterable[object]) -> Self:
        """Look at files and folders as they are now."""
        found = tuple(map(str, files)), tuple(map(str, folders))
        return cls(*found, digest(*found) or b"")

    def now(self, package: str, before: str = "") -> Self:
        """Return what this process runs now: the same, unless it has loaded more since.

        :param package: the distribution that a definition came from.
        :param before: the one that it came from when this was looked at.
        """
        _folder_of.cache_clear()
        known = {*self.files}
        more = {*map(os.path.abspath, _files(_modules()))} - known
        if self.digest and not any(map(_counts, more)) and (package == before or known.issuperset(described(package))):
            return self
        files, folders = loaded()
        return self.of((*described(package), *files), folders)


def loaded() -> tuple[list[str], list[str]]:
    """Return the files that were loaded as modules, with what lies in their packages, and the folders of modules.

    :raises OSError: when one of them cannot be listed.
    """
    modules = _modules()
    files = _files(modules)
    folders = {folder for module in modules for folder in _folders(module)}
    folders |= {os.path.dirname(file) for file in files} | {os.path.abspath(entry) for entry in sys.path}  # noqa: PTH100, PTH120
    # What has no file of its own is a folder that several packages share.
    for package in {folder for module in modules if vars(module).get("__file__") for folder in _folders(module)}:
        if _counts(package):
            for folder, _, names in os.walk(package):
                if not folder.endswith(_CACHES):
                    files |= {f"{folder}/{name}" for name in names if not name.endswith(_MODULES)}
                    folders.add(folder)
    return sorted(filter(_counts, map(os.path.abspath, files))), sorted(filter(_counts, folders))


def _modules() -> list[ModuleType]:
    return [module for module in [*sys.modules.values()] if isinstance(module, ModuleType)]


def _files(modules: Iterable[ModuleType]) -> set[str]:
    return {found for module in modules if isinstance(found := vars(module).get("__file__"), str)}


def _folders(module: ModuleType) -> list[str]:
    """Return the folders of a package, none of another module; asking what is there never makes a module load more."""
    try:
        return [str(folder) for folder in vars(module).get("__path__") or ()]
    except (KeyError, TypeError):
        return []  # of a shared folder whose own parent is gone, or of what only looks like a package


def own() -> list[str]:
    """Return the tool's own files, and what it ships.

    :raises OSError: when a folder of them cannot be listed.
    """
    return [*sorted(_below(str(_OWN))), *elsewhere()]


def _below(folder: str) -> Iterator[str]:
    """Yield the files below a folder; no link is followed, and nothing compiled counts."""
    with os.scandir(folder) as found:
        entries = list(found)
    for entry in entries:
        if not entry.is_dir(follow_symlinks=False):
            yield entry.path
        elif entry.name != _CACHES:
            yield from _below(entry.path)


def described(package: str) -> list[str]:
    """Return the files that say which version of a package is installed, and what it holds; none of one that is not."""
    from importlib import metadata  # noqa: PLC0415 - a hundredth of a second, of use to what is kept alone

    try:
        files = metadata.files(package) or ()
    except (metadata.PackageNotFoundError, ValueError):
        return []
    return [str(file.locate()) for file in files if file.name in _DESCRIBING and file.parent.suffix == ".dist-info"]


def digest(files: Iterable[str], folders: Iterable[str]) -> bytes | None:
    """Return the digest of files' contents, folders' names, and of what this process is; None where one cannot be read.

    :param files: whole paths.
    """
    facts = (sixfold.__version__, sys.version, str(sys.flags), str(_OWN), *sys.path)
    asked = (f"{name}={os.environ[name]}" for name in sorted(os.environ) if name.startswith(_ASKED))
    found = sha256("\0".join((*facts, "", *asked)).encode(errors="surrogateescape"))
    try:
        for file in (*own(), *files):
            found.update(file.encode(errors="surrogateescape") + b"\0" + fingerprint(file))
        for folder in folders:
            found.update(f"{folder}\0{_names(folder)}\0".encode(errors="surrogateescape"))
    except (OSError, UnreadableError, ValueError):
        return None
    return found.digest()


def newest(files: Iterable[str]) -> int:
    """Return when the last of files was changed, its name and mode included, in nanoseconds since 1970.

    :raises OSError: when there is none.
    """
    return max((os.stat(file).st_ctime_ns for file in files), default=0)  # noqa: PTH116 - hundreds of them


def _names(folder: str) -> list[str] | str:
    if os.path.isfile(folder):  # noqa: PTH113 - an archive of modules
        return fingerprint(folder).hex()
    try:
        return sorted({*os.listdir(folder)} - {_CACHES})  # noqa: PTH208 - names alone
    except (FileNotFoundError, NotADirectoryError):
        return ""


def _counts(path: str) -> bool:
    """Say whether a path is neither the standard library's, which the version of Python stands for, nor the tool's."""
    real = f"{_folder_of(os.path.dirname(path))}/{os.path.basename(path)}"  # noqa: PTH119, PTH120 - hundreds of them
    if os.path.islink(real):  # noqa: PTH114 - see above
        real = os.path.realpath(real)
    if real == str(_OWN) or real.startswith(f"{_OWN}/"):
        return False
    inside = real.removeprefix(_STANDARD)
    return inside == real or any(name in inside.split("/") for name in _INSTALLED)


@cache
def _folder_of(path: str) -> str:
    return os.path.realpath(path)
