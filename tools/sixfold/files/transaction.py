"""Changes of files -> all of them made, or none: every new text is on disk first, and a journal says what is to happen.

An error puts back what was changed already. A process that is killed leaves its journal, and the next run that writes
completes what it began, or, where it had begun to put things back, ends that. It does so only where the journal has the
seal of who runs it: one that came with a project could say anything. No symbolic link is followed to a file.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import stat
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import cast

from sixfold import host
from sixfold.errors import SixfoldError
from sixfold.files import lock
from sixfold.files.change import Changing
from sixfold.files.tree import contents, move, prune
from sixfold.frozen import frozen
from sixfold.places import WORK
from sixfold.reading import UnreadableError, digest, parse_json, read_bytes

_NEW, _OLD = "new", "old"
_FORWARD, _BACK = "forward.json", "back.json"
_JOURNAL = "journal"


@frozen
class _Step:
    """A change as the journal has it: digests of both contents."""

    path: str
    before: str | None
    after: str | None


def write(root: Path, changes: Iterable[Changing]) -> None:
    """Make changes below the folder ``root``, all or none.

    :raises SixfoldError: when a file is not (any more) what ``before`` says, or cannot be written; nothing is changed.
    """
    wanted = tuple(changes)
    if not wanted:
        return
    with lock.hold(root) as work:
        _recover(root, work)
        _refuse_changed(root, wanted)
        steps = tuple(_Step(change.path, _digest(change.before), _digest(change.after)) for change in wanted)
        try:
            _stage(root, work, wanted)
            _note(root, work, steps)
        except OSError as error:
            raise SixfoldError(f"{WORK}/: cannot be written: {error.strerror}; nothing was changed") from error
        finally:
            if not (work / _FORWARD).exists():
                _clear(work)
        try:
            for number, step in enumerate(steps):
                with _named(step.path, "cannot be replaced" if step.after else "cannot be removed"):
                    move(root, work / _NEW / str(number), step.path, exists=step.after is not None)
            with _named(f"{WORK}/", "cannot be written"):
                (work / _FORWARD).unlink()
        except BaseException as error:
            (work / _FORWARD).rename(work / _BACK)
            left = _all(root, work, _BACK, steps)
            _clear(work)
            if left:
                raise SixfoldError(f"cannot be put back, since they have been changed: {', '.join(left)}") from error
            raise
        _clear(work)


def is_left_over(root: Path) -> bool:
    """Say whether a run that was stopped left something to complete or to clear up. Reads only."""
    held = lock.is_held(root)
    journals = (root / WORK / name for name in (_FORWARD, _BACK))
    return held is False or (held is None and any(map(os.path.lexists, journals)))


def settle(root: Path) -> tuple[str, ...]:
    """Complete what a run that was killed began below ``root``, and clear up after it.

    :return: the paths that could not be brought where they belong, since they have been changed.
    :raises SixfoldError: when another process is writing, or something cannot be completed.
    """
    if not os.path.lexists(root / WORK):
        return ()
    with lock.hold(root) as work:
        return _recover(root, work)


def _recover(root: Path, work: Path) -> tuple[str, ...]:
    left: tuple[str, ...] = ()
    found = [journal for journal in (_BACK, _FORWARD) if os.path.lexists(work / journal)]
    for journal, steps in [(journal, _steps(root, work / journal)) for journal in found]:
        left = (*left, *_all(root, work, journal, steps))
    _clear(work)
    return left


def _all(root: Path, work: Path, journal: str, steps: Iterable[_Step]) -> tuple[str, ...]:
    """Do, or undo, every step of a journal that is not done; return the paths that somebody changed meanwhile."""
    left = []
    for number, step in enumerate(steps):
        goal, start, source = (
            (step.after, step.before, _NEW) if journal == _FORWARD else (step.before, step.after, _OLD)
        )
        try:
            now = _digest(contents(root, step.path))
        except SixfoldError:
            left.append(step.path)
            continue
        if now == start != goal:
            with _named(step.path, "cannot be completed", f"run again, or look into {WORK}/ and remove it"):
                move(root, work / source / str(number), step.path, exists=goal is not None)
        elif now != goal:
            left.append(step.path)
        elif goal is None:
            prune(root, step.path)
    (work / journal).unlink()
    return tuple(left)


def _steps(root: Path, journal: Path) -> list[_Step]:
    """Read a journal.

    :raises SixfoldError: when it cannot be read, or was not written by this person for this folder.
    """
    try:
        noted = parse_json(read_bytes(journal, within=root))
    except (UnreadableError, ValueError) as error:
        raise SixfoldError(f"{WORK}/{journal.name}: cannot be read: {error}; remove {WORK}/") from error
    text, found = (noted.get(key) for key in ("steps", "seal")) if isinstance(noted, dict) else (None, None)
    if not (isinstance(text, str) and isinstance(found, str) and host.is_sealed(root, _JOURNAL, text, found)):
        raise SixfoldError(
            f"{WORK}/{journal.name}: was not written by you for this folder, so nothing of it is done; "
            f"expected what a run of yours left; look at what it names, and remove {WORK}/"
        )
    return [_Step(**step) for step in cast("list[dict[str, str]]", parse_json(text))]


def _refuse_changed(root: Path, changes: Sequence[Changing]) -> None:
    lines = []
    for change in changes:
        try:
            now = contents(root, change.path)
        except SixfoldError as error:
            lines.append(str(error))
        else:
            if now not in (change.before, change.after):
                lines.append(f"{change.path}: was changed while this ran; nothing was written; run again")
    if lines:
        raise SixfoldError("\n".join(dict.fromkeys(lines)))


def _stage(root: Path, work: Path, changes: Sequence[Changing]) -> None:
    """Put the new texts, and what they replace, into the working folder."""
    for name in (_NEW, _OLD):
        (work / name).mkdir()
    for number, change in enumerate(changes):
        with _named(change.path, "cannot be written"):
            mode = 0o644
            before, after = change.before, change.after
            if before is not None:
                target, old = root / change.path, work / _OLD / str(number)
                with contextlib.suppress(FileNotFoundError):
                    mode = stat.S_IMODE(os.lstat(target).st_mode) & 0o777
                try:
                    os.link(target, old, follow_symlinks=False)
                except OSError:  # a file system without hard links, or a file of another user
                    old.write_bytes(before)
                    old.chmod(mode)
            if after is not None:
                new = work / _NEW / str(number)
                new.write_bytes(after)
                new.chmod(mode)


def _note(root: Path, work: Path, steps: Iterable[_Step]) -> None:
    """Write the journal. From here on the steps are to be done, whatever happens."""
    text, found = json.dumps([vars(step) for step in steps]), ""
    # Without a seal, what a kill leaves is looked at by a person; all else is as ever.
    with contextlib.suppress(SixfoldError):
        found = host.seal(root, _JOURNAL, text)
    draft = work / "draft.json"
    with draft.open("x", encoding="utf-8") as file:
        json.dump({"steps": text, "seal": found}, file)
    draft.rename(work / _FORWARD)


@contextlib.contextmanager
def _named(path: str, failure: str, what_now: str = "nothing was changed") -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise SixfoldError(f"{path}: {failure}: {error.strerror}; {what_now}") from error


def _clear(work: Path) -> None:
    for name in (_NEW, _OLD):
        shutil.rmtree(work / name, ignore_errors=True)
    for name in (_FORWARD, _BACK, "draft.json"):
        with contextlib.suppress(OSError):
            (work / name).unlink()


def _digest(content: bytes | None) -> str | None:
    return None if content is None else digest(content)
