"""Pages as they were built -> which snippets they show otherwise than their files are: a reader would copy another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import unescape
from pathlib import Path

from sixfold.errors import SixfoldError
from sixfold.places import SETTINGS
from sixfold.reading import UnreadableError, read_text

_SHOWN = re.compile(r'data-snippet="([^"]+)"[^>]*>(?:(?!data-snippet=).)*?<code[^>]*>(.*?)</code>', re.DOTALL)
_TAG = re.compile("<[^>]*>")
_REMEDY = (
    "what a reader copies there is not what was run; build the site anew, and where a builder makes spaces of tabs, "
    f"put 'preserve_tabs: true' below pymdownx.superfences in {SETTINGS}"
)


def refuse_altered(root: Path, pages: Mapping[Path, str]) -> None:
    """Refuse pages that show a file of the project with another text; of one that is not there nothing is said.

    :param pages: HTML by its file.
    :raises SixfoldError: naming each page with what it shows.
    """
    shown = [(file, path) for file, html in pages.items() for path in _altered(root, html)]
    if shown:
        lines = [f"{file}: shows {path} otherwise than it is" for file, path in shown]
        raise SixfoldError("\n".join([*lines, _REMEDY]))


def _altered(root: Path, html: str) -> Iterator[str]:
    for found in _SHOWN.finditer(html):
        path, text = unescape(found[1]), unescape(_TAG.sub("", found[2]))
        try:
            held = read_text(root / path, within=root)
        except UnreadableError:
            continue
        # Builders take away a line's end at the end.
        if text.rstrip("\n") != held.rstrip("\n"):
            yield path
