"""One writer a project: a lock that names its holder, and that the kernel frees when the holder ends in any way."""

from __future__ import annotations

import contextlib
import fcntl
import os
import stat
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from sixfold.errors import SixfoldError
from sixfold.places import WORK

"""What a run that writes needs while it writes, relative to the project. It goes with the run."""

PATIENCE = 5.0
"""How long to wait for another writer, in seconds: writing takes a fraction of one."""

_LOCK = "lock"
_IGNORE = ".gitignore"
"""So that git sees nothing of what a run that was killed leaves."""


@contextlib.contextmanager
def hold(root: Path) -> Iterator[Path]:
    """Hold the lock of the project at ``root``; give the folder for what writing needs, which goes if it is empty.

    :raises SixfoldError: when another process holds it for longer than `PATIENCE`, with its number; or when the folder
        cannot be made.
    """
    folder, handle = _acquire(root)
    try:
        yield root / WORK
    finally:
        with contextlib.suppress(OSError):
            os.unlink(_LOCK, dir_fd=folder)
            if [path.name for path in (root / WORK).iterdir()] == [_IGNORE]:
                os.unlink(_IGNORE, dir_fd=folder)
            (root / WORK).rmdir()
        os.close(handle)
        os.close(folder)


def is_held(root: Path) -> bool | None:
    """Say whether a process holds the lock of the project at ``root``; None where there is none. Reads only."""
    try:
        handle = os.open(root / WORK / _LOCK, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return None
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        return True
    finally:
        os.close(handle)
    return False


def _acquire(root: Path) -> tuple[int, int]:
    end = time.monotonic() + PATIENCE
    while True:
        if not root.is_dir():
            raise SixfoldError(f"{root}: no such folder; nothing was written")
        try:
            folder = _open_folder(root)
        except FileNotFoundError:
            continue  # another run ended in between
        except OSError as error:
            raise SixfoldError(f"{WORK}/: cannot be made: {error.strerror}; nothing was written") from error
        try:
            handle, holder = attempt(folder, _LOCK)
        except OSError as error:
            os.close(folder)
            if isinstance(error, FileNotFoundError):
                continue
            raise SixfoldError(f"{WORK}/{_LOCK}: cannot be locked: {error.strerror}; nothing was written") from error
        if handle is not None:
            return folder, handle
        os.close(folder)
        if time.monotonic() > end:
            message = f"{WORK}/{_LOCK}: held by {holder or 'another process'}, which is writing here"
            raise SixfoldError(f"{message}; nothing was written; wait for it to end, then run again")
        time.sleep(0.02)


def _open_folder(root: Path) -> int:
    with contextlib.suppress(FileExistsError):
        (root / WORK).mkdir()
    folder = os.open(root / WORK, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    with contextlib.suppress(FileExistsError):
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
        handle = os.open(_IGNORE, flags, 0o644, dir_fd=folder)
        os.write(handle, b"*\n")
        os.close(handle)
    return folder


def attempt(folder: int, name: str) -> tuple[int | None, str]:
    """Try once to lock a file of a folder; return the lock's handle, or None with what its holder says of itself.

    :raises OSError: when it is no file, or cannot be made. FileNotFoundError: when its holder took it away in between.
    """
    flags = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
    handle = os.open(name, flags, 0o644, dir_fd=folder)
    with contextlib.ExitStack() as failed:
        failed.callback(os.close, handle)
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            raise OSError(0, "not a file")
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return None, os.pread(handle, 100, 0).decode(errors="replace").strip()
        if os.stat(name, dir_fd=folder, follow_symlinks=False).st_ino != status.st_ino:
            raise FileNotFoundError  # the holder took its file away while this one waited
        os.ftruncate(handle, 0)
        os.pwrite(handle, f"process {os.getpid()} since {datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC\n".encode(), 0)
        failed.pop_all()
        return handle, ""
