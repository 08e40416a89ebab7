"""Outputs -> files, written or compared. The only writer of generated files.

Generated are the navigation, what stands in ``code_snippets/`` and ``includes/`` by the manifest, and every page below
``docs/`` whose front matter says ``generated_from``; of these, what no output makes is an orphan. Whatever else stands
where one belongs is somebody's own: it is named, and nothing is written.
"""

from __future__ import annotations

import os
import re
import stat
import zlib
from collections.abc import Iterable
from enum import Enum
from pathlib import Path

from sixfold import files, generated
from sixfold.errors import SixfoldError
from sixfold.files import Change, contents, move
from sixfold.frozen import frozen
from sixfold.generated import FoundFile, Owner, listed, standing
from sixfold.places import INCLUDES, MANIFEST, PAGES, SNIPPETS
from sixfold.reading import digest

_DRAFT = re.compile(r"\.sixfold-[a-z0-9_]{8}")
"""What a run of an earlier version left when it was killed."""


@frozen
class GeneratedFile:
    """A file that the project's inputs make: path relative to the project, text, and the inputs that decide it."""

    path: str
    text: str
    inputs: tuple[str, ...]


@frozen
class StandingFile:
    """A file that stands as the project's inputs make it, with the SHA-256 of what it holds, in hex."""

    path: str
    digest: str


class FileStatus(Enum):
    """What stands on disk, compared with what should."""

    UNCHANGED = "unchanged"
    MISSING = "missing"
    DIFFERENT = "different"
    ORPHANED = "orphaned"
    FOREIGN = "not generated"


@frozen
class Difference:
    """One path, compared: what the inputs make of it, and what is on disk. Both are held compressed, there may be many.

    ``digest`` is that of what the inputs make, empty where they make none, and ``reason`` says what is to be done where
    something stands there that was not generated.
    """

    path: str
    status: FileStatus
    packed: tuple[bytes | None, bytes | None]
    inputs: tuple[str, ...]
    reason: str = ""
    digest: str = ""

    @property
    def before(self) -> bytes | None:
        """What is on disk; None where there is nothing, or where it is unchanged."""
        return _unpacked(self.packed[0])

    @property
    def after(self) -> bytes | None:
        """What the inputs make; None where they make nothing, or where it is unchanged."""
        return _unpacked(self.packed[1])

    def diff(self) -> str:
        """Return a unified diff from the file on disk to the one that should be there."""
        return Change(self.path, self.before, self.after).diff()


def packed(before: bytes | None, after: bytes | None) -> tuple[bytes | None, bytes | None]:
    """Return what a difference holds of two contents."""
    return _packed(before), _packed(after)


def _packed(content: bytes | None) -> bytes | None:
    return None if content is None else zlib.compress(content, 1)


def _unpacked(content: bytes | None) -> bytes | None:
    return None if content is None else zlib.decompress(content)


def compare(root: Path, outputs: Iterable[GeneratedFile | StandingFile]) -> tuple[Difference, ...]:
    """Compare all outputs with the project at ``root``, and find the orphans. Reads only.

    The manifest is told of where it is not what it should be.

    :raises SixfoldError: when a file cannot be read, or a folder cannot be listed.
    """
    owner = Owner.of(root)
    made = {output.path: _compared(owner, output) for output in outputs}
    left = [found for path in standing(root) if path not in made and (found := owner.left_over(path))]
    others = [_left_over(found) for found in (*left, *owner.leading_out(made))]
    wanted = generated.text({path: found.digest for path, found in made.items()}).encode() or None
    before = contents(root, MANIFEST)
    if before != wanted:
        status = FileStatus.MISSING if before is None else FileStatus.DIFFERENT if wanted else FileStatus.ORPHANED
        inputs = ("all generated files",) if wanted else ()
        own = digest(wanted) if wanted else ""
        others.append(Difference(MANIFEST, status, packed(before, wanted), inputs, digest=own))
    return tuple(sorted((*made.values(), *others), key=lambda difference: difference.path))


def write(root: Path, differences: Iterable[Difference]) -> None:
    """Make the files on disk what they should be, all of them or none; unchanged ones are not touched.

    :raises SixfoldError: when something that was not generated stands in the way, a file has changed since it was
        compared, or one cannot be written.
    """
    changes = [difference for difference in differences if difference.status is not FileStatus.UNCHANGED]
    if lines := foreign(changes):
        raise SixfoldError("\n".join((*lines, "nothing was written")))
    files.write(root, changes)


def foreign(differences: Iterable[Difference]) -> tuple[str, ...]:
    """Say of everything that was not generated what is to be done, each thing once."""
    found = (difference.reason for difference in differences if difference.status is FileStatus.FOREIGN)
    return tuple(dict.fromkeys(found))


def settle(root: Path) -> tuple[str, ...]:
    """Complete what a run that was killed began to write, and clear up after it and its like.

    :return: the paths that could not be brought where they belong, since they have been changed.
    :raises SixfoldError: when another process is writing, or something cannot be completed.
    """
    left = files.settle(root)
    here = [path.name for path in root.iterdir()]
    for path in (*here, *(path for folder in (SNIPPETS, INCLUDES, PAGES) for path, _ in listed(root, folder))):
        if _DRAFT.fullmatch(path.rpartition("/")[2]) and stat.S_ISREG(os.lstat(root / path).st_mode):
            try:
                move(root, root / path, path, exists=False)
            except OSError as error:
                raise SixfoldError(f"{path}: cannot be removed: {error.strerror}; an earlier run left it") from error
    return left


def _compared(owner: Owner, output: GeneratedFile | StandingFile) -> Difference:
    if isinstance(output, StandingFile):
        return Difference(output.path, FileStatus.UNCHANGED, (None, None), (), digest=output.digest)
    after = output.text.encode()
    found = owner.at(output.path, after)
    status = FileStatus.DIFFERENT
    if found.reason:
        status = FileStatus.FOREIGN
    elif found.content == after:
        return Difference(output.path, FileStatus.UNCHANGED, (None, None), output.inputs, digest=digest(after))
    elif found.content is None:
        status = FileStatus.MISSING
    held = packed(found.content, after)
    return Difference(output.path, status, held, output.inputs, found.reason, digest(after))


def _left_over(found: FoundFile) -> Difference:
    status = FileStatus.FOREIGN if found.reason else FileStatus.ORPHANED
    return Difference(found.path, status, packed(found.content, None), (), found.reason)
