"""A text -> HTML or Markdown that says just this text: nothing in it becomes an element, an attribute or a script.

Plain text is escaped. Markdown keeps its meaning, less raw HTML, attribute lists and links that run a script. Nothing
of this rests on finding code as a Markdown parser finds it: a ``<`` that could open a tag stays only in a fence that is
one wherever it stands. Nor on control characters: Python-Markdown and its extensions take some for marks of their own,
and drop or replace them before they read a text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import unescape

_HTML = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;", ord("\n"): "&#10;"}
_CONTROL = {code: "\ufffd" for code in (*range(32), 127) if chr(code) not in "\t\n"}
_SPECIAL = re.compile(r"[\\`*{}\[\]#|]|(?<![^\W_])_|_(?![^\W_])")
_ENTITY = re.compile(r"&(?=#?\w+;)")

_BRACKET = "&#93;"
"""What closes a bracket. Before a colon, Markdown's parsers look for a definition of a link, escaped or not."""

_DANGER = re.compile(r"<(?=[A-Za-z/!?]|$)|\{|\](?=[(:])")
"""What could open a tag, an attribute list, or the target of a link."""
_TOKEN = re.compile(rf"\\[\\`*_{{}}\[\]()>#+\-.!|]|<(https?://[\w.~:/?#@!$&*+,=%-]+)>|{_DANGER.pattern}")
_TICKS = re.compile(r"\\[\\`]|(`+)")
_LIKE_A_FENCE = re.compile(r"([> ]*)(`{3,}|~{3,})")
_FENCE = re.compile(r"( *)(`{3,}|~{3,}) *[\w+#-]* *")
_ITEM = re.compile(r" *(?:[-*+]|\d+[.)]) |!!!|\?\?\?|===|:")

_SCHEME = re.compile(r"([^:/?#]*):")
_SCHEMES = frozenset({"http", "https", "mailto"})

Write = Callable[[str], str]
"""Writes one line of code that could be taken for a tag."""


def html_text(text: str) -> str:
    """Return a text as HTML of one line: a line break is written as a reference, which ends no block of Markdown."""
    return text.translate(_CONTROL | _HTML)


def plain_text(text: str) -> str:
    """Return a text of one line as Markdown that shows it as it is; one without special characters is not changed."""
    shown = text.translate(_CONTROL)
    escaped = _SPECIAL.sub(r"\\\g<0>", _ENTITY.sub("&amp;", shown)).replace("<", "&lt;")
    return escaped.replace(r"\]:", f"{_BRACKET}:")


def safe_markdown(text: str, indent: int = 0, *, elements: bool = True) -> str:
    """Return Markdown with what is not to be read as such as text; without any of it, it is not changed.

    :param indent: columns by which every line but the first is moved in.
    :param elements: write code that could be taken for a tag as an element of HTML; else it stays between backticks.
    """
    write = _element if elements else _between_ticks
    # As Markdown's parsers do first. Unlike in Jinja's filter, a line ends at a line feed alone.
    ended = text.replace("\r\n", "\n").replace("\r", "\n")
    lines = ended.translate(_CONTROL).expandtabs(4).split("\n")
    made = [line for part, is_fence in _parts(lines) for line in (part if is_fence else _prose(part, write))]
    # Behind other words of its line, a fence would be none.
    before, after = (["", ""] if _LIKE_A_FENCE.match(made[0]) else []), ([""] if _LIKE_A_FENCE.match(made[-1]) else [])
    first, *others = (*before, *made, *after)
    return "\n".join((first, *(f"{' ' * indent}{line}" if line else "" for line in others)))


def fence_for(text: str) -> str:
    """Return a fence that no line of a text ends."""
    return "`" * max([3, *(len(run) + 1 for run in re.findall("`{3,}", text))])


def _parts(lines: list[str]) -> Iterator[tuple[list[str], bool]]:
    """Yield the lines of a text, cut into fences and what stands between them."""
    prose: list[str] = []
    at = 0
    while at < len(lines):
        end = _end_of_fence(lines, at)
        if end is None:
            prose.append(lines[at])
            at += 1
            continue
        if prose:
            yield prose, False
        yield lines[at : end + 1], True
        prose, at = [], end + 1
    if prose:
        yield prose, False


def _end_of_fence(lines: list[str], at: int) -> int | None:
    """Return the line that closes a fence, None where none is opened that every parser takes for one."""
    opened = _FENCE.fullmatch(lines[at])
    if opened is None:
        return None
    indent, mark = opened[1], opened[2]
    for number in range(at + 1, len(lines)):
        line = lines[number]
        if line.rstrip(" ") == indent + mark:
            return number
        # A line that stands before its fence, or one that looks like a quotation, ends it for some.
        if line.strip() and (not line.startswith(indent) or line.lstrip().startswith((">", mark))):
            return None
    return None


def _prose(lines: list[str], write: Write) -> list[str]:
    """Return what is no fence, paragraph by paragraph: code between backticks may go over lines, but no further."""
    made: list[str] = []
    paragraph: list[str] = []
    listed = False
    for line in [*lines, ""]:
        if line.strip():
            paragraph.append(line)
            listed = listed or bool(_ITEM.match(line))
            continue
        if paragraph:
            made += _paragraph(paragraph, write, listed=listed)
            paragraph = []
        made.append(line)
    return made[:-1]


def _paragraph(lines: list[str], write: Write, *, listed: bool) -> list[str]:
    text = "\n".join(lines)
    if not listed and all(line.startswith("    ") for line in lines) and _DANGER.search(text):
        # Code by its place alone: what is escaped in it would be shown so.
        fence = fence_for(text)
        fenced = [fence, *(line[4:] for line in lines), fence]
        if _end_of_fence(fenced, 0) == len(lines) + 1:
            return fenced
    return _inline("\n".join(map(_no_fence, lines)), write).split("\n")


def _no_fence(line: str) -> str:
    found = _LIKE_A_FENCE.match(line)
    if found is None:
        return line
    return found[1] + found[2].replace("`", r"\`").replace("~", "&#126;") + line[found.end() :]


def _inline(text: str, write: Write) -> str:
    pieces, at = [], 0
    for start, end, content in _code_spans(text):
        pieces.append(_between(text[at:start]))
        pieces.append(write(" ".join(content.split())) if _DANGER.search(content) else text[start:end])
        at = end
    return "".join((*pieces, _between(text[at:])))


def _element(code: str) -> str:
    """Write code as an element of its own, whose content is escaped: safe too where a parser finds no code here."""
    return f"<code>{plain_text(code)}</code>"


def _between_ticks(code: str) -> str:
    ticks = "`" * max([1, *(len(run) + 1 for run in re.findall("`+", code))])
    room = " " if code.startswith("`") or code.endswith("`") else ""
    return f"{ticks}{room}{code}{room}{ticks}"


def _code_spans(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and content of each span of code."""
    at = 0
    while opened := _TICKS.search(text, at):
        at = opened.end()
        # In code a backslash escapes nothing.
        if opened[1] and (closed := re.compile(rf"(?<!`){opened[1]}(?!`)").search(text, at)):
            yield opened.start(), closed.end(), text[at : closed.start()]
            at = closed.end()


def _between(text: str) -> str:
    """Return what stands between code."""

    def token(found: re.Match[str]) -> str:
        if address := found[1]:
            return f"[{plain_text(address)}]({address})"
        if found[0] == "]":
            return "]" if _leads_well(text[found.end() + 1 :]) else _BRACKET
        return {"<": "&lt;", "{": r"\{"}.get(found[0], found[0])

    return _TOKEN.sub(token, text)


def _leads_well(target: str) -> bool:
    """Say whether a link's target, and whatever follows it, names no scheme but those of pages and of mail."""
    bare = re.sub(r"[\s\\<\x00-\x20\x7f]", "", unescape(target.partition(")")[0]))
    found = _SCHEME.match(bare)
    return found is None or found[1].lower() in _SCHEMES
