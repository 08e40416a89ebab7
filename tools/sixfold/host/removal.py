"""Folders with all that is in them -> gone. Imports little: the launcher, which forks, has it.

What stands in the place of a folder, or in it, may have been put there by a snippet: no link is followed, and nothing
is touched that is not this user's. A folder is opened once, and what is done to it is done to what was opened.
"""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterator
from itertools import count
from pathlib import Path

_TRIES = 3
"""How often to remove a folder into which somebody may still be writing."""
_FOLDER = os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC


def remove_marked(place: Path, mark: str) -> None:
    """Remove the folders that a process with this mark has left in ``place``."""
    for found in place.glob(f"sixfold-*-{mark}-*"):
        remove(found)


def remove(top: Path) -> None:
    """Remove a folder with all that is in it, however deep, and whatever its modes say; what cannot go stays.

    Of a link, or a file, in its place the name alone goes. A folder of another user stays, wherever it is found.

    Folders below are moved up into ``top`` before they go, so that no path gets longer than two names.
    """
    for _ in range(_TRIES):
        with contextlib.suppress(OSError):
            _remove(top)
        if not os.path.lexists(top):
            return


def _remove(top: Path) -> None:
    above = os.open(top.parent, os.O_PATH | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        if stat.S_ISDIR(os.stat(top.name, dir_fd=above, follow_symlinks=False).st_mode):
            with _opened(top.name, above) as folder:
                _empty(folder)
            os.rmdir(top.name, dir_fd=above)
        else:
            os.unlink(top.name, dir_fd=above)
    finally:
        os.close(above)


def _empty(top: int) -> None:
    numbers = count()
    _unlink_files(top)
    while inner := _folders(top):
        for name in inner:
            with _opened(name, top) as below:
                _unlink_files(below)
                for deeper in _folders(below):
                    # Moving a folder writes into it: what is above it changes.
                    with _opened(deeper, below):
                        os.rename(deeper, _free(top, numbers), src_dir_fd=below, dst_dir_fd=top)
            os.rmdir(name, dir_fd=top)


@contextlib.contextmanager
def _opened(name: str, above: int) -> Iterator[int]:
    """Open a folder and let its owner do everything with it.

    :raises OSError: when it is none, or somebody else's.
    """
    # Without a right to read it, a folder can only be opened as a place; that has a mode to change by its number alone.
    place = os.open(name, os.O_PATH | _FOLDER, dir_fd=above)
    try:
        if os.fstat(place).st_uid != os.geteuid():
            raise PermissionError(name)
        Path(f"/proc/self/fd/{place}").chmod(0o700)
        folder = os.open(".", os.O_RDONLY | _FOLDER, dir_fd=place)
    finally:
        os.close(place)
    try:
        yield folder
    finally:
        os.close(folder)


def _folders(place: int) -> list[str]:
    with os.scandir(place) as entries:
        return [entry.name for entry in entries if entry.is_dir(follow_symlinks=False)]


def _unlink_files(place: int) -> None:
    with os.scandir(place) as entries:
        names = [entry.name for entry in entries if not entry.is_dir(follow_symlinks=False)]
    for name in names:
        os.unlink(name, dir_fd=place)


def _free(top: int, numbers: Iterator[int]) -> str:
    for number in numbers:
        try:
            os.stat(str(number), dir_fd=top, follow_symlinks=False)
        except FileNotFoundError:
            return str(number)
    raise AssertionError
