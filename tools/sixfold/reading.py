"""A file -> what it holds: the one way in which anything is read.

What is read is a regular file of a bounded size, and no link leads to it from another folder than it was looked for in.
A pipe is never waited for, and what is nested too deep is refused before anything follows it down.
"""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path, PurePosixPath

from sixfold.json_value import Json
from sixfold.places import INCLUDED

LARGEST = 32 * 1024 * 1024
"""How many bytes a file may hold where nothing else is said: the largest of a real project hold a hundredth of it."""

LARGEST_SPEC = 256 * 1024
"""How many bytes a file may hold that a person writes: hundreds of operations. YAML with places is read slowly."""

DEEPEST = 64
"""How deep lists and mappings may nest in data; no message of a real API comes near."""

_KINDS = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISLNK, "a symbolic link"),
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISREG, "a file"),
)


class UnreadableError(Exception):
    """A file cannot be read; the text says why, without its name.

    ``missing`` says that there is none, and ``place`` is what cannot be read where that is not what was asked for.
    """

    def __init__(self, reason: str, *, missing: bool = False, place: str = "") -> None:
        """Keep the reason."""
        super().__init__(reason)
        self.missing = missing
        self.place = place


class NotTextError(UnreadableError):
    """A file can be read, and holds something else than UTF-8 text."""


def kind_of(mode: int) -> str:
    """Say in words what stands somewhere, by the mode that the system gives of it."""
    return next((words for fits, words in _KINDS if fits(mode)), "a device")


def read_bytes(path: Path, *, within: Path | None = None, largest: int = LARGEST) -> bytes:
    """Read a file.

    :param within: the folder that the file must stand in once every link is followed, the folder's own included.
    :param largest: how many bytes it may hold.
    :raises UnreadableError: when it cannot be read, is none, is larger, or stands elsewhere.
    """
    try:
        # Without O_NONBLOCK, opening a pipe would wait for its other end.
        handle = os.open(_inside(path, within), os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOCTTY)
        try:
            return _content(handle, largest)
        finally:
            os.close(handle)
    except OSError as error:
        raise UnreadableError(error.strerror or str(error), missing=isinstance(error, FileNotFoundError)) from error
    except ValueError as error:
        # A name with the character U+0000, which no file has.
        raise UnreadableError(str(error), missing=True) from error


def fingerprint(path: str) -> bytes:
    """Return the SHA-256 of what a file holds, 32 bytes, however large it is.

    :raises UnreadableError: when it is no regular file.
    :raises OSError: when it cannot be read.
    """
    handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOCTTY)
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise UnreadableError("not a file")
        found = sha256()
        while piece := os.read(handle, 1 << 20):
            found.update(piece)
        return found.digest()
    finally:
        os.close(handle)


def digest(content: bytes) -> str:
    """Return the SHA-256 of a file's bytes, in hexadecimal: the one name that results, manifests and journals use."""
    return sha256(content).hexdigest()


def read_text(path: Path, *, within: Path | None = None, largest: int = LARGEST) -> str:
    """Read a file of UTF-8 text; a byte order mark at its beginning is no part of it, and line ends are line feeds.

    :raises UnreadableError: as `read_bytes`, and when it holds something else.
    """
    content = read_bytes(path, within=within, largest=largest)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotTextError(
            f"expected UTF-8 text, got byte 0x{error.object[error.start]:02x} at {error.start}"
        ) from error
    return text.replace("\r\n", "\n").replace("\r", "\n")


def place_of(root: Path, folder: str) -> Path:
    """Return what holds a folder of a project: ``root``, or, where it is a link, the project whose folder it leads to.

    :raises UnreadableError: when it leads to something of another name, so that no project's files come from there.
    """
    if not (root / folder).is_symlink():
        return root
    real = Path(os.path.realpath(root / folder))
    if real.name != folder:
        raise UnreadableError(f"leads out of the project, to {real}; expected a folder", place=folder)
    return real.parent


def read_included(root: Path, path: str) -> str:
    """Read a file that a page takes in, by its path in the project: one of `INCLUDED` alone, hidden ones left out.

    :raises UnreadableError: as `read_text`, and when it is no such file.
    """
    parts = PurePosixPath(path).parts
    if parts[:1] not in {(folder,) for folder in INCLUDED} or any(part.startswith(".") for part in parts):
        folders = " and ".join(f"{folder}/" for folder in INCLUDED)
        raise UnreadableError(f"a page takes in what stands in {folders}, and nothing else")
    file = root / path
    if Path(os.path.realpath(file)) != Path(os.path.realpath(root), *parts):
        raise UnreadableError("a page takes in nothing that a symbolic link leads to")
    return read_text(file)


def parse_json(text: str | bytes) -> Json:
    """Return what a text in JSON says.

    :raises ValueError: when it is none, or nested deeper than `DEEPEST`.
    """
    try:
        found: Json = json.loads(text)
    except RecursionError as error:
        raise ValueError(f"nested too deep; expected at most {DEEPEST} levels") from error
    refuse_depth(found)
    return found


def refuse_depth(data: object) -> None:
    """Refuse data whose lists and mappings nest too deep to be followed by functions that call themselves.

    :raises ValueError: when they nest deeper than `DEEPEST`.
    """
    level = [data]
    for _ in range(DEEPEST + 1):
        # What YAML refers to from several places is one object: it is looked at once.
        level = list({id(child): child for node in level for child in _children(node)}.values())
        if not level:
            return
    raise ValueError(f"nested too deep; expected at most {DEEPEST} levels")


def walk(root: Path, folder: str) -> Iterator[tuple[str, os.stat_result]]:
    """Yield every path below a folder, relative to ``root``, with what stands there. No link is followed.

    A folder that is not there holds nothing; one that is a link is itself what stands there.

    :raises UnreadableError: when a folder cannot be listed: what it holds must not seem gone.
    """
    try:
        top = os.lstat(root / folder)
    except (FileNotFoundError, NotADirectoryError):
        return
    except OSError as error:
        raise UnreadableError(f"cannot be listed: {error.strerror}", place=folder) from error
    if not stat.S_ISDIR(top.st_mode):
        yield folder, top
        return
    waiting = [folder]
    while waiting:
        at = waiting.pop()
        try:
            with os.scandir(root / at) as found:
                entries = sorted((f"{at}/{entry.name}", entry.stat(follow_symlinks=False)) for entry in found)
        except OSError as error:
            raise UnreadableError(f"cannot be listed: {error.strerror}; make it readable", place=f"{at}/") from error
        yield from entries
        waiting.extend(path for path, status in entries if stat.S_ISDIR(status.st_mode))


def _inside(path: Path, within: Path | None) -> str:
    """Return where a path leads, which must be in a folder."""
    if within is None:
        return str(path)
    place_of(within.parent, within.name)
    # Unlike Path.resolve, realpath follows a link to itself without an error; opening it says what it is.
    real = os.path.realpath(path)
    if not Path(real).is_relative_to(os.path.realpath(within)):
        raise UnreadableError(f"leads out of {within.name}/; expected a file inside it")
    return real


def _content(handle: int, largest: int) -> bytes:
    status = os.fstat(handle)
    if stat.S_ISDIR(status.st_mode):
        raise IsADirectoryError(21, os.strerror(21))
    if not stat.S_ISREG(status.st_mode):
        raise UnreadableError("not a file")
    pieces, room = [], largest
    # Its size is asked of its content: what the kernel makes says 0, and another program may be writing it.
    while room >= 0 and status.st_size <= largest and (piece := os.read(handle, min(room + 1, 1 << 20))):
        pieces.append(piece)
        room -= len(piece)
    if room < 0 or status.st_size > largest:
        raise UnreadableError(f"too large; expected at most {largest:,} bytes")
    return b"".join(pieces)


def _children(node: object) -> tuple[object, ...]:
    if isinstance(node, dict):
        return tuple(node.values())
    return tuple(node) if isinstance(node, list | tuple) else ()
