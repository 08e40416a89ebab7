"""A process that is kept to make things ahead, as a compiler that takes file after file: asked at its socket."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from sixfold.container import socket_of
from sixfold.install import client_folder, command
from sixfold.language import Language, Placeholder
from sixfold.reading import read_bytes

_SOCKET = "socket"
_MADE = "made"
"""Its answer where it has nothing to say."""
_LONGEST = 1 << 16
"""How much of an answer is read, in bytes."""


def made_by_kept(
    root: Path, language: Language, file: Path, *, folder: Path, environment: Mapping[str, str]
) -> bool | None:
    """Have what a language makes of a file made into ``folder`` by the process that is kept for that.

    It can write to a folder of its own alone, from which what it makes is copied.

    :param environment: without what changes from run to run.
    :return: whether it is made, with nothing to say of it; None where a language keeps no such process.
    :raises OSError, SixfoldError: when the process does not start, or gives no answer.
    """
    prepared = language.runtime.prepared
    # Who asks sends paths as lines.
    if prepared is None or not prepared.keep or "\n" in f"{file}":
        return None
    words = tuple(command(prepared.keep, root, language, {Placeholder.SOCKET: _SOCKET}))
    visible = (root.resolve(), client_folder(root, language).parent)
    place = socket_of(words, environment, socket=_SOCKET, visible=visible)
    own = Path(tempfile.mkdtemp(prefix="made-", dir=place.parent))
    try:
        if _answer(place, f"{file}\n{own}\n", language.runtime.timeout) != _MADE:
            return False
        for made in own.iterdir():
            if made.is_file() and not made.is_symlink():
                (folder / made.name).write_bytes(read_bytes(made))
        return True
    finally:
        shutil.rmtree(own, ignore_errors=True)


def _answer(place: Path, asked: str, timeout: float) -> str:
    with _by_number(place.parent) as folder, socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(timeout)
        connection.connect(f"{folder}/{place.name}")
        connection.sendall(asked.encode())
        found = b""
        while len(found) < _LONGEST and (piece := connection.recv(_LONGEST)):
            found += piece
    if not found:
        raise ConnectionError
    return found.decode(errors="replace")


@contextlib.contextmanager
def _by_number(folder: Path) -> Iterator[str]:
    """Give a short name of a folder: a socket's path has room for 107 bytes."""
    number = os.open(folder, os.O_PATH | os.O_DIRECTORY)
    try:
        yield f"/proc/self/fd/{number}"
    finally:
        os.close(number)
