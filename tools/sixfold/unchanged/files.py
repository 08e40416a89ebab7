"""The files of a project that a run reads or writes -> what each of them holds, as a digest."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path

from sixfold.places import (
    API,
    INCLUDES,
    MANIFEST,
    NAVIGATION,
    OUTPUTS,
    OVERRIDES,
    PAGES,
    RESULTS,
    SNIPPETS,
    SPECS,
    TEMPLATES,
    WORK,
)
from sixfold.reading import UnreadableError, fingerprint, walk

FOLDERS = (SPECS, TEMPLATES, PAGES, OVERRIDES, SNIPPETS, INCLUDES)
"""The folders in which everything counts, what is hidden and empty folders included."""
FILES = (NAVIGATION, MANIFEST, RESULTS, OUTPUTS)

_FOLDER = b"a folder"


def digests(root: Path, more: Iterable[str]) -> dict[str, bytes] | None:
    """Return the digest of each file by its path in the project; a folder has a mark in the place of one.

    :param root: the project's folder, no link on the way to it.
    :param more: paths of files that stand elsewhere in the project.
    :return: None where more than contents would have to be looked at: a link, a file that cannot be read, what a run
        that was stopped left behind.
    """
    try:
        return _digests(root, (*FILES, *more))
    except (OSError, UnreadableError, ValueError):
        return None


def _digests(root: Path, files: Iterable[str]) -> dict[str, bytes] | None:
    if any(name.startswith(WORK) for name in os.listdir(root)):  # noqa: PTH208 - names alone, of which a folder has many
        return None
    found: dict[str, bytes] = {}
    for folder in FOLDERS:
        for path, status in walk(root, folder):
            is_folder = stat.S_ISDIR(status.st_mode)
            if path.rpartition("/")[2].startswith(WORK) or not (is_folder or stat.S_ISREG(status.st_mode)):
                return None
            found[path] = _FOLDER if is_folder else fingerprint(f"{root}/{path}")
    for path in files:
        if os.path.realpath(f"{root}/{path}") != f"{root}/{path}":
            return None
        if os.path.lexists(f"{root}/{path}"):
            found[path] = fingerprint(f"{root}/{path}")
    return found


def follows(before: dict[str, bytes], after: dict[str, bytes], made: dict[str, bytes | None]) -> bool:
    """Say whether a project differs from what it was by what a run made of it, and by nothing else.

    :param made: what each generated file is to hold, by its path; None for one that was removed.
    """
    wanted = {path: held for path, held in {**before, **made}.items() if held is not None}
    passed = {path[:at] for path in made for at, letter in enumerate(path) if letter == "/"}
    differing = {path for path in wanted.keys() | after.keys() if wanted.get(path) != after.get(path)}
    return all(path in passed and {wanted.get(path), after.get(path)} <= {_FOLDER, None} for path in differing)


def rest(running: bytes, files: Mapping[str, bytes], documents: Iterable[str]) -> bytes:
    """Return one digest of all that the files of each page rest on, beside its own spec.

    :param running: the digest of what the process runs.
    :param files: what each file of the project holds, by its path.
    :param documents: the files of the definition.
    """
    own = {f"{SPECS}/{API}", RESULTS, OUTPUTS, *documents}
    found = sha256(running)
    for path in sorted(files):
        if path in own or path.startswith((f"{TEMPLATES}/", f"{OVERRIDES}/")):
            found.update(path.encode(errors="surrogateescape") + b"\0" + files[path])
    return found.digest()


def page(others: bytes, files: Mapping[str, bytes], spec: str, paths: Iterable[str]) -> str:
    """Return one digest of a page: of its spec, of the files that are made of it, and of all others that they rest on.

    :param others: what `rest` says.
    """
    found = sha256(others)
    for path in (spec, *paths):
        found.update(path.encode(errors="surrogateescape") + b"\0" + files.get(path, b"none"))
    return found.hexdigest()
