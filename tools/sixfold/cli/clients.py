"""``sixfold clients``."""

from __future__ import annotations

from pathlib import Path

import click

from sixfold import project
from sixfold.cli.consent import consent
from sixfold.cli.interrupt import stoppable
from sixfold.cli.options import quiet_option, root_option, trust_option
from sixfold.cli.terminal import say, say_line
from sixfold.clients import COMMAND, ask
from sixfold.errors import Problems
from sixfold.files import write
from sixfold.language import load_languages
from sixfold.project import Project


@click.command("clients")
@root_option
@quiet_option
@trust_option
@click.option("--check", "checking", is_flag=True, help="Write nothing; exit with 1 and a diff where a file is wrong.")
def command(root: Path, *, quiet: bool, checking: bool, trusting: bool) -> None:
    """Write down what each installed client library knows of the API.

    Asks each library, in its own runtime, for its version, its RPCs and the fields of their requests, and writes
    templates/<language>/client.yaml. Generation holds every call against it: what a client does not have is written
    in the language's REST form instead. Those operations are listed in the end; one leaves the list, and its snippet
    changes, as soon as the pinned client has the call.
    """
    problems = Problems()
    languages = [language for language in load_languages(root, problems) if language.describe]
    problems.raise_any()
    consent(root, languages, trusting=trusting)
    with stoppable():
        found = ask(root, languages)
    wrong = [change for change in found if change.before != change.after]
    if not checking:
        write(root, wrong)
    for change in wrong:
        if checking:
            say(change.diff())
        elif not quiet:
            say_line(f"written  {change.path}")
    if wrong and checking:
        say(f"{len(wrong)} of {len(found)} files are not what the clients say; to mend them run: {COMMAND}")
        raise click.exceptions.Exit(1)
    if not quiet:
        say(f"{len(found)} files are what the installed clients say")
        for line in _stand_in_lines(project.load(root)):
            say_line(line)


def _stand_in_lines(loaded: Project) -> list[str]:
    """Say which published operations a client library cannot call."""
    tabs = sorted(loaded.snippets, key=lambda snippet: snippet.language.tab)
    lines = [f"  {found.key.operation}: {found.form.label}: {found.note}" for found in tabs if found.note]
    count = f"{len(lines)} of {len(tabs)} published snippets call the REST API in their client's place"
    return [f"{count}:" if lines else count, *lines]
