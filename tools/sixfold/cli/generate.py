"""``sixfold generate``: where nothing has changed since a run found all right, there is nothing to be done."""

from __future__ import annotations

import time
from importlib import import_module
from pathlib import Path

import click

from sixfold.cli.options import quiet_option, root_option
from sixfold.cli.terminal import say_json, say_line
from sixfold.places import MANIFEST
from sixfold.unchanged import look


@click.command()
@root_option
@quiet_option
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object and nothing else.")
@click.pass_obj
def generate(alone: bool | None, root: Path, *, quiet: bool, as_json: bool) -> None:  # noqa: FBT001 - click's own
    """Write snippets and pages from specs and templates.

    Reads specs/, templates/ and the API definition; writes code_snippets/, includes/, nav.yml and the generated pages
    below docs/, lists them in generated.sha256, and removes those that no spec makes any more. A file that is right
    already is not touched. When anything is wrong, all problems are listed, nothing is written, and the exit code is 1.
    So it is when something that was not generated stands where a generated file goes: it is named, and stays. All files
    are written or none; what a run that was killed began is completed first.

    \b
    The object of --json:
      pages, operations, snippets   how many there are
      written, removed              paths, relative to the project
      unchanged                     how many files were right already
      seconds                       time taken
    """  # noqa: D301 - click's own mark: the next lines stay as they are
    started = time.monotonic()
    silent = quiet or as_json

    def report(context: str, text: str) -> None:
        if not silent:
            say_line(f"{context:<9}{text}")

    seen = look(root) if alone else None
    changed: list[tuple[str, str]] = []
    if seen and seen.said:
        said = seen.said
        for stage in said.stages:
            report(*stage)
    else:
        said, changed = import_module("sixfold.cli.whole").generate(root, seen, report)
    paths = {word: [path for done, path in changed if done == word] for word in ("written", "removed")}
    unchanged = said.files - len({*paths["written"]} - {MANIFEST})
    for word, path in changed:
        report("", f"{word}  {path}")
    report("write", f"{len(paths['written'])} written, {unchanged} unchanged, {len(paths['removed'])} removed")
    seconds = time.monotonic() - started
    report("done", f"in {seconds:.1f} s")
    if as_json:
        counts = {"pages": said.pages, "operations": said.operations, "snippets": said.snippets}
        say_json({**counts, **paths, "unchanged": unchanged, "seconds": round(seconds, 3)})
