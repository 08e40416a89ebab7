"""Folders with all that is in them -> gone. Imports little: the launcher, which forks, has it."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from itertools import count
from pathlib import Path

_TRIES = 3
"""How often to remove a folder into which somebody may still be writing."""


def remove_marked(place: Path, mark: str) -> None:
    """Remove the folders that a process with this mark has left in ``place``."""
    for found in place.glob(f"sixfold-*-{mark}-*"):
        remove(found)


def remove(top: Path) -> None:
    """Remove a folder with all that is in it, however deep, and whatever its modes say; what cannot go stays.

    Folders below are moved up into ``top`` before they go, so that no path gets longer than two names.
    """
    for _ in range(_TRIES):
        with contextlib.suppress(OSError):
            _remove(top)
        if not os.path.lexists(top):
            return


def _remove(top: Path) -> None:
    numbers = count()
    top.chmod(0o700)
    _unlink_files(top)
    while inner := _folders(top):
        for below in inner:
            below.chmod(0o700)
            _unlink_files(below)
            for deeper in _folders(below):
                # Moving a folder writes into it: what is above it changes.
                deeper.chmod(0o700)
                deeper.rename(_free(top, numbers))
            below.rmdir()
    top.rmdir()


def _folders(place: Path) -> list[Path]:
    with os.scandir(place) as entries:
        return [Path(entry.path) for entry in entries if entry.is_dir(follow_symlinks=False)]


def _unlink_files(place: Path) -> None:
    with os.scandir(place) as entries:
        for entry in entries:
            if not entry.is_dir(follow_symlinks=False):
                Path(entry.path).unlink()


def _free(top: Path, numbers: Iterator[int]) -> Path:
    return next(path for path in (top / f"{number}" for number in numbers) if not os.path.lexists(path))
