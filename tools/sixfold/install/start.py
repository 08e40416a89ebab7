"""A language's first start: what is called ready has been started once, in the way that runs start it."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from sixfold.install.errors import answer
from sixfold.install.places import command, environment
from sixfold.language import Language, Placeholder
from sixfold.places import FACTS, TEMPLATES


def runtime_version(root: Path, language: Language) -> tuple[str, str]:
    """Ask a language's runtime for its version.

    :return: the first line that it says, and what went wrong, which is empty where it said one.
    """
    with _folder() as name:
        return _version(root, language, Path(name))


def unknown_program(root: Path, language: Language) -> str:
    """Say which command that only a run starts names a program that is not on the path; empty where none does."""
    runtime = language.runtime
    kept, prepared = runtime.warm_process, runtime.prepared
    commands = {"run": runtime.run, "warm_process.start": kept.start if kept else ()}
    commands |= (
        {"prepared.make": prepared.make, "prepared.keep": prepared.keep, "prepared.run": prepared.run}
        if prepared
        else {}
    )
    started = {runtime.version[0], runtime.syntax[0]}
    path = environment(root, language).get("PATH")
    for key, words in commands.items():
        # What stands in a place is there once something is put in it.
        if words and words[0] not in started and "{" not in words[0] and shutil.which(words[0], path=path) is None:
            return (
                f"'{words[0]}' is not on the path; expected a program that is, as the first word of 'runtime.{key}' in "
                f"{TEMPLATES}/{language.name}/{FACTS}; 'runtime.programs' says which package brings one"
            )
    return ""


def first_start(root: Path, language: Language, *, client: bool) -> str:
    """Start a language's runtime, have it parse the shortest file there is, and ask its client library what it knows.

    :param client: whether the client library is asked.
    :return: what went wrong, or an empty text.
    """
    with _folder() as name:
        folder = Path(name)
        # A class of Java's is named as its file is.
        snippet = folder / f"Start.{language.extension}"
        snippet.write_text(language.runtime.empty, encoding="utf-8")
        _, wrong = _version(root, language, folder)
        if not wrong:
            words = command(
                language.runtime.syntax, root, language, {Placeholder.SNIPPET: snippet, Placeholder.WORK: folder}
            )
            _, wrong = answer(words, environment(root, language), folder)
        if not wrong and client and language.describe:
            _, wrong = _described(root, language, folder)
    return wrong


def description(root: Path, language: Language) -> tuple[str, str]:
    """Ask a language's client library what it knows.

    :return: what it says, and what went wrong, which is empty where it ended well.
    """
    with _folder() as name:
        return _described(root, language, Path(name))


def _folder() -> tempfile.TemporaryDirectory[str]:
    """Make a folder to start something in: empty, since many programs read settings, or code, from where they start."""
    return tempfile.TemporaryDirectory(prefix="sixfold-start-", ignore_cleanup_errors=True)


def _described(root: Path, language: Language, folder: Path) -> tuple[str, str]:
    source = language.folder.resolve()
    words = command(language.describe, root, language, {Placeholder.SOURCE: source})
    return answer(words, environment(root, language), folder)


def _version(root: Path, language: Language, folder: Path) -> tuple[str, str]:
    words = command(language.runtime.version, root, language)
    said, wrong = answer(words, environment(root, language), folder)
    return (said.splitlines() or ["unknown"])[0].partition(" (")[0].strip(), wrong
