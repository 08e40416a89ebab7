"""Which snippets a run was to cover, as files of results hold it."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any

from sixfold.snippet import SnippetKey


def read_published(content: Any) -> tuple[SnippetKey, ...]:  # noqa: ANN401 - what a file holds is not known yet
    """Read languages by operation, or of a file from before snippets had keys, the paths that held both."""
    if isinstance(content, list):
        paths = map(PurePosixPath, content)
        return tuple(SnippetKey(path.stem, path.parent.name) for path in paths)
    return tuple(SnippetKey(operation, language) for operation, found in content.items() for language in found)
