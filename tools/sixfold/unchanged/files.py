"""The files of a project that a run reads or writes -> what each of them holds, as a digest."""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Iterable, Mapping
from dataclasses import field
from hashlib import sha256
from pathlib import Path

from sixfold.frozen import frozen
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
_TICK = 10_000_000
"""How long, in nanoseconds, two changes of a file can have the same time: systems count such times in steps."""

Touch = tuple[int, int]
"""Which file stands at a path, as the system numbers it, and when that was changed last, in nanoseconds since 1970."""


@frozen
class Contents:
    """What files of a project held at a moment, by their paths: the digest of each; a folder has a mark in its place.

    ``touches`` says of each which file it was, and when it was changed last, in nanoseconds since 1970: nobody can set
    that. What is as it was there has not been another in the meantime either.
    """

    digests: dict[str, bytes] = field(default_factory=dict)
    touches: dict[str, Touch] = field(default_factory=dict)


def contents(root: Path, more: Iterable[str]) -> Contents | None:
    """Return what each file of a project holds.

    :param root: the project's folder, no link on the way to it.
    :param more: paths of files that stand elsewhere in the project.
    :return: None where more than contents would have to be looked at: a link, a file that cannot be read, what a run
        that was stopped left behind.
    """
    try:
        found = _contents(root, (*FILES, *more))
    except (OSError, UnreadableError, ValueError):
        return None
    if found and max((moment for _, moment in found.touches.values()), default=0) > time.time_ns() - _TICK:
        # What is changed from now on is told from what was changed just before.
        time.sleep(_TICK / 1e9)
    return found


def _contents(root: Path, files: Iterable[str]) -> Contents | None:
    if any(name.startswith(WORK) for name in os.listdir(root)):  # noqa: PTH208 - names alone, of which a folder has many
        return None
    found, touches = dict[str, bytes](), dict[str, Touch]()
    for folder in FOLDERS:
        if os.path.lexists(f"{root}/{folder}"):
            touches[folder] = _touch(os.lstat(f"{root}/{folder}"))
        for path, status in walk(root, folder):
            is_folder = stat.S_ISDIR(status.st_mode)
            if path.rpartition("/")[2].startswith(WORK) or not (is_folder or stat.S_ISREG(status.st_mode)):
                return None
            touches[path] = _touch(status)
            found[path] = _FOLDER if is_folder else fingerprint(f"{root}/{path}")
    for path in files:
        if os.path.realpath(f"{root}/{path}") != f"{root}/{path}":
            return None
        if os.path.lexists(f"{root}/{path}"):
            touches[path] = _touch(os.lstat(f"{root}/{path}"))
            found[path] = fingerprint(f"{root}/{path}")
    return Contents(found, touches)


def _touch(status: os.stat_result) -> Touch:
    return status.st_ino, status.st_ctime_ns


def untouched(before: Mapping[str, Touch], after: Mapping[str, Touch], made: Iterable[str] = ()) -> bool:
    """Say whether nothing was changed in the meantime, and back again, but what a run made and the folders of that.

    :param made: the paths of generated files.
    """
    passed = {*made, *_folders(made)}
    return all(after.get(path) == touch for path, touch in before.items() if path not in passed)


def _folders(paths: Iterable[str]) -> set[str]:
    return {path[:at] for path in paths for at, letter in enumerate(path) if letter == "/"}


def follows(before: Mapping[str, bytes], after: Mapping[str, bytes], made: Mapping[str, bytes | None]) -> bool:
    """Say whether a project differs from what it was by what a run made of it, and by nothing else.

    :param made: what each generated file is to hold, by its path; None for one that was removed.
    """
    wanted = {path: held for path, held in {**before, **made}.items() if held is not None}
    passed = _folders(made)
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
