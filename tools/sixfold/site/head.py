"""HTML -> what it writes inline, and the same HTML with elements set in it: text is inserted, never rewritten."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from html.parser import HTMLParser
from itertools import accumulate

from sixfold.frozen import frozen

Attributes = tuple[tuple[str, str], ...]

_RUN_TYPES = frozenset(
    {"", "module", "importmap", "speculationrules", "text/javascript", "application/javascript", "text/ecmascript"}
)
"""Types of scripts that a browser acts on. One of any other type, as JSON, is data, which no policy asks about."""

_ASIDE = re.compile(r"<(noscript|template)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)

_PART = 4096
"""How many characters are read at a time where the rest of a page does not matter."""

_WHOLE = r"(<(script|style|textarea|title|noscript|template)\b.*?</\2\s*>|<!--.*?-->)"
"""What may hold the text of a tag, and is none."""
_PLAIN = re.compile(
    rf"""{_WHOLE}|</?(?:a|code|div|h[1-6]|label|li|p|pre|span|td|tr)(?:\s(?:class|href|id|for)="[^"<>]*")*>""",
    re.DOTALL | re.IGNORECASE,
)
"""Tags that write nothing inline: to a parser each is as dear as one that does."""
_HEAD_ENDS = re.compile(rf"{_WHOLE}|</head\s*>|<body\b", re.DOTALL | re.IGNORECASE)


@frozen
class Element:
    """An element without content; its first attribute says which one it is: a head holds one of these."""

    tag: str
    attributes: Attributes

    @property
    def html(self) -> str:
        """The element as HTML."""
        values = ((name, escape(value, quote=False).replace('"', "&quot;")) for name, value in self.attributes)
        return f"<{self.tag} " + " ".join(f'{name}="{value}"' for name, value in values) + ">"


@frozen
class Inline:
    """What a page writes inline: scripts that run, style sheets, and the values of ``style`` attributes."""

    scripts: tuple[str, ...]
    styles: tuple[str, ...]
    attributes: tuple[str, ...]


def inline(html: str) -> Inline:
    """Return what a page writes inline, each once, in the order of the page."""
    found = _read(_PLAIN.sub(lambda plain: plain[1] or "", html))
    return Inline(
        tuple(dict.fromkeys(found.scripts)), tuple(dict.fromkeys(found.styles)), tuple(dict.fromkeys(found.attributes))
    )


def style_sheets(html: str) -> tuple[tuple[str, int, int], ...]:
    """Return the address of each style sheet that a head asks for in any case, and from where to where it does."""
    # What stands in one of these is asked for by some readers' browsers alone; the rest keeps its place.
    head = _ASIDE.sub(lambda found: " " * len(found[0]), html[: max(html.find("<body"), 0)])
    found = _Reader(head)
    found.feed(head)
    return tuple(
        (values["href"], start, end)
        for tag, values, start, end in found.elements
        if tag == "link" and values.keys() == {"rel", "href"} and values["rel"] == "stylesheet"
    )


def set_elements(html: str, elements: Iterable[Element]) -> str:
    """Return a page whose head holds these elements, as early as the character set allows.

    What the head holds of the same identity goes, so that setting them again changes nothing.

    :raises ValueError: when the page has no head.
    """
    wanted = tuple(elements)
    found = _read(_head(html))
    if found.place is None:
        raise ValueError("has no <head>; expected a whole page")
    text = "".join(f"\n{element.html}" for element in wanted)
    identities = {(element.tag, element.attributes[0]) for element in wanted}
    cuts = [
        (start, end)
        for tag, values, start, end in found.elements
        if any((tag, attribute) in identities for attribute in values.items())
    ]
    pieces, at = [], 0
    for start, end in sorted({*cuts, (found.place, found.place)}):
        # An element that was set before came with a line feed of its own.
        pieces.append(html[at : start - (start < end and html[start - 1] == "\n")])
        if start == end:
            pieces.append(text)
        at = end
    return "".join((*pieces, html[at:]))


def set_after_heading(html: str, block: str) -> str:
    """Return a page whose first heading is followed by a block of HTML; one without a heading stays as it is."""
    reader = _Reader(html)
    for at in range(0, len(html), _PART):
        reader.feed(html[at : at + _PART])
        if reader.heading is not None:
            break
    start = reader.heading
    if start is None:
        return html
    end = html.index(">", start) + 1
    return html if html.startswith(block, end) else html[:end] + block + html[end:]


class _Reader(HTMLParser):
    """Gathers the head's single elements with their places, and what is written inline anywhere."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.scripts: list[str] = []
        self.styles: list[str] = []
        self.attributes: list[str] = []
        self.elements: list[tuple[str, dict[str, str], int, int]] = []
        self.place: int | None = None
        self.heading: int | None = None
        self._lines = [0, *accumulate(len(line) for line in html.split("\n"))]
        self._in_head = False
        self._loads = False
        self._content: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if "style" in values:
            self.attributes.append(values["style"])
        start = self._here()
        end = start + len(self.get_starttag_text() or "")
        if tag == "head":
            self._in_head, self.place = True, end
        elif tag == "body":
            self._in_head = False
        elif self._in_head and tag in ("meta", "link"):
            if tag == "meta" and "charset" in values and not self._loads:
                self.place = end
            self.elements.append((tag, values, start, end))
        self._loads = self._loads or tag in ("script", "style", "link")
        self._content = self._opened(tag, values)

    def handle_data(self, data: str) -> None:
        if self._content is not None:
            # A browser hashes what it parsed, and it parses each line end to a line feed.
            self._content[-1] += data.replace("\r\n", "\n")

    def handle_endtag(self, tag: str) -> None:
        self._in_head = self._in_head and tag != "head"
        if tag == "h1" and self.heading is None:
            self.heading = self._here()
        self._content = None

    def _opened(self, tag: str, values: dict[str, str]) -> list[str] | None:
        content = {"script": self.scripts, "style": self.styles}.get(tag)
        kind = values.get("type", "").strip().lower()
        if content is None or "src" in values or (tag == "script" and kind not in _RUN_TYPES):
            return None
        content.append("")
        return content

    def _here(self) -> int:
        line, column = self.getpos()
        # Each line before this one ended with a line feed.
        return self._lines[line - 1] + line - 1 + column


def _head(html: str) -> str:
    """Return a page as far as its head goes: the rest holds none of its elements, and is long."""
    ends = (found.start() for found in _HEAD_ENDS.finditer(html) if not found[1])
    return html[: next(ends, len(html))]


def _read(html: str) -> _Reader:
    reader = _Reader(html)
    reader.feed(html)
    reader.close()
    return reader
