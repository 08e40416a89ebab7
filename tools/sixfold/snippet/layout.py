"""A text of several lines -> the same on one line, where that fits: decided when the values are in their places.

Formatters decide by a line's length, which a template cannot know: it lays out placeholders. So a template writes the
text over several lines and says that one would do (`fitted`); both stand in what it renders, between marks, until
`lay_out` takes one of them. Where a formatter writes values of neighbouring lines below each other, a template says
what stands before each (`aligned`).
"""

from __future__ import annotations

import math
import re
import sys
from collections.abc import Iterable, Iterator, Sequence

from sixfold.snippet.laid_out import LaidOutValues
from sixfold.snippet.statement import ENDS, OPENS, close_up

_OPEN, _OR, _CLOSE = "\ufdd5", "\ufdd6", "\ufdd7"
_KEY, _VALUE = "\ufdd8", "\ufdd9"
_INNERMOST = re.compile(f"{_OPEN}[^{_OPEN}{_OR}{_CLOSE}]*{_OR}([^{_OPEN}{_OR}{_CLOSE}]*){_CLOSE}")
_SMALL, _RATIO = 40, 2.5
"""Keys of so many bytes stand in one column, longer ones where they are at most so many times as long as others."""
_MARK = re.compile(f"[{_OPEN}{_OR}{_CLOSE}]")
_LAYOUT = re.compile("[\ufdd5-\ufddb]")
_DEEPER = {_OPEN: 1, OPENS: 1, _OR: 0, _CLOSE: -1, ENDS: -1}


def fitted(text: str, pad: str = "", flat: str = "") -> str:
    """Write a text of several lines on one, where that fits the language's `line_length`.

    The lines between the first and the last are parts, of which one line has no comma behind the last. It stays as it
    is where a part takes several lines itself.

    :param pad: what one line has behind the first line and before the last.
    :param flat: the one line, where it is another than the parts in a row.
    """
    text = text.strip("\n")
    first, *middle = _flat(text).split("\n")
    if not middle or (not flat and any(_indentation(line) > _indentation(middle[0]) for line in middle)):
        return text
    return f"{_OPEN}{text}{_OR}{flat or _on_one_line(first, middle, pad)}{_CLOSE}"


def aligned(text: str) -> str:
    """Write what stands before a value, so that values of neighbouring lines stand below each other, as gofmt has them.

    It is for the beginning of a line; anywhere else, and before a value of several lines, it is the text itself.
    """
    return f"{_KEY}{text}{_VALUE}"


def _on_one_line(first: str, middle: list[str], pad: str) -> str:
    *parts, last = (line.strip() for line in middle)
    if parts:
        return f"{first}{pad}{' '.join(parts).removesuffix(',')}{pad}{last}"
    return f"{first} {last}" if _indentation(middle[-1]) > _indentation(first) else f"{first}{last}"


def lay_out(text: str, longest: int, values: LaidOutValues | None = None) -> str:
    """Close statements up, and take of each fitted text the form that fits, the outer ones first.

    :param longest: how many characters a line may have; 0 where nothing is said, and one line always fits.
    :param values: those for which placeholders stand in the text. One of several lines is as wide as all of it.
    :raises ValueError: when something has cut a statement or a fitted text.
    """
    values = values or LaidOutValues()
    return "".join(_laid_out(part, longest, values) if is_open(part) else part for part in regions(text))


def is_open(text: str) -> bool:
    """Say whether a text has yet to be laid out."""
    return bool(_LAYOUT.search(text))


def regions(text: str) -> list[str]:
    """Return the parts of a text, each of whole lines and with all that its layout hangs on."""
    found: list[str] = []
    begin = 0
    for start, end in _open_lines(text):
        found += (text[begin:start], text[start:end])
        begin = end
    return [part for part in (*found, text[begin:]) if part]


def _open_lines(text: str) -> Iterable[Sequence[int]]:
    """Return where lines that have yet to be laid out begin and end; those that belong together as one."""
    spans: list[list[int]] = []
    depth, first, last = 0, text.find(_KEY), text.rfind(_KEY)
    for mark in _LAYOUT.finditer(text):
        place = mark.start()
        belongs = depth != 0 or first < place <= last
        if not spans or (place >= spans[-1][1] and not belongs):
            spans.append([text.rfind("\n", 0, place) + 1, 0])
        depth += _DEEPER.get(mark[0], 0)
        spans[-1][1] = text.find("\n", place) + 1 or len(text)
    if depth:
        spans[-1][1] = len(text)
    return spans


def _laid_out(text: str, longest: int, values: LaidOutValues) -> str:
    text = close_up(text, longest or sys.maxsize, values.fits)
    done = ""
    while found := _MARK.search(text):
        before, broken, flat, text = _parted(text, found.start())
        done += before
        behind = text.partition("\n")[0]
        line = done.rpartition("\n")[2] + flat + (_flat(text).partition("\n")[0] if _OPEN in behind else behind)
        text = (flat if not longest or values.fits(_unkeyed(line), longest) else broken) + text
    return _in_columns(done + text, values) if _KEY in done + text else done + text


def _unkeyed(line: str) -> str:
    return line.replace(_KEY, "").replace(_VALUE, "")


def _in_columns(text: str, values: LaidOutValues) -> str:
    lines: list[str] = []
    neighbours: list[str] = []
    for line in text.split("\n"):
        if line.lstrip().startswith(_KEY) and line.endswith(","):
            neighbours.append(line)
            continue
        lines += [*_padded(neighbours, values), line]
        neighbours = []
    return _unkeyed("\n".join([*lines, *_padded(neighbours, values)]))


def _padded(lines: list[str], values: LaidOutValues) -> Iterator[str]:
    """Yield neighbouring lines with their values in columns: one for keys that are not of very different lengths."""
    keys = [values.shown(_unkeyed(line.partition(_VALUE)[0].lstrip())) for line in lines]
    sizes = [len(key.encode()) - 1 for key in keys]
    start = 0
    for end in range(1, len(lines) + 1):
        if end == len(lines) or not _is_neighbour(sizes[start:end], sizes[end]):
            width = max(map(len, keys[start:end]))
            for line, key in zip(lines[start:end], keys[start:end], strict=True):
                yield line.replace(_VALUE, " " * (width - len(key)), 1)
            start = end


def _is_neighbour(before: list[int], size: int) -> bool:
    """Say whether gofmt has a key in the column of those before it, by their lengths in bytes."""
    if before[-1] <= _SMALL and size <= _SMALL:
        return True
    usual = math.exp(math.fsum(map(math.log, before)) / len(before))
    return usual / _RATIO < size < usual * _RATIO


def _parted(text: str, start: int) -> tuple[str, str, str, str]:
    """Return what stands before the fitted text that begins at ``start``, its two forms, and what is behind it."""
    depth, middle = 0, -1
    for found in _MARK.finditer(text, start):
        depth += _DEEPER[found[0]]
        if found[0] == _OR and depth == 1:
            middle = found.start()
        if depth == 0 and middle > start:
            return text[:start], text[start + 1 : middle], text[middle + 1 : found.start()], text[found.end() :]
        if depth <= 0:
            break
    raise ValueError("a text was cut after it was fitted")


def _flat(text: str) -> str:
    while _OPEN in text and (shorter := _INNERMOST.sub(lambda found: found[1], text)) != text:
        text = shorter
    return text


def _indentation(line: str) -> int:
    return len(line) - len(line.lstrip(" \t"))
