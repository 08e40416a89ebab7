"""MkDocs hook: a link may lead to every id of a page, to those of code blocks too, which MkDocs itself overlooks."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mkdocs.structure.pages import Page


class _Ids(HTMLParser):
    """Gathers the ids of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, _tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.update(value for name, value in attrs if name == "id" and value)


def on_page_content(html: str, page: Page, **_: object) -> None:
    """Tell MkDocs what it does not look for: it asks for anchors when all pages have been read."""
    reader = _Ids()
    reader.feed(html)
    page.present_anchor_ids = (page.present_anchor_ids or set()) | reader.found
