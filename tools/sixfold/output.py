"""Outputs -> files, written or compared. The only writer of generated files.

Owns the navigation, every file below ``code_snippets/`` and ``includes/``, and every page below ``docs/`` whose front
matter says ``generated_from``; of these, what no output makes is an orphan.
"""

from __future__ import annotations

import contextlib
import difflib
import io
import os
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from sixfold.errors import SixfoldError
from sixfold.page import FOLDER as PAGES
from sixfold.page import SNIPPETS

INCLUDES = "includes"
"""What hand-written pages take in, relative to the project; its templates stand in a folder of the same name."""

MARK = b"\ngenerated_from:"
_FOREIGN = frozenset({"__pycache__", "node_modules", "vendor"})
"""What running a snippet in place leaves beside it; git ignores it too."""


@dataclass(frozen=True)
class Output:
    """A file that the project's inputs make: path relative to the project, text, and the inputs that decide it."""

    path: str
    text: str
    inputs: tuple[str, ...]


class Status(Enum):
    """What stands on disk, compared with what should."""

    UNCHANGED = "unchanged"
    MISSING = "missing"
    DIFFERENT = "different"
    ORPHANED = "orphaned"


@dataclass(frozen=True)
class Difference:
    """One path, compared. ``before`` is what is on disk, ``after`` what the inputs make; None where there is none."""

    path: str
    status: Status
    before: bytes | None
    after: bytes | None
    inputs: tuple[str, ...]

    def diff(self) -> str:
        """Return a unified diff from the file on disk to the one that should be there."""
        lines = difflib.unified_diff(
            _lines(self.before),
            _lines(self.after),
            f"a/{self.path}" if self.before is not None else "/dev/null",
            f"b/{self.path}" if self.after is not None else "/dev/null",
        )
        return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


def compare(root: Path, outputs: Iterable[Output]) -> tuple[Difference, ...]:
    """Compare all outputs with the project at ``root``, and find the orphans. Reads only.

    :raises SixfoldError: when a file cannot be read.
    """
    differences = {}
    for output in outputs:
        after = output.text.encode()
        before = _read(root, output.path)
        status = Status.UNCHANGED if before == after else Status.DIFFERENT
        if before is None:
            status = Status.MISSING
        differences[output.path] = Difference(output.path, status, before, after, output.inputs)
    for path in _owned(root):
        if path not in differences:
            differences[path] = Difference(path, Status.ORPHANED, _read(root, path), None, ())
    return tuple(differences[path] for path in sorted(differences))


def write(root: Path, differences: Iterable[Difference]) -> None:
    """Make the files on disk what they should be; unchanged ones are not touched.

    Every new text is on disk before the first file is replaced, so that an error leaves the files as they were.

    :raises SixfoldError: when a file cannot be written.
    """
    changes = [difference for difference in differences if difference.status is not Status.UNCHANGED]
    with contextlib.ExitStack() as staged:
        moves = []
        for change in changes:
            target = root / change.path
            if change.after is not None:
                try:
                    moves.append((_stage(target, change.after, staged), target))
                except OSError as error:
                    raise SixfoldError(f"{change.path}: cannot be written: {error.strerror}") from error
        try:
            for source, target in moves:
                source.replace(target)
            for change in changes:
                if change.after is None:
                    _remove(root, root / change.path)
        except OSError as error:
            raise SixfoldError(f"{error.filename}: cannot be replaced: {error.strerror}") from error


def _stage(target: Path, content: bytes, staged: contextlib.ExitStack) -> Path:
    if target.is_dir():
        raise IsADirectoryError(None, "a folder stands there", str(target))
    _make_folder(target.parent, staged)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".sixfold-")
    staged.callback(lambda: Path(name).unlink(missing_ok=True))
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    Path(name).chmod(0o644)
    return Path(name)


def _make_folder(folder: Path, staged: contextlib.ExitStack) -> None:
    """Make a folder; in the end it goes again if nothing came to stand in it."""
    if not folder.exists():
        _make_folder(folder.parent, staged)
        folder.mkdir()
        staged.callback(_remove_if_empty, folder)


def _remove_if_empty(folder: Path) -> None:
    with contextlib.suppress(OSError):
        folder.rmdir()


def _remove(root: Path, path: Path) -> None:
    path.unlink()
    for folder in path.parents:
        if folder == root or any(folder.iterdir()):
            break
        folder.rmdir()


def _owned(root: Path) -> list[str]:
    files = (path for folder in (SNIPPETS, INCLUDES) for path in (root / folder).rglob("*") if not path.is_dir())
    below = (path.relative_to(root) for path in files)
    own = (path.as_posix() for path in below if not _is_foreign(path))
    return sorted((*own, *(path for path in _pages(root) if _is_generated(root, path))))


def _is_foreign(path: Path) -> bool:
    return any(part in _FOREIGN or part.startswith(".") for part in path.parts)


def hand_written(root: Path) -> list[str]:
    """Return the pages below ``docs/`` that a person wrote, as paths below it.

    :raises SixfoldError: when a page cannot be read.
    """
    return sorted(path.removeprefix(f"{PAGES}/") for path in _pages(root) if not _is_generated(root, path))


def _pages(root: Path) -> Iterator[str]:
    """Yield the files that are pages of the site, as paths below the project; like MkDocs, none that is hidden."""
    for path in (root / PAGES).rglob("*.md"):
        name = path.relative_to(root)
        if path.is_file() and not any(part.startswith(".") for part in name.parts):
            yield name.as_posix()


def _is_generated(root: Path, path: str) -> bool:
    content = _read(root, path) or b""
    return content.startswith(b"---\n") and MARK in content.partition(b"\n---\n")[0]


def _read(root: Path, path: str) -> bytes | None:
    """Return what a file holds; None where there is none."""
    try:
        return (root / path).read_bytes() if (root / path).is_file() else None
    except OSError as error:
        raise SixfoldError(f"{path}: cannot be read: {error.strerror}; make it readable or remove it") from error


def _lines(content: bytes | None) -> list[str]:
    # Unlike str.splitlines, a text file ends a line at a line feed alone.
    return list(io.StringIO((content or b"").decode(errors="replace")))
