"""Where values stand in a text: known from writing it, never found by searching. A leaf.

Values that a reader changes stand between marks while a text is put together, and are known by them as editable values.
Marks are of characters that no spec can hold: Unicode promises that these never stand for anything.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from enum import StrEnum
from functools import cache
from typing import Self

from sixfold.frozen import frozen

MARKS = "\ufdd0-\ufdef"
"""The characters that marks are made of, as a range of a regular expression."""

CUT = "a value was cut after it was written"
"""What is said of a text in which a mark is left."""

_BEGIN, _NEXT, _END = "\ufdd0", "\ufdd1", "\ufdd2"
_MARKED = re.compile(f"{_BEGIN}([^{MARKS}]*){_NEXT}([^{MARKS}]*){_NEXT}([^{MARKS}]*){_END}")
_LEFT = re.compile(f"[{MARKS}]")


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


@frozen
class EditableValue:
    """A place for a variable's value, in UTF-16 code units: what stands between the delimiters of its literal.

    ``encodings`` are applied to the value in order, and then the language's quoting.
    """

    start: int
    end: int
    variable: str
    encodings: tuple[Encoding, ...]


@frozen
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


_Place = tuple[int, int, str, tuple[Encoding, ...]]
"""Where a value begins and ends, in characters, its variable and its encodings."""


class Composed(str):
    """A text without marks that knows the pieces it was composed of."""

    __slots__ = ("values",)
    values: tuple[_Place, ...]
    # No pieces: texts are held by the thousands.

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
        text = "".join((*texts, marked[end:]))
        _refuse_marks(text)
        return cls._of(text, tuple(values))

    @classmethod
    def joined(cls, parts: Sequence[str]) -> Self:
        """Put texts without marks behind each other; those that know their pieces bring these.

        :raises ValueError: when a mark stands in one of them.
        """
        values: list[_Place] = []
        position = 0
        for part in parts:
            if not isinstance(part, Composed):
                _refuse_marks(part)
            elif part.values:
                for start, end, variable, encodings in part.values:
                    values.append((position + start, position + end, variable, encodings))
            position += len(part)
        return cls._of("".join(parts), tuple(values))

    @classmethod
    def of_value(cls, text: str, variable: str, encodings: tuple[Encoding, ...] = (), delimiter: str = "") -> Self:
        """Return a variable's value between delimiters; of no variable it is a text that is fixed.

        :raises ValueError: when a mark stands in it.
        """
        if not text.isascii():
            _refuse_marks(text)
        before = len(delimiter)
        composed = super().__new__(cls, f"{delimiter}{text}{delimiter}")
        composed.values = ((before, before + len(text), variable, encodings),) if variable else ()
        return composed

    @classmethod
    def _of(cls, text: str, values: tuple[_Place, ...]) -> Self:
        composed = super().__new__(cls, text)
        composed.values = values
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


def _refuse_marks(text: str) -> None:
    if not text.isascii() and _LEFT.search(text):
        raise ValueError(CUT)


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


def refuse_written(text: str) -> None:
    """Refuse a text that holds values already: what they were written as would be quoted once more.

    :raises ValueError: when it does.
    """
    if not text.isascii() and _LEFT.search(text):
        raise ValueError("a value was written twice; join the texts first, then write them")
