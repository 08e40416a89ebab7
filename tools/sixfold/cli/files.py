"""``sixfold smoke --files``: hand-written snippets, and what each of them does."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

import click

from sixfold import project, runner
from sixfold.cli import files_report
from sixfold.cli.consent import consent
from sixfold.cli.files_written import FilesWritten
from sixfold.cli.interrupt import interruptible
from sixfold.cli.terminal import Progress, say
from sixfold.errors import SixfoldError
from sixfold.frozen import frozen
from sixfold.language import Language
from sixfold.project import ProjectBase
from sixfold.runner import FileReport, FilesContext, Given, ready
from sixfold.sandbox import behaviour_of


@frozen
class Judging:
    """The options with which files are judged."""

    jobs: int | None
    written: FilesWritten
    variables: tuple[str, ...]
    folders: tuple[Path, ...]
    quiet: bool
    trusting: bool


def judge(root: Path, names: Iterable[str], options: Judging) -> None:
    """Run and report, each file as it comes; exits with code 1 when anything was found, or a file was not run."""
    options.written.require_room()
    paths = [Path(name) for name in names]
    wrong = [
        f"{path}: is a folder; name the files in it" if path.is_dir() else f"{path}: no such file"
        for path in paths
        if not path.is_file()
    ]
    if wrong:
        raise SixfoldError("\n".join(wrong))
    base = project.load_base(root)
    given = Given.of(options.variables, options.folders, base.languages)
    languages = _languages(base, paths)
    consent(root, languages, trusting=options.trusting)
    came: list[FileReport] = []
    with interruptible(quiet=options.quiet), Progress(len(paths), hidden=options.quiet) as progress:

        def done(report: FileReport) -> None:
            came.append(report)
            options.written.save_so_far(came)
            progress.step("" if options.quiet else files_report.report(report))

        jobs = options.jobs or os.cpu_count() or 1
        success = base.api.success.value if base.api.success else None
        behaviour = behaviour_of(root, base.definition, base.api.status, success=success)
        context = FilesContext(base, behaviour, ready(root, languages), jobs, done, given)
        reports = runner.judge_files(context, paths)
    options.written.save(reports, {language.name: language.title for language in base.languages})
    if not options.quiet and (compared := files_report.compared(came, reports)):
        say(compared)
    say(files_report.summary(reports))
    if any(report.findings for report in reports):
        raise click.exceptions.Exit(1)


def _languages(base: ProjectBase, paths: Iterable[Path]) -> list[Language]:
    """Return what may be started for these files: the languages that are known of them, in all forms."""
    found = {}
    for path in paths:
        if language := runner.language_of(path, base.languages):
            found.update({form.name: form for form in language.forms})
    return list(found.values())
