"""A git revision -> what each file held then. Only git's objects are asked, so that no program of a project starts.

What stands in the working tree is compared here, by what each file holds: whether git tracks or ignores it is no
matter, nor what its index believes. A file that git keeps in another form (line ends, large files) counts as changed.
"""

from __future__ import annotations

import hashlib
import os
import stat
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

from sixfold.errors import SixfoldError
from sixfold.frozen import frozen
from sixfold.reading import LARGEST, UnreadableError, read_bytes

_ELSEWHERE = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX")
"""What git gives to its hooks, and would lead it to another repository than that of the project."""
_LINK = "120000"
_FILE, _PROGRAM = "100644", "100755"
_HASHES = {40: hashlib.sha1, 64: hashlib.sha256}
"""What git names contents by, by the length of a name."""


@frozen
class Held:
    """What stood somewhere: git's name of the content, and its mode."""

    mode: str
    name: str

    def is_at(self, path: Path) -> bool:
        """Say whether the same stands there now: content, kind, and whether it is a program."""
        try:
            mode = path.lstat().st_mode
            if stat.S_ISLNK(mode):
                return self.mode == _LINK and self._names(os.fsencode(path.readlink()))
            if not stat.S_ISREG(mode) or self.mode != (_PROGRAM if mode & stat.S_IXUSR else _FILE):
                return False
            return self._names(read_bytes(path, largest=LARGEST))
        except (OSError, UnreadableError):
            return False

    def _names(self, content: bytes) -> bool:
        found = _HASHES[len(self.name)](b"blob %d\0" % len(content), usedforsecurity=False)
        found.update(content)
        return found.hexdigest() == self.name


@frozen
class Revision:
    """A repository's folder, and what each of its files held, by whole paths. ``tracked`` are the project's now."""

    top: Path
    held: Mapping[Path, Held]
    tracked: frozenset[Path]


def read_revision(root: Path, revision: str) -> Revision:
    """Return what a revision holds in the whole repository that a project stands in.

    :param root: the project's folder.
    :param revision: as git takes it: a commit, a branch, a tag.
    :raises SixfoldError: when git is missing, the folder is in no repository, or has no such revision.
    """
    top = Path(_git(root, "rev-parse", "--show-toplevel").removesuffix("\n"))
    # What begins with a dash would be an option.
    found = (
        "" if revision.startswith("-") else _asked(root, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
    )
    if not found:
        raise SixfoldError(
            f"--since {revision}: {top} has no such revision; expected a commit, a branch or a tag; 'git log' lists "
            "commits, and 'git fetch' brings what a shallow clone lacks"
        )
    listed = _git(root, "ls-tree", "-r", "-z", "--full-tree", found.strip())
    # Nothing of the working tree is to be looked at, least of all by a program that the repository names.
    tracked = _git(root, "-c", "core.fsmonitor=false", "ls-files", "-z", "--cached", "--full-name")
    return Revision(top, dict(_entries(top, listed)), frozenset(top / path for path in tracked.split("\0") if path))


def _entries(top: Path, listed: str) -> Iterator[tuple[Path, Held]]:
    for line in filter(None, listed.split("\0")):
        facts, _, path = line.partition("\t")
        mode, _, name = facts.split(" ")
        yield top / path, Held(mode, name)


def _git(root: Path, *words: str) -> str:
    run = _run(root, *words)
    if run.returncode:
        said = os.fsdecode(run.stderr).strip().splitlines() or ["no message"]
        raise SixfoldError(
            f"{root}: git says '{said[0]}'; --since expected a project in a git repository; leave it out to run all"
        )
    return os.fsdecode(run.stdout)


def _asked(root: Path, *words: str) -> str:
    """Return what git answers, nothing where it refuses."""
    run = _run(root, *words)
    return "" if run.returncode else os.fsdecode(run.stdout)


def _run(root: Path, *words: str) -> subprocess.CompletedProcess[bytes]:
    own = {name: value for name, value in os.environ.items() if name not in _ELSEWHERE}
    env = {**own, "GIT_NO_LAZY_FETCH": "1", "GIT_OPTIONAL_LOCKS": "0"}
    try:
        return subprocess.run(
            ["git", *words],  # noqa: S607 - that of the path is the one that made the repository
            cwd=root,
            env=env,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
    except FileNotFoundError as error:
        raise SixfoldError(
            "--since: there is no 'git' on the path; expected it, to read the revision; install git, or leave it out"
        ) from error
