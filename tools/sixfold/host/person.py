"""What is a person's own, outside of every project: their answers, the secret of their seal, and where things are kept.

A project comes from anybody, and so may whatever stands in it. A seal is what nobody else can make: what has one was
written by this person, on this machine, and for the folder that it stands in.
"""

from __future__ import annotations

import contextlib
import hmac
import json
import os
import pwd
import secrets
import stat
import tempfile
from pathlib import Path

from sixfold.errors import SixfoldError

_STATE = "XDG_STATE_HOME"
_SECRET = "secret"  # noqa: S105 - the file's name
_LENGTH = 32


def answers() -> Path:
    """Return the file of what this person has agreed to."""
    return _folder("XDG_CONFIG_HOME", os.environ.get("HOME", ""), ".config") / "trusted.json"


def kept(kind: str) -> Path:
    """Return the folder of what was worked out before, and can be again: whatever is lost of it is made anew."""
    return _folder("XDG_CACHE_HOME", "", ".cache") / kind


def seal(folder: Path, kind: str, text: str) -> str:
    """Return the seal of a text of some kind that stands in a folder. The secret is made where there is none.

    :raises SixfoldError: when there is none, and none can be made.
    """
    place = _folder(_STATE, "", ".local/state") / _SECRET
    try:
        return _sealed(_read(place) or _make(place), folder, kind, text)
    except OSError as error:
        raise SixfoldError(
            f"{place}: {error.strerror}; expected a place for a file of your own; set {_STATE} to another folder"
        ) from error


def is_sealed(folder: Path, kind: str, text: str, found: str) -> bool:
    """Say whether a seal is this person's, and of this text in this folder. Reads only."""
    try:
        key = _read(_folder(_STATE, "", ".local/state") / _SECRET)
    except OSError:
        return False
    return key is not None and hmac.compare_digest(_sealed(key, folder, kind, text).encode(), found.encode())


def _sealed(key: bytes, folder: Path, kind: str, text: str) -> str:
    message = json.dumps([kind, os.path.realpath(folder), text])
    return hmac.digest(key, message.encode(), "sha256").hex()


def _folder(variable: str, home: str, below: str) -> Path:
    """Return a folder of this person's: below what a variable names, else below a home, else below theirs.

    Of what a run is given, only a whole path counts: any other would lead into the folder that it starts in. The state
    is that of whoever runs this, whatever home a run is given.
    """
    named = Path(os.environ.get(variable, ""))
    if named.is_absolute():
        return named / "sixfold"
    if not Path(home).is_absolute():
        with contextlib.suppress(KeyError):
            home = pwd.getpwuid(os.getuid()).pw_dir
    return Path("/", home, below, "sixfold")


def _read(place: Path) -> bytes | None:
    """Return the secret, or None where there is none.

    :raises OSError: when what stands there is not a file of this person's alone.
    """
    try:
        handle = os.open(place, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except FileNotFoundError:
        return None
    try:
        status = os.fstat(handle)
        key = os.read(handle, _LENGTH + 1) if stat.S_ISREG(status.st_mode) else b""
    finally:
        os.close(handle)
    if len(key) != _LENGTH or status.st_uid != os.getuid() or status.st_mode & 0o077:
        raise OSError(0, "is not a secret of yours that nobody else can read or write; remove it")
    return key


def _make(place: Path) -> bytes:
    """Make a secret, whole or not at all; who comes second takes that of the first."""
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=place.parent, prefix=f".{_SECRET}-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(secrets.token_bytes(_LENGTH))
        with contextlib.suppress(FileExistsError):
            os.link(draft, place)
    finally:
        Path(draft).unlink()
    key = _read(place)
    if key is None:
        raise OSError(0, "cannot be made")
    return key
