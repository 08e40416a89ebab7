"""``sixfold smoke --files``: hand-written snippets, and what each of them does."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

import click

from sixfold import project
from sixfold.errors import SixfoldError
from sixfold.runner import files, smoke
from sixfold.runner.files import FileReport


def judge(root: Path, names: Iterable[str], jobs: int | None, json_file: Path | None, *, quiet: bool) -> None:
    """Run and report; exits with code 1 when anything was found."""
    paths = [Path(name) for name in names]
    missing = [f"{path}: no such file" for path in paths if not path.is_file()]
    if missing:
        raise SixfoldError("\n".join(missing))
    foundation = project.load_foundation(root)
    wanted = {}
    for path in paths:
        language = files.language_of(path, foundation.languages)
        wanted[language.name] = language
    smoke.require(root, wanted.values())
    hidden = quiet or not sys.stderr.isatty()
    with click.progressbar(length=len(paths), label="running", file=sys.stderr, show_pos=True, hidden=hidden) as bar:
        behaviour = smoke.read_behaviour(foundation)
        reports = files.judge_files(
            foundation, behaviour, paths, jobs=jobs or os.cpu_count() or 1, done=lambda _: bar.update(1)
        )
    if json_file:
        content = {"files": [asdict(report) for report in reports]}
        json_file.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    if not quiet:
        for report in reports:
            _show(report)
    found = sum(bool(report.findings) for report in reports)
    click.echo(f"{len(reports)} files: {len(reports) - found} with nothing found, {found} with findings")
    if found:
        raise click.exceptions.Exit(1)


def _show(report: FileReport) -> None:
    click.echo(f"{report.path}  ({report.language})")
    keys = ", ".join(key or "not sent" for key in report.authorization) or "-"
    shown = ", ".join(f"{name} {'yes' if is_shown else 'NO'}" for name, is_shown in report.failures_shown.items())
    for label, text in (
        ("calls", f"{len(report.calls)}: {', '.join(report.calls)}" if report.calls else "0"),
        ("request", "; ".join(json.dumps(request, ensure_ascii=False) for request in report.requests) or "-"),
        ("unknown fields", ", ".join(report.unknown_fields) or "none"),
        ("key", keys),
        ("failure shown", shown),
    ):
        click.echo(f"  {label:<15}{text}")
    for finding in report.findings:
        click.echo(f"  ! {finding}")
    click.echo()
