"""Which files of a project were generated, and which are somebody's own: by a mark in them, or by the manifest."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from sixfold import manifest
from sixfold.errors import SixfoldError
from sixfold.manifest import Manifest
from sixfold.navigation import HEAD as NAVIGATION_HEAD
from sixfold.navigation import PATH as NAVIGATION
from sixfold.page import FOLDER as PAGES
from sixfold.page import SNIPPETS
from sixfold.reading import UnreadableError, walk
from sixfold.tree import NotAFileError, contents

INCLUDES = "includes"
"""What hand-written pages take in, relative to the project; its templates stand in a folder of the same name."""

_MARK = b"\ngenerated_from:"
_LEFT_BY_RUNS = frozenset({"__pycache__", "node_modules", "vendor"})
"""What running a snippet in place leaves beside it; git ignores it too."""

_TAKEN_IN = re.compile(rb'^ *--8<-- "([^"\n]+)"$', re.MULTILINE)


@dataclass(frozen=True)
class Found:
    """What stands where generated files do; ``reason`` says why it is none of them, and is empty where it is one."""

    path: str
    content: bytes | None
    reason: str


@dataclass(frozen=True)
class Owner:
    """Tells what was generated: by the manifest, or, before there was one, by what generated pages take in."""

    root: Path
    manifest: Manifest | None
    taken_in: frozenset[str]

    @classmethod
    def of(cls, root: Path) -> Owner:
        """Read what is known of the project at ``root``."""
        known = manifest.read(root)
        pages = [path for path in _pages(root) if _is_generated(root, path)] if known is None else []
        snippets = {path.decode() for page in pages for path in _TAKEN_IN.findall(contents(root, page) or b"")}
        # Then, everything in this folder was the generator's.
        return cls(root, known, frozenset({*snippets, *([INCLUDES] if pages else [])}))

    def at(self, path: str, wanted: bytes) -> Found:
        """Look at the place of a file that is to hold ``wanted``."""
        try:
            content = contents(self.root, path)
        except NotAFileError as error:
            return Found(path, None, str(error))
        if content in (None, wanted) or self._knows(path, content or b""):
            return Found(path, content, "")
        return Found(path, content, f"{path}: was not generated, and would be written over; move it away, or remove it")

    def _knows(self, path: str, content: bytes) -> bool:
        if path.startswith(f"{PAGES}/"):
            return is_marked(content)
        if path == NAVIGATION:
            return content.startswith(NAVIGATION_HEAD.encode())
        if self.manifest is None:
            return path in self.taken_in or path.partition("/")[0] in self.taken_in
        return path in self.manifest

    def left_over(self, path: str) -> Found | None:
        """Look at a path that no input makes; None where it is a page that a person wrote."""
        folder = path.partition("/")[0]
        try:
            content = contents(self.root, path) or b""
        except NotAFileError as error:
            return None if folder == PAGES else Found(path, None, str(error))
        if folder == PAGES and not is_marked(content):
            return None
        reason = f"{path}: was not generated, and only generated files stand in {folder}/"
        if self.manifest is None:
            is_own = folder == PAGES or path in self.taken_in
        else:
            is_own = self.manifest.holds(path, content)
            if path in self.manifest:
                reason = f"{path}: no input makes it any more, but it was changed since it was generated"
            elif folder == PAGES:
                reason = f"{path}: says 'generated_from', but was not generated"
        return Found(path, content, "" if is_own else f"{reason}; move it away, or remove it")

    def leading_out(self, made: Collection[str]) -> Iterator[Found]:
        """Yield the links below ``docs/`` to what is not the project's to publish, and those to folders.

        A builder follows them; below such a folder, no page is seen here, nor searched for keys.
        """
        top = Path(os.path.realpath(self.root))
        ways = {path[:at] for path in made for at, letter in enumerate(path) if letter == "/"}
        for path, status in listed(self.root, PAGES):
            if not stat.S_ISLNK(status.st_mode) or path in made or path in ways:
                continue
            real = Path(os.path.realpath(self.root / path))
            if not real.is_relative_to(top) or any(part.startswith(".") for part in real.relative_to(top).parts):
                reason = (
                    f"{path}: leads to {real}, which is not the project's to publish; put a file there, or remove it"
                )
                yield Found(path, None, reason)
            elif (self.root / path).is_dir():
                reason = f"{path}: is a symbolic link; expected a folder; put the folder itself there"
                yield Found(path, None, reason)


def hand_written(root: Path) -> list[str]:
    """Return the pages below ``docs/`` that a person wrote, as paths below it.

    :raises SixfoldError: when a page cannot be read.
    """
    pages = (path for path in _pages(root) if not _is_generated(root, path))
    return sorted(path.removeprefix(f"{PAGES}/") for path in pages)


def standing(root: Path) -> Iterator[str]:
    """Yield what stands where generated files do, folders, hidden files and what running a snippet leaves left out."""
    for folder in (SNIPPETS, INCLUDES):
        for path, status in listed(root, folder):
            if not stat.S_ISDIR(status.st_mode) and not _is_foreign(path):
                yield path
    yield from _pages(root)


def _is_foreign(path: str) -> bool:
    return any(part in _LEFT_BY_RUNS or part.startswith(".") for part in path.split("/"))


def _pages(root: Path) -> Iterator[str]:
    """Yield the files that are pages of the site, as paths below the project; like MkDocs, none that is hidden."""
    for path, status in listed(root, PAGES):
        is_file = stat.S_ISREG(status.st_mode) or (stat.S_ISLNK(status.st_mode) and (root / path).is_file())
        if is_file and path.endswith(".md") and not any(part.startswith(".") for part in path.split("/")):
            yield path


def listed(root: Path, folder: str) -> list[tuple[str, os.stat_result]]:
    """List everything below a folder, as `walk` does.

    :raises SixfoldError: when a folder cannot be listed.
    """
    try:
        return list(walk(root, folder))
    except UnreadableError as error:
        raise SixfoldError(f"{error.place}: {error}") from error


def _is_generated(root: Path, path: str) -> bool:
    try:
        return is_marked(contents(root, path) or b"")
    except NotAFileError:
        return False  # a link to a page elsewhere in the project is a person's


def is_marked(content: bytes) -> bool:
    """Say whether a page's front matter says that it was generated."""
    return content.startswith(b"---\n") and _MARK in content.partition(b"\n---\n")[0]
