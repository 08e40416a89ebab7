"""One installation of a language at a time: a lock beside its folder, which the kernel frees with its holder."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from sixfold.files import attempt
from sixfold.install.errors import InstallError, is_stopped

_PAUSE = 0.1
"""In seconds."""


@contextlib.contextmanager
def held(target: Path, name: str, say: Callable[[str], None]) -> Iterator[bool]:
    """Hold the lock of a language's folder, once nobody else does; give whether somebody else has held it.

    :raises InstallError: when it cannot be made, or this process is stopped.
    """
    if target.parent.is_symlink():
        # Nothing is installed there: it is somebody else's.
        yield False
        return
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        folder = os.open(target.parent, os.O_PATH | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except OSError as error:
        raise InstallError(f"{name}: cannot make {target}: {error.strerror}") from error
    try:
        handle, waited = _acquire(folder, name, say)
        try:
            yield waited
        finally:
            os.close(handle)
    finally:
        os.close(folder)


def _acquire(folder: int, name: str, say: Callable[[str], None]) -> tuple[int, bool]:
    file = f".{name}.lock"
    waited = False
    while not is_stopped():
        try:
            handle, holder = attempt(folder, file)
        except OSError as error:
            raise InstallError(f"{name}: cannot be installed: {file} cannot be locked: {error.strerror}") from error
        if handle is not None:
            return handle, waited
        if not waited:
            say(f"{name}: waiting for {holder or 'another process'}, which is installing it")
        waited = True
        time.sleep(_PAUSE)
    raise InstallError(f"{name}: stopped")
