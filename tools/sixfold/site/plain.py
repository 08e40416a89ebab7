"""A page's Markdown, as the site's builder reads it -> plain Markdown: snippets in place, each tab a section."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from html import unescape

from sixfold.site.markup import Block, text_of

_FENCE = re.compile(r"(?P<indent> *)(?P<ticks>`{3,}|~{3,}) *(?P<info>[^`]*)$")
_TAB = re.compile(r'(?P<indent> *)===[+!]* "(?P<title>.*)"\s*$')
_BOX = re.compile(r'(?P<indent> *)(?P<mark>!!!|\?\?\?)\+? ?(?P<kind>[\w-]+)?(?: [\w -]+?)?(?: "(?P<title>.*)")?\s*$')
_INCLUDE = re.compile(r'(?P<indent> *)-{2,}8<-{2,} "(?P<path>[^"]+)"\s*$')
_CODE = re.compile(r"((?<![`\\])(?:`[^`]+`|``.+?``)(?!`))")
_CODE_ELEMENT = re.compile("<code>(.*?)</code>")
"""Code in which there is what could be taken for a tag, as `sixfold.escape` writes it."""
_LINK = re.compile(r'\]\((?P<target>[^()\s]+)(?P<title> "[^"]*")?\)')
_DEFINITION = re.compile(r"^(?P<name> {0,3}\[[^\]]+\]: +)(?P<target>\S+)")
_ATTRIBUTES = re.compile(r" ?(?<!\\)\{(?::| ?[.#])[^{}]*\}")
_ICON = re.compile(r":(?:material|octicons|fontawesome|simple)-[a-z0-9-]+: ?")
_TAB_LEVEL = 4


@dataclass(frozen=True)
class Surroundings:
    """What a page's text does not hold itself.

    ``include`` gives the text of a file by its path in the project, ``link`` the target of a link as it is to be
    written, and ``wants`` says whether a tab of this label belongs to the text.
    """

    include: Callable[[str], str]
    link: Callable[[str], str] = str
    wants: Callable[[str], bool] = lambda _: True


def plain(text: str, surroundings: Surroundings) -> str:
    """Return the text of a page, without front matter, as plain Markdown."""
    lines = _Converter(surroundings, _TAB_LEVEL).convert(_lines(text))
    return "\n".join(lines).strip("\n") + "\n"


def _lines(text: str) -> list[str]:
    """Return the lines of a text; a value in a snippet may hold what else ``str.splitlines`` takes for a line's end."""
    return text.replace("\r\n", "\n").removesuffix("\n").split("\n") if text else []


class _Converter:
    """Converts one level of a text; what stands indented in a tab or a box is a level of its own."""

    def __init__(self, surroundings: Surroundings, level: int) -> None:
        self._surroundings = surroundings
        self._level = level
        self._rest: deque[str] = deque()
        self._made: list[str] = []

    def convert(self, lines: list[str]) -> list[str]:
        self._rest.extend(lines)
        while self._rest:
            line = self._rest.popleft()
            if found := _FENCE.match(line):
                self._made.extend(self._fence(found))
            elif found := _TAB.match(line):
                self._tab(found)
            elif (found := _BOX.match(line)) and (found["kind"] or found["title"]):
                self._box(found)
            elif found := _INCLUDE.match(line):
                included = _lines(self._surroundings.include(found["path"]))
                self._rest.extendleft(_indented(included, found["indent"])[::-1])
            elif Block.begins(line):
                self._html(line)
            elif line.strip() or (self._made and self._made[-1]):
                self._made.append(self._prose(line))
        return self._made

    def _fence(self, opened: re.Match[str]) -> list[str]:
        indent, ticks = opened["indent"], opened["ticks"]
        content: list[str] = []
        while self._rest:
            line = self._rest.popleft()
            if re.fullmatch(rf" *{re.escape(ticks)}{ticks[0]}*\s*", line):
                break
            found = _INCLUDE.match(line)
            if found:
                content.extend(_lines(self._surroundings.include(found["path"])))
            else:
                content.append(line.removeprefix(indent))
        inside = max((len(run) for line in content for run in re.findall("`{3,}", line)), default=2)
        fence = "`" * max(3, inside + 1)
        name = re.match(r"\{? *\.?([\w+#-]*)", opened["info"])
        return _indented([f"{fence}{name[1] if name else ''}", *content, fence], indent)

    def _tab(self, opened: re.Match[str]) -> None:
        body = self._body(len(opened["indent"]))
        if self._surroundings.wants(opened["title"]):
            content = self._inner(body, self._level + 1)
            title = f"{'#' * min(self._level, 6)} {self._prose(opened['title'])}"
            self._apart(_indented([title, "", *content], opened["indent"]))

    def _box(self, opened: re.Match[str]) -> None:
        title = opened["title"] if opened["title"] is not None else (opened["kind"] or "").capitalize()
        head = [f"**{self._prose(title)}**"] if title else []
        content = self._inner(self._body(len(opened["indent"])), self._level)
        if opened["mark"] == "???":
            # It opens where it stands, often after tabs: without a heading it would belong to the last of them.
            self._apart(_indented([f"{'#' * self._level} {self._prose(title)}", "", *content], opened["indent"]))
            return
        lines = [*head, *([""] if head and content else []), *content]
        self._apart(_indented([f"> {line}".rstrip() for line in lines], opened["indent"]))

    def _html(self, line: str) -> None:
        block = Block(line)
        while not block.complete and self._rest:
            block.add(self._rest.popleft())
        if not block.holds_markdown:
            self._apart(_lines(text_of(block.html)))

    def _inner(self, lines: list[str], level: int) -> list[str]:
        made = _Converter(self._surroundings, level).convert(lines)
        while made and not made[-1]:
            made.pop()
        return made

    def _body(self, indent: int) -> list[str]:
        """Take the lines that stand deeper than their head, less what sets them in."""
        lines: list[str] = []
        while self._rest and (not self._rest[0].strip() or self._rest[0].startswith(" " * (indent + 4))):
            lines.append(self._rest.popleft()[indent + 4 :])
        return lines

    def _apart(self, lines: list[str]) -> None:
        """Add a block, with an empty line before it and one after."""
        if lines:
            before = [""] if self._made and self._made[-1] else []
            self._made.extend((*before, *lines, ""))

    def _prose(self, line: str) -> str:
        """Convert what stands in a line, but for its code."""
        parts = _CODE.split(line)
        for at in range(0, len(parts), 2):
            text = _ICON.sub("", _ATTRIBUTES.sub("", parts[at]))
            text = _LINK.sub(lambda found: f"]({self._link(found)}{found['title'] or ''})", text)
            text = _DEFINITION.sub(lambda found: f"{found['name']}{self._link(found)}", text)
            parts[at] = _CODE_ELEMENT.sub(_code, text)
        return "".join(parts).rstrip() if line.strip() else ""

    def _link(self, found: re.Match[str]) -> str:
        return self._surroundings.link(found["target"])


def _code(found: re.Match[str]) -> str:
    """Return an element of code as Markdown has it."""
    text = unescape(re.sub(r"\\(\W|_)", r"\1", found[1]))
    ticks = "`" * max([1, *(len(run) + 1 for run in re.findall("`+", text))])
    room = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{ticks}{room}{text}{room}{ticks}"


def _indented(lines: list[str], indent: str) -> list[str]:
    return [f"{indent}{line}" if line else "" for line in lines]
