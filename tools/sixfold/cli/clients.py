"""``sixfold clients``."""

from __future__ import annotations

from pathlib import Path

import click

from sixfold import project
from sixfold.cli.consent import consent
from sixfold.cli.interrupt import stoppable
from sixfold.cli.options import quiet_option, root_option, trust_option
from sixfold.cli.terminal import say, say_line
from sixfold.clients import COMMAND, HEADER, Client, client_text
from sixfold.errors import Problems, SixfoldError
from sixfold.files import Change, contents, write
from sixfold.generated import in_the_way
from sixfold.install import description, is_installed
from sixfold.language import Language, load_languages
from sixfold.project import Project
from sixfold.reading import parse_json


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
        texts = {language.client_file: client_text(client) for language, client in _read_all(root, languages)}
    found = [Change(path, _current(root, path), text.encode()) for path, text in texts.items()]
    wrong = [change for change in found if change.before != change.after]
    if not checking:
        write(root, wrong)
    for change in wrong:
        if checking:
            say(change.diff())
        elif not quiet:
            say_line(f"written  {change.path}")
    if wrong and checking:
        say(f"{len(wrong)} of {len(texts)} files are not what the clients say; to mend them run: {COMMAND}")
        raise click.exceptions.Exit(1)
    if not quiet:
        say(f"{len(texts)} files are what the installed clients say")
        for line in stand_in_lines(project.load(root)):
            say_line(line)


def _read_all(root: Path, languages: list[Language]) -> list[tuple[Language, Client]]:
    found, failed = [], []
    for language in languages:
        try:
            found.append((language, read(root, language)))
        except SixfoldError as error:
            failed.append(str(error))
    if failed:
        raise SixfoldError("\n".join(failed))
    return found


def read(root: Path, language: Language) -> Client:
    """Ask the installed client library of a language.

    :raises SixfoldError: when it is not installed, not in the pinned version, or does not answer.
    """
    name = language.name
    if not is_installed(root, language):
        raise SixfoldError(f"{name}: its client library is missing; run: sixfold install --language {name}")
    said, wrong = description(root, language)
    if wrong:
        raise SixfoldError(f"{name}: {wrong}")
    try:
        client = Client.of(parse_json(said))
    except ValueError as error:
        place = f"{language.facts[0]}: client.describe"
        raise SixfoldError(f"{name}: {place}: the command printed something else: {error}") from error
    if client.version != language.client_version:
        raise SixfoldError(
            f"{name}: expected {language.client} {language.client_version}, which {language.facts[0]} pins; "
            f"{client.version} is installed; change the pin there and in the client's manifest, or install that version"
        )
    return client


def stand_in_lines(loaded: Project) -> list[str]:
    """Say which published operations a client library cannot call."""
    tabs = sorted(loaded.snippets, key=lambda snippet: snippet.language.tab)
    lines = [f"  {found.key.operation}: {found.form.label}: {found.note}" for found in tabs if found.note]
    count = f"{len(lines)} of {len(tabs)} published snippets call the REST API in their client's place"
    return [f"{count}:" if lines else count, *lines]


def _current(root: Path, path: str) -> bytes | None:
    """Return what stands at a client file's place, which is to be one, or nothing.

    :raises SixfoldError: when it is something else.
    """
    before = contents(root, path)
    if before and not before.startswith(HEADER.encode()):
        raise SixfoldError(in_the_way(path))
    return before
