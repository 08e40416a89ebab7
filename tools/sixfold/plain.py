"""Markdown as a person writes it for the site's builders -> plain Markdown, for programs that read it as it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from sixfold.escape import safe_markdown
from sixfold.places import SNIPPETS

_INCLUDE = re.compile(r'(?P<indent> *)-{2,}8<-{2,} "(?P<path>[^"]+)"\s*')
_FENCE = re.compile(r"(?P<indent>[ >]*)(?P<ticks>`{3,}|~{3,}) *\{? *\.?(?P<name>[\w+#-]*)[^`]*")
_TAB = re.compile(r'(?P<indent> *)===[+!]* "(?P<title>.*)"\s*')
_BOX = re.compile(r'(?P<indent> *)(?:!!!|\?\?\?\+?) (?P<kind>[\w-]+)(?: [\w -]+?)?(?: "(?P<title>.*)")?\s*')
_CODE = re.compile(r"((?<![`\\])(?:`[^`]+`|``.+?``)(?!`))")
_ATTRIBUTES = re.compile(r" ?(?<!\\)\{(?::| ?[.#])[^{}]*\}")
_LINK = re.compile(r"(?P<before>\]\(|^ {0,3}\[[^\]]+\]: +)(?P<target>[^()\s]+)")
_TAB_LEVEL = 4
"""Pages have headings of three levels; what a tab shows stands below the last of them."""


def plain(text: str, include: Callable[[str], str]) -> str:
    """Return the text of a page, without front matter: a tab is a section, a box a quotation, HTML stays as it is.

    A drawing (an ``svg`` element in a ``figure``, each on lines of its own) is left out.

    :param include: gives the text of a file that the page takes in, by its path in the project.
    """
    return "\n".join(_blocks(list(_taken_in(_lines(text), include)), _TAB_LEVEL)).strip("\n") + "\n"


def plain_markdown(text: str) -> str:
    """Return Markdown of a spec as plain Markdown, with what is not to be read as such as text."""
    return "\n".join(_blocks(safe_markdown(text, elements=False).split("\n"), _TAB_LEVEL)).strip("\n")


def relinked(text: str, link: Callable[[str], str]) -> str:
    """Return plain Markdown with the target of each link as ``link`` gives it; what is in code stays."""
    made: list[str] = []
    lines = text.split("\n")
    while len(made) < len(lines):
        end = _end_of_fence(lines, len(made))
        made += lines[len(made) : end] or [
            _outside_code(lines[len(made)], lambda part: _LINK.sub(lambda found: found[1] + link(found[2]), part))
        ]
    return "\n".join(made)


def _lines(text: str) -> list[str]:
    """Return the lines of a text; a value in a snippet may hold what else ``str.splitlines`` takes for a line's end."""
    return text.replace("\r\n", "\n").removesuffix("\n").split("\n") if text else []


def _taken_in(lines: list[str], include: Callable[[str], str]) -> Iterator[str]:
    """Put the files in place that lines name. Nothing in a snippet is an instruction; an include may take in others."""
    for line in lines:
        found = _INCLUDE.fullmatch(line)
        if found is None:
            yield line
            continue
        own = _lines(include(found["path"]))
        whole = own if found["path"].startswith(f"{SNIPPETS}/") else _taken_in(own, include)
        yield from (f"{found['indent']}{line}" if line else "" for line in whole)


def _blocks(lines: list[str], level: int) -> list[str]:
    made: list[str] = []
    at = 0
    while at < len(lines):
        line = lines[at]
        end = _end_of_fence(lines, at)
        if end > at:
            made += _fence(lines[at:end])
        elif (end := _end_of_drawing(lines, at)) > at:
            pass  # a page says in words, or in a table, what it draws
        elif head := _TAB.fullmatch(line) or _BOX.fullmatch(line):
            end = _end_of_body(lines, at + 1, len(head["indent"]) + 4)
            body = [line[len(head["indent"]) + 4 :] for line in lines[at + 1 : end]]
            before = [""] if made and made[-1] else []
            made += [*before, *(f"{head['indent']}{line}" if line else "" for line in _opened(head, body, level)), ""]
        else:
            end = at + 1
            kept = _outside_code(line, lambda part: _ATTRIBUTES.sub("", part)).rstrip() if line.strip() else ""
            made += [kept] if kept or (made and made[-1]) else []
        at = end
    return made


def _end_of_fence(lines: list[str], at: int) -> int:
    """Return where the fence ends that a line opens; where none is opened, the line itself."""
    opened = _FENCE.fullmatch(lines[at])
    if opened is None:
        return at
    closing = re.compile(rf"[ >]*{opened['ticks']}{opened['ticks'][0]}*\s*")
    return next((end + 1 for end in range(at + 1, len(lines)) if closing.fullmatch(lines[end])), len(lines))


def _end_of_drawing(lines: list[str], at: int) -> int:
    """Return where the figure ends that a line opens and that holds a drawing; where none does, the line itself."""
    if lines[at] != "<figure>" or not lines[at + 1 : at + 2] or not lines[at + 1].startswith("<svg "):
        return at
    return next((end + 1 for end in range(at + 1, len(lines)) if lines[end] == "</figure>"), at)


def _fence(lines: list[str]) -> list[str]:
    found = _FENCE.fullmatch(lines[0])
    return [f"{found['indent']}{found['ticks']}{found['name']}" if found else lines[0], *lines[1:]]


def _end_of_body(lines: list[str], at: int, indent: int) -> int:
    """Return where the lines end that stand as deep as the content of a tab or a box."""
    while at < len(lines) and (not lines[at].strip() or lines[at].startswith(" " * indent)):
        at += 1
    return at


def _opened(head: re.Match[str], body: list[str], level: int) -> list[str]:
    """Return a tab as a section, and a box as a quotation."""
    if head.re is _TAB:
        title = f"{'#' * min(level, 6)} {head['title']}"
        return [title, "", *"\n".join(_blocks(body, level + 1)).strip("\n").split("\n")]
    title = head["kind"].capitalize() if head["title"] is None else head["title"]
    quoted = "\n".join([f"**{title}**" if title else "", "", *_blocks(body, level)]).strip("\n").split("\n")
    return [f"> {line}".rstrip() for line in quoted]


def _outside_code(line: str, change: Callable[[str], str]) -> str:
    return "".join(part if at % 2 else change(part) for at, part in enumerate(_CODE.split(line)))
