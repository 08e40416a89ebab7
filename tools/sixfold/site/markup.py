"""HTML between Markdown -> where it ends, and the text that a reader sees of it."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_IN_LINES = "a|abbr|b|br|cite|code|del|em|i|img|ins|kbd|mark|q|s|samp|small|span|strong|sub|sup|time|u|var|wbr"
_OPENING = re.compile(rf"<(?:!--|(?P<close>/)?(?!(?:{_IN_LINES})\b)(?P<tag>[a-zA-Z][\w-]*)(?=[\s/>]|$))")
_VOID = frozenset({"area", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track"})
_UNSEEN = frozenset({"button", "form", "noscript", "script", "select", "style", "svg", "template", "title"})
_HEADINGS = {f"h{level}": "#" * level + " " for level in range(1, 7)}
_MARKED = re.compile(r"<[^>]*\smarkdown(?:=|\s|>)")


class Block:
    """HTML that stands for itself, as far as it was read: an element, or a comment."""

    def __init__(self, line: str) -> None:
        """Begin with the line in which it opens."""
        self._lines = [line.strip()]
        found = _OPENING.match(self._lines[0])
        self._tag = (found["tag"] or "").lower() if found else ""
        self._closes = bool(found and found["close"])

    @staticmethod
    def begins(line: str) -> bool:
        """Say whether a line of Markdown opens such a block, or closes one whose content was Markdown."""
        return bool(_OPENING.match(line.strip()))

    def add(self, line: str) -> None:
        """Read on."""
        self._lines.append(line)

    @property
    def html(self) -> str:
        """What was read."""
        return "\n".join(self._lines)

    @property
    def holds_markdown(self) -> bool:
        """Whether its content is Markdown and is to be read as such: then the block is its first tag alone."""
        return self._closes or bool(_MARKED.match(self._lines[0]))

    @property
    def complete(self) -> bool:
        """Whether it has come to its end."""
        if not self._tag:
            return "-->" in self.html
        if self.holds_markdown or self._tag in _VOID:
            return ">" in self.html
        opened = len(re.findall(rf"<{self._tag}(?=[\s>])", self.html, re.IGNORECASE))
        return opened <= len(re.findall(rf"</{self._tag}\s*>", self.html, re.IGNORECASE))


def text_of(html: str) -> str:
    """Return the text of HTML, a line for each of its blocks, without scripts, pictures and controls."""
    reader = _Text()
    reader.feed(html)
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.pieces).split("\n"))
    return "\n\n".join(line for line in lines if line.strip("#- "))


class _Text(HTMLParser):
    """Gathers what is seen."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self._unseen = ""
        self._depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._unseen:
            self._depth += tag == self._unseen
        elif tag in _VOID:
            self.pieces.append("\n" if tag == "hr" else "")
        elif tag in _UNSEEN or "hidden" in dict(attrs):
            self._unseen, self._depth = tag, 1
        elif not re.fullmatch(_IN_LINES, tag):
            self.pieces.append(f"\n{'- ' if tag == 'li' else _HEADINGS.get(tag, '')}")

    def handle_endtag(self, tag: str) -> None:
        if self._unseen:
            self._depth -= tag == self._unseen
            self._unseen = self._unseen if self._depth else ""
        elif not re.fullmatch(_IN_LINES, tag):
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.pieces.append(re.sub(r"\s+", " ", data))
