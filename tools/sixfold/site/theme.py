"""A site's theme and the project's own templates -> the inline scripts that they bring: others are none of theirs."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from importlib.metadata import entry_points
from importlib.util import find_spec
from pathlib import Path

from sixfold.errors import SixfoldError
from sixfold.frozen import frozen
from sixfold.reading import UnreadableError, read_text
from sixfold.site.head import inline

_COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
_HOLE = re.compile(r"\{\{.*?\}\}", re.DOTALL)
_ADDRESS = r"[\w.:/%~-]*"
"""What a theme writes into a script of its own: the way to the site's root. It can end no text and no script."""


@frozen
class Scripts:
    """Inline scripts, as patterns of their whole text."""

    patterns: tuple[re.Pattern[str], ...]

    def hold(self, script: str) -> bool:
        """Say whether a script is one of them."""
        return any(pattern.fullmatch(script) for pattern in self.patterns)


def scripts(root: Path, settings: Mapping[str, object]) -> Scripts:
    """Return the inline scripts that a built site may have.

    :param settings: those of the site's builder; ``theme`` names the theme and the folder of the project's templates.
    :raises SixfoldError: when a template cannot be read.
    """
    theme = settings.get("theme")
    facts = theme if isinstance(theme, Mapping) else {"name": theme}
    folders = [*_installed(str(facts.get("name") or "")), *_package("zensical", "templates")]
    if custom := facts.get("custom_dir"):
        folders.append(root / str(custom))
    found = {script for folder in folders for file in _templates(folder) for script in _scripts(file)}
    return Scripts(tuple(map(_pattern, sorted(found))))


def _installed(name: str) -> Iterator[Path]:
    """Yield the folder of a theme that is an installed package."""
    for theme in entry_points(group="mkdocs.themes", name=name):
        yield from _package(theme.value)


def _package(name: str, *below: str) -> Iterator[Path]:
    try:
        found = find_spec(name)
    except ModuleNotFoundError:
        return
    for place in (found.submodule_search_locations or ()) if found else ():
        yield Path(place, *below)


def _templates(folder: Path) -> Iterator[Path]:
    for place, folders, files in os.walk(folder):
        # A theme's icons stand in a hidden folder: thousands of files, and none of them a template.
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (Path(place, name) for name in files if name.endswith(".html"))


def _scripts(file: Path) -> Iterator[str]:
    try:
        text = read_text(file)
    except UnreadableError as error:
        raise SixfoldError(f"{file}: cannot be read: {error}; expected a template") from error
    if "<script" in text:
        # One with a statement of the template language in it is made anew for each page: nothing can be known of it.
        yield from (script for script in inline(_COMMENT.sub("", text)).scripts if "{%" not in script)


def _pattern(script: str) -> re.Pattern[str]:
    return re.compile(_ADDRESS.join(map(re.escape, _HOLE.split(script))))
