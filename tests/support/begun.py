"""Projects that `sixfold init` begins, made whole in a folder, with the runtimes of this repository."""

from __future__ import annotations

import shutil
from pathlib import Path

from sixfold import project
from sixfold.output.build import build
from sixfold.output.changes import compare, write
from sixfold.places import SPECS
from sixfold.runner import SmokeContext
from sixfold.starter import Beginning, Wish, begin
from tests.support.projects import ROOT
from tests.support.runtimes import SHIPPED, make_runtimes


def begun(root: Path, wish: Wish, specs: Path | None = None) -> Beginning:
    """Begin a project in a folder, and generate all of it.

    :param specs: a folder of specs that stand in the place of the begun ones.
    """
    found = begin(wish, lambda made: build(project.load(made)))
    for change in found.changes:
        if specs is None or not change.path.startswith(f"{SPECS}/"):
            (root / change.path).parent.mkdir(parents=True, exist_ok=True)
            (root / change.path).write_bytes(change.after or b"")
    if specs is not None:
        shutil.copytree(specs, root / SPECS)
    write(root, compare(root, build(project.load(root))))
    return found


def runnable(root: Path) -> SmokeContext:
    """Give a project that was begun what runs the languages that ship, and load it."""
    make_runtimes(root)
    for name, form in SHIPPED.items():
        if form:
            (root / ".runtimes" / name).symlink_to(ROOT / ".runtimes" / form)
    return SmokeContext.of(project.load(root))
