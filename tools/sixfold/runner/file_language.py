"""A hand-written file -> the language that it is run in."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from sixfold.language import Language


def language_of(file: Path, languages: Iterable[Language]) -> Language | None:
    """Tell a file's language by the nearest folder that is named like one, or else by its ending; None by neither."""
    found = tuple(form for language in languages for form in language.forms)
    by_folder = {language.name: language for language in found}
    for folder in file.resolve().parent.parts[::-1]:
        language = by_folder.get(folder)
        if language is not None and file.suffix == f".{language.extension}":
            return language
    for language in found:
        if file.suffix == f".{language.extension}":
            return language
    return None


def no_language(languages: Iterable[Language]) -> str:
    """Say that a file is of none of these, and how it would be of one."""
    known = ", ".join(f"{language.name}/ or .{language.extension}" for language in languages)
    return f"cannot tell its language; expected it in a folder or with an ending of: {known}"
