"""One path below a folder: looked at, filled and emptied. No symbolic link is followed on the way to it."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

from sixfold.errors import SixfoldError
from sixfold.reading import UnreadableError, kind_of, read_bytes

_SPARE = ".sixfold-spare"
"""Where a text waits beside its place if the project's folder is on another file system."""


class NotAFileError(SixfoldError):
    """What stands at a path, or on the way to it, is none that can be written: it is said without a name in front."""


def contents(root: Path, path: str) -> bytes | None:
    """Return what a file holds, None where there is none.

    :raises NotAFileError: when something else stands there, or a link or a file on the way to it, or the path leads
        out of the folder.
    :raises SixfoldError: when it cannot be read.
    """
    *folders, _ = _names(path)
    for at in (*("/".join(folders[: count + 1]) for count in range(len(folders))), path):
        try:
            mode = os.lstat(root / at).st_mode
        except FileNotFoundError:
            return None
        except OSError as error:
            raise SixfoldError(f"{at}: cannot be read: {error.strerror}") from error
        if at == path and stat.S_ISREG(mode):
            break
        if at == path or not stat.S_ISDIR(mode):
            expected = "a file that can be written" if at == path else "a folder"
            raise NotAFileError(f"{at}: {kind_of(mode)} stands there; expected {expected}; move it away")
    try:
        return read_bytes(root / path, within=root)
    except UnreadableError as error:
        raise SixfoldError(f"{path}: cannot be read: {error}; make it readable or remove it") from error


def move(root: Path, source: Path, path: str, *, exists: bool) -> None:
    """Move a file to a path; or, where none is to exist, take it away, with the folders that this leaves empty.

    :raises OSError: when that cannot be.
    """
    if exists:
        with _parent(root, path, make=True) as (folder, name):
            try:
                os.rename(source, name, dst_dir_fd=folder)
            except OSError as error:
                if error.errno != errno.EXDEV:
                    raise
                _across(source, folder, name)
        return
    with _parent(root, path) as (folder, name), contextlib.suppress(FileNotFoundError):
        os.unlink(name, dir_fd=folder)
    prune(root, path)


def prune(root: Path, path: str) -> None:
    """Take away the folders on the way to a path, as far as they are empty."""
    at = path
    while "/" in at:
        at = at.rpartition("/")[0]
        try:
            with _parent(root, at) as (folder, name):
                os.rmdir(name, dir_fd=folder)
        except FileNotFoundError:
            continue
        except OSError:
            break


def _across(source: Path, folder: int, name: str) -> None:
    """Do what a rename does from one file system to another."""
    with contextlib.suppress(FileNotFoundError):
        os.unlink(_SPARE, dir_fd=folder)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
    with source.open("rb") as read, os.fdopen(os.open(_SPARE, flags, dir_fd=folder), "wb") as written:
        shutil.copyfileobj(read, written)
        os.fchmod(written.fileno(), stat.S_IMODE(os.fstat(read.fileno()).st_mode))
    os.rename(_SPARE, name, src_dir_fd=folder, dst_dir_fd=folder)


def _names(path: str) -> list[str]:
    """Return the names in a path below a folder: none of them leads elsewhere.

    :raises NotAFileError: when one does.
    """
    names = path.split("/")
    if "\0" in path or not {"", ".", ".."}.isdisjoint(names):
        raise NotAFileError(f"{path or '.'}: expected names between '/', none of them empty, '.' or '..'")
    return names


@contextlib.contextmanager
def _parent(root: Path, path: str, *, make: bool = False) -> Iterator[tuple[int, str]]:
    """Open the folder of a path, step by step, so that no link on the way is followed, and give the last name."""
    *folders, name = _names(path)
    flags = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC
    handle = os.open(root, flags)
    try:
        for part in folders:
            if make:
                with contextlib.suppress(FileExistsError):
                    os.mkdir(part, dir_fd=handle)
            below = os.open(part, flags | os.O_NOFOLLOW, dir_fd=handle)
            os.close(handle)
            handle = below
        yield handle, name
    finally:
        os.close(handle)
