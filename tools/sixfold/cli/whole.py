"""What verbs do with a project of which nothing is known: all is read and rendered."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sixfold import output, project
from sixfold.cli.terminal import say, say_line
from sixfold.errors import SixfoldError
from sixfold.files import is_left_over
from sixfold.output import Difference, FileStatus
from sixfold.places import MANIFEST, NAVIGATION, WORK
from sixfold.project import Project, Report
from sixfold.snippet import COMPILED
from sixfold.unchanged import Built, Said, Sight

if TYPE_CHECKING:
    from sixfold.site import Generated

_SAYS = {
    FileStatus.MISSING: "missing",
    FileStatus.DIFFERENT: "not what its inputs make",
    FileStatus.ORPHANED: "left over; no input makes it",
}
_WORDS = {FileStatus.MISSING: "written", FileStatus.DIFFERENT: "written", FileStatus.ORPHANED: "removed"}


def generate(root: Path, seen: Sight | None, report: Report) -> tuple[Said, list[tuple[str, str]]]:
    """Make all files what they should be; return what is to be said, and each path with what was done to it.

    :param seen: the project as it stood before, where what is said may be kept.
    :raises SixfoldError: when something is wrong; nothing is written then.
    """
    for path in output.settle(root):
        report("settle", f"{path}: was to be written by a run that was stopped, and has changed since: it stays")
    stages = _Stages(report)
    loaded, differences, made = _compared(root, seen, stages)
    output.write(root, differences)
    said = _said(loaded, stages, differences)
    _keep(seen, loaded, made, said)
    changed = [(word, found.path) for found in differences if (word := _WORDS.get(found.status))]
    return said, changed


def check(root: Path, seen: Sight | None) -> Said:
    """Say of each file in what it is not what it should be; return what is to be said where all are.

    :param seen: as in `generate`.
    :raises SixfoldError: when something is wrong that `generate` does not mend.
    :raises click.exceptions.Exit: when a file is not what it should be.
    """
    stages = _Stages()
    loaded, differences, made = _compared(root, seen, stages)
    lines = list(output.foreign(differences))
    kept = (FileStatus.UNCHANGED, FileStatus.FOREIGN)
    # What lists all files follows from what is in their way.
    follows = (MANIFEST, NAVIGATION) if lines else ()
    wrong = [found for found in differences if found.status not in kept and found.path not in follows]
    for difference in wrong:
        _show(difference)
    if wrong:
        say(f"{len(wrong)} of {len(differences)} files differ; to mend them run: sixfold generate")
    if is_left_over(root):
        lines.append(f"{WORK}/: left by a run that was stopped; to complete or clear it run: sixfold generate")
    if lines:
        raise SixfoldError("\n".join(lines))
    if wrong:
        raise click.exceptions.Exit(1)
    said = _said(loaded, stages, differences)
    _keep(seen, loaded, made, said)
    return said


def twins(root: Path) -> Generated:
    """Return what is generated, as plain Markdown.

    :raises SixfoldError: when a file is not what its inputs make.
    """
    return output.twins(project.load(root))


class _Stages:
    """Passes on what each stage says, and keeps it."""

    def __init__(self, report: Report = lambda _stage, _text: None) -> None:
        self._report = report
        self.told: list[tuple[str, str]] = []

    def __call__(self, stage: str, text: str) -> None:
        self.told.append((stage, text))
        self._report(stage, text)


def _said(loaded: Project, stages: _Stages, differences: Iterable[Difference]) -> Said:
    files = sum(bool(found.digest) and found.path != MANIFEST for found in differences)
    return Said(tuple(stages.told), len(loaded.pages), len(loaded.entries), len(loaded.snippets), files)


def _compared(root: Path, seen: Sight | None, report: Report) -> tuple[Project, tuple[Difference, ...], Built]:
    if seen:
        COMPILED.recall(seen.root, seen.running.digest)
    loaded = project.load(root, report, seen)
    return loaded, *output.compared(loaded, seen, report)


def _keep(seen: Sight | None, loaded: Project, made: Built, said: Said) -> None:
    if seen:
        ended = seen.keep(made, said)
        COMPILED.keep(seen.root, ended.running)
        project.keep(loaded.root, *loaded.kept, ended)


def _show(difference: Difference) -> None:
    say_line(f"{difference.path}: {_SAYS[difference.status]}")
    if difference.inputs:
        say_line(f"  made from: {', '.join(difference.inputs)}")
    say(difference.diff())
