"""Where a reader's values stand in a text: known from writing it, never found by searching. A leaf.

A value is written between marks, which go wherever a template lays the text out and are taken out at the end. They are
characters that no spec can hold: Unicode promises that these never stand for anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

MARKS = "\ufdd0-\ufdef"
"""The characters that marks are made of, as a range of a regular expression."""

_BEGIN, _NEXT, _END = "\ufdd0", "\ufdd1", "\ufdd2"
_MARKED = re.compile(f"{_BEGIN}([^{MARKS}]*){_NEXT}([^{MARKS}]*){_NEXT}([^{MARKS}]*){_END}")
_LEFT = re.compile(f"[{MARKS}]")


@dataclass(frozen=True)
class Hole:
    """A place for a variable's value, in UTF-16 code units: what stands between the delimiters of its literal.

    ``encodings`` are applied to the value in order (``json`` as inside a JSON text, ``percent`` as in a URL), and then
    the language's quoting.
    """

    start: int
    end: int
    variable: str
    encodings: tuple[str, ...]


@dataclass(frozen=True)
class Piece:
    """A part of a text: that of a variable's value, in these encodings, or (of no variable) one that is fixed."""

    text: str
    variable: str = ""
    encodings: tuple[str, ...] = ()

    @property
    def marked(self) -> str:
        """The text, between marks where it is a value's."""
        if not self.variable:
            return self.text
        return f"{_BEGIN}{self.variable}{_NEXT}{','.join(self.encodings)}{_NEXT}{self.text}{_END}"


class Composed(str):
    """A text without marks that knows the pieces it was composed of."""

    __slots__ = ("pieces",)
    pieces: tuple[Piece, ...]

    def __new__(cls, marked: str) -> Self:
        """Take the marks out of a text.

        :raises ValueError: when something has cut a marked value.
        """
        pieces = tuple(_pieces(marked))
        composed = super().__new__(cls, "".join(piece.text for piece in pieces))
        if _LEFT.search(composed):
            raise ValueError("a value was cut after it was written")
        composed.pieces = pieces
        return composed

    @property
    def holes(self) -> tuple[Hole, ...]:
        """Where the values stand."""
        found, position = [], 0
        for piece in self.pieces:
            end = position + len(piece.text.encode("utf-16-le")) // 2
            if piece.variable:
                found.append(Hole(position, end, piece.variable, piece.encodings))
            position = end
        return tuple(found)


def _pieces(marked: str) -> Iterator[Piece]:
    position = 0
    for found in _MARKED.finditer(marked):
        yield Piece(marked[position : found.start()])
        yield Piece(found[3], found[1], tuple(filter(None, found[2].split(","))))
        position = found.end()
    yield Piece(marked[position:])
