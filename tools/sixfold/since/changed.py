"""What a revision held x a project -> the paths whose files differ, of those that a run of snippets may read."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import sixfold
from sixfold.errors import SixfoldError
from sixfold.places import (
    FACTS,
    INCLUDES,
    MANIFEST,
    NAVIGATION,
    OUTPUTS,
    OVERRIDES,
    PAGES,
    RESULTS,
    SERVE_SETTINGS,
    SETTINGS,
    SNIPPETS,
    SPECS,
    TEMPLATES,
)
from sixfold.project import Project
from sixfold.reading import UnreadableError, walk
from sixfold.shipping import elsewhere
from sixfold.since.revision import Revision

READ = (SPECS, TEMPLATES, SNIPPETS)
"""The folders in which files count that git does not know, or ignores."""
_UNREAD_FOLDERS = (PAGES, INCLUDES, OVERRIDES)
_UNREAD_FILES = (NAVIGATION, MANIFEST, OUTPUTS, RESULTS, SETTINGS, SERVE_SETTINGS)
_PROSE = ".md"
_TEMPLATE = ".j2"
"""A template decides what the published file holds, and it is that file which is run."""
_CACHES = "__pycache__"
_INSTALLED = {"site-packages", "dist-packages"}


def changed(project: Project, before: Revision) -> tuple[str, ...]:
    """Return the paths that differ from a revision, relative to the project, sorted.

    :raises SixfoldError: when a folder of the project cannot be listed.
    """
    root = Path(os.path.realpath(project.root))
    definition = {Path(os.path.normpath(root / path)) for path in read_for_all(project)}
    tool = set(_tool(project, root, before))
    wanted = (
        {path for path in {*before.held, *before.tracked} if _is_read(path, root)}
        | set(_standing(root))
        | definition
        | tool
    )
    return tuple(sorted(os.path.relpath(path, root) for path in wanted if not _is_same(path, root, before)))


def read_for_all(project: Project) -> tuple[str, ...]:
    """Return the files that the definition was read from, relative to the project; none where a package holds it."""
    descriptors = project.api.definition.descriptors
    return (*project.definition.files, descriptors) if descriptors else project.definition.files


def _is_same(path: Path, root: Path, before: Revision) -> bool:
    held = before.held.get(path)
    # What a link leads to may have changed where the link has not.
    followed = path.is_symlink() and any(path.is_relative_to(root / folder) for folder in READ)
    return held is not None and not followed and held.is_at(path)


def _is_read(path: Path, root: Path) -> bool:
    """Say whether what stands there, as far as a project's folder goes, may be read when snippets are run."""
    if not path.is_relative_to(root):
        return False
    inside = PurePosixPath(path.relative_to(root).as_posix())
    first = inside.parts[0]
    if first in READ:
        return not (first == TEMPLATES and inside.suffix == _TEMPLATE)
    return not (first in _UNREAD_FOLDERS or str(inside) in _UNREAD_FILES or inside.suffix == _PROSE)


def _standing(root: Path) -> Iterator[Path]:
    for folder in READ:
        yield from (path for path in _below(root, folder) if _is_read(path, root))


def _tool(project: Project, root: Path, before: Revision) -> Iterator[Path]:
    """Yield the files of the tool where they stand in the repository themselves; an installed one has none there."""
    own = Path(os.path.realpath(sixfold.__file__)).parent
    if not _INSTALLED.isdisjoint(own.parts) or not own.is_relative_to(before.top):
        return
    yield from _below(own.parent, own.name)
    yield from (path for path in before.held if path.is_relative_to(own))
    folders = {name for tab in project.languages for form in tab.forms for name in (form.name, *form.extends)}
    ships = any(not (root / TEMPLATES / name / FACTS).is_file() for name in folders)
    yield from (path for path in map(Path, elsewhere()) if ships and path.suffix != _TEMPLATE)


def _below(root: Path, folder: str) -> Iterator[Path]:
    try:
        found = [(root / path, status.st_mode) for path, status in walk(root, folder)]
    except UnreadableError as error:
        raise SixfoldError(f"{error.place}: {error}") from error
    yield from (path for path, mode in found if not stat.S_ISDIR(mode) and _CACHES not in path.parts)
