"""Extension of Python-Markdown for the site's builders: a page takes in what is the project's to publish, nothing else.

It is pymdownx's ``snippets`` with two bounds. What is taken in stands in ``code_snippets/`` or ``includes/``, is no
hidden file, and no symbolic link leads to it. And a snippet is shown as it is: nothing in it is an instruction.
"""

from __future__ import annotations

import os
from pathlib import Path, PurePosixPath
from typing import Any

from markdown import Markdown
from pymdownx.snippets import SnippetExtension, SnippetMissingError, SnippetPreprocessor

from sixfold.places import INCLUDED
from sixfold.reading import UnreadableError, read_included


class _Preprocessor(SnippetPreprocessor):  # type: ignore[misc] # pymdownx has no types
    """Finds and reads files in its own way; what the lines of a page mean is the library's."""

    def get_snippet_path(self, path: str) -> str:
        root = Path(self.base_path[0])
        try:
            read_included(root, path)
        except UnreadableError as error:
            raise SnippetMissingError(f"'{path}' cannot be taken in: {error}") from error
        return os.path.normpath(root / path)

    def parse_snippets(self, lines: list[str], file_name: str | None = None, *rest: bool, **named: bool) -> list[str]:
        root = Path(self.base_path[0])
        if file_name and PurePosixPath(file_name).is_relative_to(root / INCLUDED[0]):
            return lines
        found: list[str] = super().parse_snippets(lines, file_name, *rest, **named)
        return found


class InclusionExtension(SnippetExtension):  # type: ignore[misc] # pymdownx has no types
    """Takes no option: its bounds are the project's."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - its base's name
        """Put itself where the library's own would stand."""
        self.md = md
        md.registerExtension(self)
        config = {**self.getConfigs(), "base_path": [os.getcwd()], "check_paths": True, "url_download": False}  # noqa: PTH109
        md.preprocessors.register(_Preprocessor(config, md), "snippet", 32)


def makeExtension(**options: Any) -> InclusionExtension:  # noqa: ANN401, N802 - how Python-Markdown finds it
    """Return the extension."""
    return InclusionExtension(**options)
