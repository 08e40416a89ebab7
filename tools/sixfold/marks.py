"""Where values stand in a text: known from writing it, never found by searching. A leaf.

A template lays out a text in which a placeholder stands for each value, so that no filter of it touches one; the values
are put in at the end. Those that a reader changes stand between marks, and are known by them as editable values.
Placeholders and marks are of characters that no spec can hold: Unicode promises that these never stand for anything.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Self

MARKS = "\ufdd0-\ufdef"
"""The characters that marks are made of, as a range of a regular expression."""

_BEGIN, _NEXT, _END, _HELD, _LET_GO = "\ufdd0", "\ufdd1", "\ufdd2", "\ufdd3", "\ufdd4"
_DIGITS = "".join(map(chr, range(0xFDE0, 0xFDF0)))
_LENGTH = 14
_MARKED = re.compile(f"{_BEGIN}([^{MARKS}]*){_NEXT}([^{MARKS}]*){_NEXT}([^{MARKS}]*){_END}")
_PLACEHOLDER = re.compile(f"{_HELD}([{_DIGITS}]{{{_LENGTH}}}){_LET_GO}")
_LEFT = re.compile(f"[{MARKS}]")
# What JSON and a URL make of a mark: a filter that writes these has changed a value.
_ENCODED = re.compile(r"[\\%](?i:(?<=\\)ufd[de][0-9a-f]|(?<=%)ef%b7%[9a][0-9a-f])")
_CUT = "a value was cut after it was written"


class Encoding(StrEnum):
    """How a value is written before its language quotes it; the site's script does the same by these names."""

    JSON = "json"
    """As inside a JSON text."""
    PERCENT = "percent"
    """As one segment of a URL's path, or in its query."""
    PERCENT_SEGMENTS = "percent_segments"
    """As several segments of a URL's path."""
    COMMENT = "comment"
    """As a comment names it, which has a quoting of its own. It stands alone."""


@dataclass(frozen=True)
class EditableValue:
    """A place for a variable's value, in UTF-16 code units: what stands between the delimiters of its literal.

    ``encodings`` are applied to the value in order, and then the language's quoting.
    """

    start: int
    end: int
    variable: str
    encodings: tuple[Encoding, ...]


@dataclass(frozen=True)
class Piece:
    """A part of a text: that of a variable's value, in these encodings, or (of no variable) one that is fixed."""

    text: str
    variable: str = ""
    encodings: tuple[Encoding, ...] = ()

    @property
    def marked(self) -> str:
        """The text, between marks where it is a value's."""
        if not self.variable:
            return self.text
        return f"{_BEGIN}{self.variable}{_NEXT}{','.join(self.encodings)}{_NEXT}{self.text}{_END}"


class Composed(str):
    """A text without marks that knows the pieces it was composed of."""

    __slots__ = ("values",)
    values: tuple[tuple[int, int, str, tuple[Encoding, ...]], ...]
    # Where each value begins and ends, in characters: texts are held by the thousands, their pieces are not.

    def __new__(cls, marked: str) -> Self:
        """Take the marks out of a text.

        :raises ValueError: when something has cut a marked value.
        """
        texts, values, position, end = [], [], 0, 0
        for found in _MARKED.finditer(marked):
            texts += [marked[end : found.start()], found[3]]
            start = position + found.start() - end
            position, end = start + len(found[3]), found.end()
            values.append((start, position, sys.intern(found[1]), _encodings(found[2])))
        composed = super().__new__(cls, "".join((*texts, marked[end:])))
        if _LEFT.search(composed):
            raise ValueError(_CUT)
        composed.values = tuple(values)
        return composed

    @property
    def editable_values(self) -> tuple[EditableValue, ...]:
        """Where the values stand."""
        found, position = [], 0
        for piece in pieces_of(self):
            end = position + len(piece.text.encode("utf-16-le")) // 2
            if piece.variable:
                found.append(EditableValue(position, end, piece.variable, piece.encodings))
            position = end
        return tuple(found)


def pieces_of(text: Composed) -> tuple[Piece, ...]:
    """Return the parts of a text, in turn one that is fixed, which may be empty, and one of a value."""
    found, position = [], 0
    for start, end, variable, encodings in text.values:
        found += [Piece(text[position:start]), Piece(text[start:end], variable, encodings)]
        position = end
    return (*found, Piece(text[position:]))


@cache
def _encodings(names: str) -> tuple[Encoding, ...]:
    return tuple(map(Encoding, filter(None, names.split(","))))


class LaidOutValues:
    """The values of one rendering, each kept while a placeholder is laid out in its place."""

    def __init__(self) -> None:
        """Begin without values."""
        self._texts: dict[str, str] = {}
        self._widths: dict[str, int] = {}

    def keep(self, marked: str) -> str:
        """Keep a value as it was written, and return what stands for it until `put_in`."""
        placeholder = _placeholder(len(self._texts))
        self._texts[placeholder] = marked
        self._widths[placeholder] = len(bare(marked)) - len(placeholder)
        return placeholder

    def put_in(self, text: str) -> str:
        """Return a text with the values, marked, in the place of their placeholders.

        :raises ValueError: when something has cut or changed a placeholder.
        """
        if self._texts and _ENCODED.search(text):
            raise ValueError("a value was changed after it was written")
        return _PLACEHOLDER.sub(self._value, text)

    def width(self, text: str) -> int:
        """Return how many characters a text has with the values in the place of their placeholders, without marks."""
        if _HELD not in text:
            return len(text)
        return len(text) + sum(self._widths.get(f"{_HELD}{found}{_LET_GO}", 0) for found in _PLACEHOLDER.findall(text))

    def _value(self, found: re.Match[str]) -> str:
        if found[0] not in self._texts:
            raise ValueError(_CUT)
        return self._texts[found[0]]


@cache
def _placeholder(number: int) -> str:
    digits = "".join(_DIGITS[int(digit, 16)] for digit in f"{number:0{_LENGTH}x}")
    return f"{_HELD}{digits}{_LET_GO}"


def bare(marked: str) -> str:
    """Return a text without the marks around the values in it."""
    return _MARKED.sub(lambda found: found[3], marked) if _BEGIN in marked else marked


def refuse_written(text: str) -> None:
    """Refuse a text that holds values already: what they were written as would be quoted once more.

    :raises ValueError: when it does.
    """
    if _LEFT.search(text):
        raise ValueError("a value was written twice; join the texts first, then write them")
