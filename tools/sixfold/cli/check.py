"""``sixfold check``."""

from __future__ import annotations

from pathlib import Path

import click

from sixfold import output, project
from sixfold.build import build
from sixfold.cli.options import quiet_option, root_option
from sixfold.cli.terminal import say, say_line
from sixfold.output import Difference, Status

_SAYS = {
    Status.MISSING: "missing",
    Status.DIFFERENT: "not what its inputs make",
    Status.ORPHANED: "left over; no input makes it",
}


@click.command()
@root_option
@quiet_option
def check(root: Path, *, quiet: bool) -> None:
    """Tell whether every generated file is what its inputs make. Writes nothing.

    For each file that is missing, changed (by hand, or because a spec or a template changed) or left over, prints
    the inputs that decide it and a unified diff from the file as it is to the file as it should be. The exit code is
    0 when there is none, 1 otherwise.
    """
    loaded = project.load(root)
    differences = output.compare(root, build(loaded))
    wrong = [difference for difference in differences if difference.status is not Status.UNCHANGED]
    for difference in wrong:
        _show(difference)
    if wrong:
        say(f"{len(wrong)} of {len(differences)} files differ; to mend them run: sixfold generate")
        raise click.exceptions.Exit(1)
    if not quiet:
        say(f"{len(differences)} files are what their inputs make")


def _show(difference: Difference) -> None:
    say_line(f"{difference.path}: {_SAYS[difference.status]}")
    if difference.inputs:
        say_line(f"  made from: {', '.join(difference.inputs)}")
    say(difference.diff())
