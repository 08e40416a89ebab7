"""What a language's folder may start, and whether somebody has agreed to it. A yes stands outside of the project.

A yes is for one folder of one project, with the content that it had: another command, or another line of a file that
is started, asks anew. The folders of Sixfold's own repository are known by their content, wherever a copy of it is.
"""

from __future__ import annotations

import json
import os
import shlex
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import cast

from sixfold.errors import Problems, SixfoldError
from sixfold.language import Language, fingerprint, load_languages, names_source, startable
from sixfold.places import REQUIREMENTS, TEMPLATES
from sixfold.reading import UnreadableError, parse_json, read_bytes, read_text

OWN = "own.json"
"""The folders of Sixfold's own repository and of what it ships, with digests of what they may start: in the package."""

_LONGEST = 1 << 20
"""How long the file of a person's answers may be, in bytes; one answer is a hundred."""


def powers(language: Language) -> list[str]:
    """Say in words, a line each, what a language's folder may start.

    :raises SixfoldError: when the folder cannot be read.
    """
    runtime = language.runtime
    folder = language.folder
    packages = sorted({*runtime.programs.values(), *runtime.packages, *runtime.optional.values()})
    lines = [f"install Debian's packages, as root: {', '.join(packages)}"] if packages else []
    if (folder / REQUIREMENTS).is_file():
        lines.append(f"install the Python packages of {REQUIREMENTS}, as wheels, into a Python of its own")
    kept = runtime.warm_process.start if runtime.warm_process else ()
    prepared = runtime.prepared
    for what, words in (
        ("install its client library", runtime.install),
        ("ask for the version of its runtime", runtime.version),
        ("ask what its client library knows", language.describe),
        ("parse a snippet", runtime.syntax),
        ("run a snippet", runtime.run),
        ("keep a process for many runs", kept),
        ("make what many runs share", prepared.make if prepared else ()),
        ("keep a process that makes it", prepared.keep if prepared else ()),
        ("run a snippet with that", prepared.run if prepared else ()),
        ("run what uses an HTTP library", runtime.http_libraries.run if runtime.http_libraries else ()),
    ):
        lines += [f"{what}: {shlex.join(words)}"] if words else []
    libraries = runtime.http_libraries.route if runtime.http_libraries else {}
    for what, variables in (
        ("each of these", runtime.environment),
        ("a run", runtime.route),
        ("a run of what uses an HTTP library", libraries),
    ):
        lines += [f"give {what} the variable {name}={shlex.quote(value)}" for name, value in variables.items()]
    for file in startable(folder, whole=names_source(language.describe)):
        content = sha256(_content(file)).hexdigest()
        lines.append(f"use the file {TEMPLATES}/{language.name}/{file.relative_to(folder)} (SHA-256 {content[:16]})")
    return lines


def digest(language: Language) -> str:
    """Return a digest of all that a language's folder may start.

    :raises SixfoldError: when the folder cannot be read.
    """
    folder = language.folder
    facts = {**asdict(language.runtime), "describe": language.describe}
    for name in ("plain", "failure_outputs", "timeout", "page", "hidden", "frame", "named_after"):
        # They start nothing.
        del facts[name]
    if language.runtime.http_libraries:
        del facts["http_libraries"]["unled"]
    else:
        del facts["http_libraries"]
    if language.runtime.prepared:
        del facts["prepared"]["made"]
    else:
        del facts["prepared"]
    files_of_it = startable(folder, whole=names_source(language.describe))
    return fingerprint(folder, files_of_it, [json.dumps(facts, sort_keys=True)])


def untrusted(root: Path, languages: Iterable[Language], answers: Path) -> tuple[Language, ...]:
    """Return the languages that nobody has agreed to, as they are now.

    :param answers: the file of this person's answers.
    :raises SixfoldError: when a folder cannot be read.
    """
    own = _own()
    try:
        agreed = _read(answers).get(_key(root), {})
    except SixfoldError:
        # What cannot be read is no yes; whoever gives one hears of it.
        agreed = {}
    return tuple(
        language
        for language in languages
        if digest(language) not in (*own.get(language.name, ()), agreed.get(language.name))
    )


def agree(root: Path, languages: Iterable[Language], answers: Path) -> None:
    """Record a yes to what these languages may start, as they are now.

    :raises SixfoldError: when it cannot be recorded.
    """
    known = _read(answers)
    mine = {**known.get(_key(root), {}), **{language.name: digest(language) for language in languages}}
    text = json.dumps({**known, _key(root): mine}, indent=2, sort_keys=True)
    try:
        answers.parent.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(dir=answers.parent, prefix=f".{answers.name}-")
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(f"{text}\n")
        Path(name).replace(answers)
    except OSError as error:
        raise SixfoldError(f"{answers}: cannot be written: {error.strerror}; your answer is kept there") from error


def own_text(*roots: Path) -> str:
    """Return the text of the file that knows the folders of Sixfold's own projects.

    :param roots: this repository, and a project of all languages that the tool ships.
    :raises SpecError: when one of the folders is wrong.
    """
    problems = Problems()
    found: dict[str, list[str]] = {}
    for root in roots:
        for form in (form for language in load_languages(root, problems) for form in language.forms):
            digests = found.setdefault(form.name, [])
            digests += {digest(form)} - set(digests)
    problems.raise_any()
    return json.dumps(found, indent=2, sort_keys=True) + "\n"


def write_own(*roots: Path) -> None:
    """Write that file anew, beside this module: a step of this repository, not of a project's."""
    Path(__file__).with_name(OWN).write_text(own_text(*roots), encoding="utf-8")


def _own() -> Mapping[str, list[str]]:
    known: dict[str, list[str]] = json.loads(files("sixfold").joinpath(OWN).read_text(encoding="utf-8"))
    return known


def _key(root: Path) -> str:
    return os.fsencode(root.resolve()).decode(errors="backslashreplace")


def _read(answers: Path) -> dict[str, dict[str, str]]:
    """Read a person's answers: none where there is no file yet.

    :raises SixfoldError: when the file cannot be read, or holds something else: it would be written over.
    """
    expected = "expected the answers that sixfold keeps there; mend it, or remove it, and answer again"
    try:
        content = parse_json(read_text(answers, largest=_LONGEST))
    except UnreadableError as error:
        if error.missing:
            return {}
        raise SixfoldError(f"{answers}: cannot be read: {error}; {expected}") from error
    except ValueError as error:
        raise SixfoldError(f"{answers}: not JSON: {error}; {expected}") from error
    folders = list(content.values()) if isinstance(content, dict) else [None]
    texts = [text for found in folders for text in (found.values() if isinstance(found, dict) else [None])]
    if not all(isinstance(text, str) for text in texts):
        raise SixfoldError(f"{answers}: {expected}")
    return cast("dict[str, dict[str, str]]", content)


def _content(file: Path) -> bytes:
    try:
        return read_bytes(file)
    except UnreadableError as error:
        raise SixfoldError(f"{file}: cannot be read: {error}") from error
