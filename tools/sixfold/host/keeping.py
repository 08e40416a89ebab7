"""What is dear to work out, kept between runs among a person's own files, by what it was worked out from.

Nothing depends on it: what is gone, damaged, or another's is not there, and where nothing can be written nothing is
kept. No project's folder is asked, since whoever wrote the project could have put anything into it.
"""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
from hashlib import sha256
from pathlib import Path

from sixfold.errors import SixfoldError
from sixfold.host.person import is_sealed, kept, seal

LARGEST = 512 * 1024 * 1024
"""How many bytes are kept of a kind: what was asked for last stays."""

_MOST = 64
_DIGEST = 64
_OTHERS = stat.S_IWGRP | stat.S_IWOTH


def recall(kind: str, key: str, *, sealed: Path | None = None) -> bytes | None:
    """Return what is kept under a key, a name for a file; None where nothing whole of this person's is.

    :param sealed: the folder for which this person has to have sealed it, under this key.
    """
    try:
        content = _read(kept(kind) / key)
    except OSError:
        return None
    found, body = content[:_DIGEST], content[_DIGEST:]
    if found != _digest(key, body):
        return None
    if sealed is None:
        return body
    found, body = body[:_DIGEST], body[_DIGEST:]
    return body if is_sealed(sealed, kind, _digest(key, body).decode(), found.decode("latin-1")) else None


def keep(kind: str, key: str, body: bytes, *, sealed: Path | None = None) -> None:
    """Keep something under a key, whole or not at all, and forget what was not asked for the longest.

    :param sealed: a folder for which it gets this person's seal: what is started of what is kept needs one.
    """
    folder = kept(kind)
    with contextlib.suppress(OSError, SixfoldError):
        if sealed is not None:
            body = seal(sealed, kind, _digest(key, body).decode()).encode() + body
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, draft = tempfile.mkstemp(dir=folder, prefix=f".{key[:8]}-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(_digest(key, body) + body)
            Path(draft).replace(folder / key)
        except OSError:
            Path(draft).unlink(missing_ok=True)
            raise
        _forget(folder)


def _digest(key: str, body: bytes) -> bytes:
    return sha256(key.encode() + b"\n" + body).hexdigest().encode()


def _read(place: Path) -> bytes:
    """Return what a file holds that nobody but this person could have written.

    :raises OSError: when there is none.
    """
    handle = os.open(place, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    with os.fdopen(handle, "rb") as file:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode) or status.st_uid != os.getuid() or status.st_mode & _OTHERS:
            raise OSError(0, "is not a file that you alone can write")
        with contextlib.suppress(OSError):
            # What is asked for again is forgotten last.
            os.utime(handle)
        return file.read(LARGEST + _DIGEST)


def _forget(folder: Path) -> None:
    """Remove what is too much, and drafts whose run was ended, the oldest first."""
    found: list[tuple[float, int, Path]] = []
    for file in folder.iterdir():
        # Another run may have removed it by now.
        with contextlib.suppress(OSError):
            status = file.lstat()
            found.append((status.st_mtime, status.st_size, file))
    size = 0
    for number, (_, length, file) in enumerate(sorted(found, reverse=True)):
        size += length
        if number >= _MOST or size > LARGEST:
            with contextlib.suppress(OSError):
                file.unlink()
