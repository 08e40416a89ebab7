"""MkDocs hook for what MkDocs overlooks: a link may lead to a code block too, and HTML in a page has links as well."""

from __future__ import annotations

import logging
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin, urlsplit

if TYPE_CHECKING:
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

_log = logging.getLogger("mkdocs.hooks.links")


class _Reader(HTMLParser):
    """Gathers the ids and the links of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.links: dict[str, None] = {}

    def handle_starttag(self, _tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id" and value:
                self.ids.add(value)
            elif name in ("href", "src") and value:
                self.links[value] = None


def on_page_content(html: str, page: Page, files: Files, **_: object) -> None:
    """Tell MkDocs of all ids, for which it asks when all pages have been read, and warn of HTML that leads nowhere."""
    reader = _Reader()
    reader.feed(html)
    page.present_anchor_ids = (page.present_anchor_ids or set()) | reader.ids
    known = {address for file in files for address in (file.url, file.dest_uri)}
    for link in reader.links:
        # MkDocs has looked after links that are written as Markdown.
        if not re.search(rf"""\b(?:href|src)\s*=\s*["']?{re.escape(link)}""", page.markdown or ""):
            continue
        found = urlsplit(urljoin(f"https://site/{page.url}", link))
        if found.netloc == "site" and found.scheme == "https" and unquote(found.path).removeprefix("/") not in known:
            _log.warning("Doc file '%s' contains HTML that leads to '%s', which is not there.", page.file.src_uri, link)
