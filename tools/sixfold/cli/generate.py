"""``sixfold generate``."""

from __future__ import annotations

import time
from collections import Counter
from pathlib import Path

import click

from sixfold import output, project
from sixfold.cli.options import quiet_option, root_option
from sixfold.cli.terminal import say_json, say_line
from sixfold.output import FileStatus, build

_WORDS = {FileStatus.MISSING: "written", FileStatus.DIFFERENT: "written", FileStatus.ORPHANED: "removed"}


@click.command()
@root_option
@quiet_option
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object and nothing else.")
def generate(root: Path, *, quiet: bool, as_json: bool) -> None:
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

    for path in output.settle(root):
        report("settle", f"{path}: was to be written by a run that was stopped, and has changed since: it stays")
    loaded = project.load(root, report)
    outputs = build(loaded, report)
    differences = output.compare(root, outputs)
    output.write(root, differences)
    counts = Counter(_WORDS.get(difference.status, "unchanged") for difference in differences)
    for difference in differences:
        if difference.status is not FileStatus.UNCHANGED:
            report("", f"{_WORDS[difference.status]}  {difference.path}")
    report("write", ", ".join(f"{counts[word]} {word}" for word in ("written", "unchanged", "removed")))
    seconds = time.monotonic() - started
    report("done", f"in {seconds:.1f} s")
    if as_json:
        paths = {
            word: [found.path for found in differences if _WORDS.get(found.status) == word]
            for word in ("written", "removed")
        }
        summary = {
            "pages": len(loaded.pages),
            "operations": len(loaded.entries),
            "snippets": len(loaded.snippets),
            **paths,
            "unchanged": counts["unchanged"],
            "seconds": round(seconds, 3),
        }
        say_json(summary)
