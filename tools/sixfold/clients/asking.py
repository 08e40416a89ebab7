"""Installed client libraries, asked in their own runtimes -> the changes of the files that say what they know."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from sixfold.clients.client import HEADER, Client, client_text
from sixfold.errors import SixfoldError
from sixfold.files import Change, contents
from sixfold.generated import in_the_way
from sixfold.language import Language
from sixfold.reading import parse_json


def ask(root: Path, languages: Iterable[Language]) -> tuple[Change, ...]:
    """Ask the client library of each language; return how each client file is and should be, changed or not.

    :raises SixfoldError: with every library that could not be asked, or when something else stands in a file's place.
    """
    texts, failed = {}, []
    for language in languages:
        try:
            texts[language.client_file] = client_text(read(root, language))
        except SixfoldError as error:
            failed.append(str(error))
    if failed:
        raise SixfoldError("\n".join(failed))
    return tuple(Change(path, _current(root, path), text.encode()) for path, text in texts.items())


def read(root: Path, language: Language) -> Client:
    """Ask the installed client library of a language.

    :raises SixfoldError: when it is not installed, not in the pinned version, or does not answer.
    """
    from sixfold.install import description, is_installed  # noqa: PLC0415 - what starts nothing needs none of it

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


def _current(root: Path, path: str) -> bytes | None:
    """Return what stands at a client file's place, which is to be one, or nothing.

    :raises SixfoldError: when it is something else.
    """
    before = contents(root, path)
    if before and not before.startswith(HEADER.encode()):
        raise SixfoldError(in_the_way(path))
    return before
