"""``sixfold smoke``."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

import click

from sixfold import project, runner
from sixfold.cli import report
from sixfold.cli.chosen import Selection, chosen, sample_of, shard_of
from sixfold.cli.consent import consent
from sixfold.cli.files import Judging, judge
from sixfold.cli.files_written import FilesWritten
from sixfold.cli.idle import refuse_idle
from sixfold.cli.interrupt import interruptible
from sixfold.cli.options import quiet_option, root_option, trust_option
from sixfold.cli.terminal import Progress, say, say_line
from sixfold.cli.times import read_times
from sixfold.cli.written import WrittenFiles
from sixfold.frozen import frozen
from sixfold.project import Project
from sixfold.results import Result, Results, Shard, Verdict
from sixfold.snippet import Snippet, SnippetKey

_NO_FILES = "--files expects the files to judge"
_NO_SHARDS = "--merge expects the files that 'sixfold smoke --shard K/N --json FILE' wrote"


@click.command(name="smoke")
@click.argument("names", nargs=-1, metavar="[OPERATION | FILE]...")
@root_option
@quiet_option
@trust_option
@click.option("--language", "languages", multiple=True, help="Only this language (a folder of templates/); repeatable.")
@click.option(
    "--jobs", type=click.IntRange(min=1), default=None, show_default="one a core", help="How many to run at once."
)
@click.option("--json", "json_file", type=click.Path(dir_okay=False, path_type=Path), help="Write the results here.")
@click.option("--junit", "junit_file", type=click.Path(dir_okay=False, path_type=Path), help="Write JUnit's XML here.")
@click.option(
    "--outputs",
    "outputs_file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write here what each snippet printed, and what the API answered; of shards, what joins them does.",
)
@click.option("--shard", "part", metavar="K/N", help="Run only part K of N; the same parts each time.")
@click.option(
    "--sample", "size", type=click.IntRange(min=1), metavar="N", help="Run N operations a language, drawn by a seed."
)
@click.option("--since", "revision", metavar="REV", help="Run what has changed since a git revision can touch.")
@click.option("--seed", metavar="TEXT", help="With --sample: what decides the draw; else a new one, which is printed.")
@click.option(
    "--times",
    "times_file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Divide shards by the times in FILE, the same for each of them; what runs or joins all keeps the times here.",
)
@click.option(
    "--files",
    "judging",
    is_flag=True,
    help="Judge the given FILEs, which no spec made, each in the language of its ending.",
)
@click.option(
    "--env", "variables", metavar="NAME=VALUE", multiple=True, help="With --files: give a variable; repeatable."
)
@click.option(
    "--with",
    "folders",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="FOLDER",
    multiple=True,
    help="With --files: let what is in FOLDER stand beside each file, as packages and pictures do; repeatable.",
)
@click.option(
    "--html",
    "page_file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="With --files: write a page for people here, one file that needs no other.",
)
@click.option(
    "--afresh",
    is_flag=True,
    help="Start all of a runtime anew for each run, as is done for what pages show: --outputs, verification.json.",
)
@click.option("--merge", "merging", is_flag=True, help="Run nothing: join the results in the given FILEs, one a shard.")
def command(  # noqa: PLR0913, PLR0917 - an option each
    names: tuple[str, ...],
    root: Path,
    languages: tuple[str, ...],
    jobs: int | None,
    json_file: Path | None,
    junit_file: Path | None,
    outputs_file: Path | None,
    part: str | None,
    size: int | None,
    seed: str | None,
    revision: str | None,
    times_file: Path | None,
    variables: tuple[str, ...],
    folders: tuple[Path, ...],
    page_file: Path | None,
    *,
    quiet: bool,
    trusting: bool,
    merging: bool,
    judging: bool,
    afresh: bool,
) -> None:
    """Run published snippets, unedited, and judge what each one did.

    Runs all snippets, or those of the named OPERATIONs, against a local sandbox of the API. Each is run once in
    which all goes well, and once for each way in which the API can fail. A snippet holds when it makes exactly the
    call that its spec describes, deletes what it names and nothing else, and shows every failure. Nothing leaves
    this machine.

    The exit code is 0 when published = held + expected failures; any other sum is an error. A language that is not
    installed, or does not start, keeps no other from being run: its snippets are "not run", and the sum says so.

    \b
    On several machines:
      sixfold smoke --shard 1/3 --json 1.json      and likewise 2/3 and 3/3
      sixfold smoke --merge 1.json 2.json 3.json   gives the sum of all

    Each machine divides the snippets in the same way. With --times FILE it
    does so by how long each took before: give all the same file.

    With --sample N it runs N operations a language, among which is every shape of a call that occurs: with a body and
    without, with lists, with nothing in the path. The same --seed draws the same ones.

    With --since REV it runs those of them that a change since a git revision can touch: their files, their page's spec,
    the folder of their language; all, where something else has changed that a run may read. What is not committed
    counts, and so does a new file; a tool installed anew, or a runtime, does not.

    \b
    Snippets that were written by hand:
      sixfold smoke --files docs/py/delete.py docs/node/delete.js

    tells for each what it calls and sends, and whether it shows a failure; and, for files of one name, how their
    requests differ. Of specs/ it needs api.yaml alone. The exit code is 1 when anything was found.
    """  # noqa: D301 - click's own mark: the next lines stay as they are
    refuse_idle(judging=judging, merging=merging, publishing=not judging, everything=size is None)
    if judging:
        options = Judging(jobs, FilesWritten(json_file, junit_file, page_file), variables, folders, quiet, trusting)
        judge(root, _at_least_one(names, _NO_FILES), options)
        return
    written = WrittenFiles(json_file, junit_file, times_file, outputs_file)
    written.require_room(root, is_part=bool(part) and not merging)
    seconds, found = read_times(times_file) if times_file else {}, Selection([])
    if merging:
        results = written.joined(root, _at_least_one(names, _NO_SHARDS))
    else:
        loaded = project.load(root)
        found = chosen(loaded, names, languages, sample_of(size, seed, part), since=revision)
        running = Running(shard_of(part), seconds, jobs, quiet, afresh or written.are_shown(root))
        results = _run_agreed(loaded, found, running, trusting=trusting)
    _say_each(written.save(root, results, seconds))
    _end(results, found.told if quiet else (), is_part=bool(part) and not merging, quiet=quiet)


def _say_each(lines: Iterable[str]) -> None:
    for line in lines:
        say_line(line)


def _end(results: Results, told: Iterable[str], *, is_part: bool, quiet: bool) -> None:
    """End with the exit code of the sum; of a part, with that of what was run. Who is quiet says only what is wrong.

    :param told: what is said then of how the snippets were chosen.
    """
    if not quiet:
        say(f"\n{report.table(results)}")
    wrong = results.count(Verdict.FAILED) + results.count(Verdict.NOT_RUN)
    if wrong > 0 if is_part else not results.sum_holds:
        if quiet:
            for line in (*told, *report.wrong_lines(results)):
                say(line)
        raise click.exceptions.Exit(1)


@frozen
class Running:
    """How snippets are run: which part, what each took before, in seconds, how many at once, and alone or not."""

    shard: Shard
    seconds: Mapping[SnippetKey, float]
    jobs: int | None
    quiet: bool
    alone: bool


def _run_agreed(loaded: Project, found: Selection, running: Running, *, trusting: bool) -> Results:
    """Run what was chosen, once somebody has agreed to what its languages may start."""
    for line in () if running.quiet else found.told:
        say(line)
    consent(loaded.root, {item.form.name: item.form for item in found.items}.values(), trusting=trusting)
    with interruptible(quiet=running.quiet):
        return _run(loaded, found.items, running)


def _run(loaded: Project, wanted: list[Snippet], running: Running) -> Results:
    context = runner.SmokeContext.of(loaded, alone=running.alone)
    runtimes = runner.ready(loaded.root, {item.form.name: item.form for item in wanted}.values())
    keys = running.shard.choose((item.key for item in wanted), running.seconds)
    mine = [item for item in wanted if item.key in keys]
    show = not running.quiet
    with Progress(len(mine), hidden=running.quiet) as progress:

        def done(result: Result) -> None:
            told = show and result.verdict is not Verdict.NOT_RUN
            progress.step(report.line(result) if told else "")

        results = runner.run_all(context, mine, running.jobs or os.cpu_count() or 1, done, ready=runtimes)
    if show:
        for name, reason in sorted(runtimes.reasons.items()):
            say_line(f"not run: {name}: {reason}", error=True)
    return runner.collect(context, wanted, results, shard=running.shard, ready=runtimes)


def _at_least_one(names: tuple[str, ...], message: str) -> tuple[str, ...]:
    if not names:
        raise click.UsageError(message)
    return names
