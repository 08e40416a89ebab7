"""Outputs -> files, written or compared. The only writer of generated files.

Owns the navigation, every file below ``code_snippets/``, and every page below ``docs/`` whose front matter says
``generated_from``; of these, what no output makes is an orphan.
"""

from __future__ import annotations

import contextlib
import difflib
import os
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from sixfold.errors import SixfoldError
from sixfold.page import FOLDER as PAGES
from sixfold.page import SNIPPETS

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
    """Compare all outputs with the project at ``root``, and find the orphans. Reads only."""
    differences = {}
    for output in outputs:
        after = output.text.encode()
        before = _read(root / output.path)
        status = Status.UNCHANGED if before == after else Status.DIFFERENT
        if before is None:
            status = Status.MISSING
        differences[output.path] = Difference(output.path, status, before, after, output.inputs)
    for path in _owned(root):
        if path not in differences:
            differences[path] = Difference(path, Status.ORPHANED, _read(root / path), None, ())
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
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".sixfold-")
    staged.callback(lambda: Path(name).unlink(missing_ok=True))
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    Path(name).chmod(0o644)
    return Path(name)


def _remove(root: Path, path: Path) -> None:
    path.unlink()
    for folder in path.parents:
        if folder == root or any(folder.iterdir()):
            break
        folder.rmdir()


def _owned(root: Path) -> list[str]:
    snippets = (path for path in (root / SNIPPETS).rglob("*") if not _is_foreign(path.relative_to(root)))
    pages = (path for path in (root / PAGES).rglob("*.md") if _is_generated(path))
    return sorted(path.relative_to(root).as_posix() for path in (*snippets, *pages) if path.is_file())


def _is_foreign(path: Path) -> bool:
    return any(part in _FOREIGN or part.startswith(".") for part in path.parts)


def hand_written(root: Path) -> list[str]:
    """Return the pages below ``docs/`` that a person wrote, as paths below it."""
    folder = root / PAGES
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.md") if not _is_generated(path))


def _is_generated(path: Path) -> bool:
    content = _read(path) or b""
    return content.startswith(b"---\n") and MARK in content.partition(b"\n---\n")[0]


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return None


def _lines(content: bytes | None) -> list[str]:
    return (content or b"").decode(errors="replace").splitlines(keepends=True)
