"""MkDocs hook: makes the index of the site's search, with the words of `overrides/search.yaml`.

It is read in a reader's browser by `docs/assets/find.js`, once the reader searches. A page is left out that says
`search: {exclude: true}` at its top, and a section whose heading has the attribute `data-search-exclude`.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from sixfold.site import SearchIndex

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.pages import Page

INDEX = "search/index.json"
WORDS = Path(__file__).with_name("search.yaml")

_indexes = [SearchIndex()]
"""That of the build which is under way."""


def on_pre_build(config: MkDocsConfig) -> None:  # noqa: ARG001 - the name that MkDocs gives
    """Begin an empty index: a preview builds more than once."""
    _indexes[:] = [SearchIndex()]


def on_page_content(html: str, page: Page, **_: object) -> None:
    """Take in a page's content."""
    said = page.meta.get("search")
    if not (isinstance(said, dict) and said.get("exclude")):
        about = str(page.meta.get("description") or "")
        _indexes[0].add(html, address=page.url, title=str(page.title or ""), about=about)


def on_post_build(config: MkDocsConfig) -> None:
    """Write the index into the site."""
    file = Path(config.site_dir, INDEX)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(_indexes[0].json(yaml.safe_load(WORDS.read_text(encoding="utf-8"))), encoding="utf-8")
