"""``sixfold smoke --files``: hand-written snippets, and what each of them does."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

import click

from sixfold import project, runner
from sixfold.cli.consent import consent
from sixfold.cli.interrupt import interruptible
from sixfold.cli.saving import is_results, save_json
from sixfold.cli.terminal import Progress, say, say_line
from sixfold.errors import SixfoldError
from sixfold.runner import FileReport, FilesContext, ready
from sixfold.sandbox import behaviour_of


@dataclass(frozen=True)
class Judging:
    """The options with which files are judged."""

    jobs: int | None
    json_file: Path | None
    quiet: bool
    trusting: bool


def judge(root: Path, names: Iterable[str], options: Judging) -> None:
    """Run and report; exits with code 1 when anything was found."""
    paths = [Path(name) for name in names]
    missing = [f"{path}: no such file" for path in paths if not path.is_file()]
    if missing:
        raise SixfoldError("\n".join(missing))
    base = project.load_base(root)
    wanted = {}
    for path in paths:
        language = runner.language_of(path, base.languages)
        wanted.update({form.name: form for form in language.forms})
    consent(root, wanted.values(), trusting=options.trusting)
    with interruptible(quiet=options.quiet), Progress(len(paths), hidden=options.quiet) as progress:
        runtimes = ready(root, wanted.values())
        behaviour = behaviour_of(root, base.service)
        jobs = options.jobs or os.cpu_count() or 1
        reports = runner.judge_files(FilesContext(base, behaviour, runtimes, jobs, lambda _: progress.step()), paths)
    if options.json_file:
        content = {"files": [asdict(report) for report in reports]}
        save_json(options.json_file, content, is_results)
    if not options.quiet:
        for report in reports:
            _show(report)
    found = sum(bool(report.findings) for report in reports)
    say_line(f"{len(reports)} files: {len(reports) - found} with nothing found, {found} with findings")
    if found:
        raise click.exceptions.Exit(1)


def _show(report: FileReport) -> None:
    say_line(f"{report.path}  ({report.language})")
    keys = ", ".join(key or "not sent" for key in report.authorization) or "-"
    shown = ", ".join(f"{name} {'yes' if is_shown else 'NO'}" for name, is_shown in report.failures_shown.items())
    for label, text in (
        ("calls", f"{len(report.calls)}: {', '.join(report.calls)}" if report.calls else "0"),
        ("request", "; ".join(json.dumps(request, ensure_ascii=False) for request in report.requests) or "-"),
        ("unknown fields", ", ".join(report.unknown_fields) or "none"),
        ("key", keys),
        ("failure shown", shown or "-"),
    ):
        say_line(f"  {label:<15}{text}")
    for finding in report.findings:
        say_line(f"  ! {finding}")
    say()
