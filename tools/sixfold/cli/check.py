"""``sixfold check``: what has not changed since a run found all right needs no other look."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import click

from sixfold.cli.options import quiet_option, root_option
from sixfold.cli.terminal import say
from sixfold.unchanged import look


@click.command()
@root_option
@quiet_option
@click.pass_obj
def check(alone: bool | None, root: Path, *, quiet: bool) -> None:  # noqa: FBT001 - click's own
    """Tell whether every generated file is what its inputs make. Writes nothing into the project.

    For each file that is missing, changed (by hand, or because a spec or a template changed) or left over, prints
    the inputs that decide it and a unified diff from the file as it is to the file as it should be. The exit code is
    0 when there is none, 1 otherwise. What stands there and was not generated is named, and so is what a run that was
    stopped left behind.
    """
    seen = look(root) if alone else None
    said = seen.said if seen else None
    said = said or import_module("sixfold.cli.whole").check(root, seen)
    if not quiet:
        say(f"{said.files} files are what their inputs make")
