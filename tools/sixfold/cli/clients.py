"""``sixfold clients``."""

from __future__ import annotations

import difflib
import json
from pathlib import Path

import click

from sixfold import project
from sixfold.cli.consent import consent
from sixfold.cli.options import quiet_option, root_option, trust_option
from sixfold.cli.terminal import say, say_line
from sixfold.clients import COMMAND, Client, client_text
from sixfold.errors import Problems, SixfoldError
from sixfold.install import description, is_installed
from sixfold.language import Language, load_languages
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
    texts = {language.client_file: client_text(client) for language, client in _read_all(root, languages)}
    wrong = [(path, before, text) for path, text in texts.items() if (before := _current(root / path)) != text]
    for path, before, text in wrong:
        if checking:
            say("".join(_diff(path, before, text)))
        else:
            (root / path).write_text(text, encoding="utf-8", newline="\n")
            if not quiet:
                say(f"written  {path}")
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
        client = Client.of(json.loads(said))
    except (ValueError, RecursionError) as error:
        place = f"{language.sources[1]}: client.describe"
        raise SixfoldError(f"{name}: {place}: the command printed something else: {error}") from error
    if client.version != language.client_version:
        raise SixfoldError(
            f"{name}: expected {language.client} {language.client_version}, which {language.sources[1]} pins; "
            f"{client.version} is installed; change the pin there and in the client's manifest, or install that version"
        )
    return client


def stand_in_lines(loaded: Project) -> list[str]:
    """Say which published operations a client library cannot call."""
    chosen = [
        (entry.operation.id, loaded.chosen(entry, language))
        for language in loaded.languages
        for entry in loaded.entries
    ]
    lines = [f"  {name}: {found.language.label}: {found.reason}" for name, found in chosen if found.reason]
    count = f"{len(lines)} of {len(chosen)} published snippets call the REST API in their client's place"
    return [f"{count}:" if lines else count, *lines]


def _current(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.is_file() else None


def _diff(path: str, before: str | None, after: str) -> list[str]:
    old, new = ((text or "").splitlines(keepends=True) for text in (before, after))
    return list(difflib.unified_diff(old, new, "/dev/null" if before is None else f"a/{path}", f"b/{path}"))
