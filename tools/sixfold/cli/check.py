"""``sixfold check``."""

from __future__ import annotations

from pathlib import Path

import click

from sixfold import output, project
from sixfold.cli.options import quiet_option, root_option
from sixfold.cli.terminal import say, say_line
from sixfold.errors import SixfoldError
from sixfold.files import is_left_over
from sixfold.output import Difference, FileStatus, build
from sixfold.places import MANIFEST, NAVIGATION, WORK

_SAYS = {
    FileStatus.MISSING: "missing",
    FileStatus.DIFFERENT: "not what its inputs make",
    FileStatus.ORPHANED: "left over; no input makes it",
}


@click.command()
@root_option
@quiet_option
def check(root: Path, *, quiet: bool) -> None:
    """Tell whether every generated file is what its inputs make. Writes nothing.

    For each file that is missing, changed (by hand, or because a spec or a template changed) or left over, prints
    the inputs that decide it and a unified diff from the file as it is to the file as it should be. The exit code is
    0 when there is none, 1 otherwise. What stands there and was not generated is named, and so is what a run that was
    stopped left behind.
    """
    loaded = project.load(root)
    differences = output.compare(root, build(loaded))
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
    if not quiet:
        say(f"{len(differences)} files are what their inputs make")


def _show(difference: Difference) -> None:
    say_line(f"{difference.path}: {_SAYS[difference.status]}")
    if difference.inputs:
        say_line(f"  made from: {', '.join(difference.inputs)}")
    say(difference.diff())
