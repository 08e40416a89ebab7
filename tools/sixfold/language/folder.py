"""The files of a language's folder: what its client library is installed from, and what of them may be started."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable, Iterable
from pathlib import Path, PurePath

from sixfold.errors import SixfoldError
from sixfold.language.model import DESCRIBE
from sixfold.places import CLIENT, FACTS
from sixfold.reading import UnreadableError, read_bytes, walk

WANTED = "requirements.in"
"""What the requirements are made from."""


def manifest(source: Path) -> list[Path]:
    """List the files of a language's folder that its client library is installed from.

    :raises SixfoldError: where a symbolic link stands among them: what it leads to is not of the folder.
    """

    def wanted(path: Path) -> bool:
        return not (is_told(path.name) or path.name == WANTED or path.stem == DESCRIBE or path.suffix == ".pyc")

    return _listed(source, wanted)


def startable(source: Path, *, whole: bool) -> list[Path]:
    """List the files of a language's folder that its commands may start, compiled ones too: a program may read them.

    :param whole: whether a command may name any file, those too that tell of the language.
    :raises SixfoldError: as `manifest`.
    """
    return _listed(source, lambda path: whole or not is_told(path.name))


def fingerprint(source: Path, files: Iterable[Path], words: Iterable[str]) -> str:
    """Return a digest of words, and of the names and the content of files below ``source``.

    :raises SixfoldError: when a file cannot be read.
    """
    digest = hashlib.sha256("\0".join(words).encode())
    for file in files:
        try:
            content = read_bytes(file)
        except UnreadableError as error:
            raise SixfoldError(f"{file}: cannot be read: {error}") from error
        digest.update(os.fsencode(file.relative_to(source)) + b"\0" + content)
    return digest.hexdigest()


def _listed(source: Path, wanted: Callable[[Path], bool]) -> list[Path]:
    try:
        entries = [(source.parent / path, status.st_mode) for path, status in walk(source.parent, source.name)]
    except UnreadableError as error:
        raise SixfoldError(f"{source.parent / error.place}: {error}") from error
    for path, mode in entries:
        if stat.S_ISLNK(mode):
            raise SixfoldError(f"{path}: is a symbolic link; expected a file of the language's own in its place")
    return sorted(path for path, mode in entries if not stat.S_ISDIR(mode) and wanted(path))


def is_told(name: str) -> bool:
    """Say whether a file of this name tells of the language, so that nothing is installed from it or starts it."""
    return name in (FACTS, CLIENT) or PurePath(name).suffix == ".j2"
