"""Where in the text of a document its values stand. Pure."""

from __future__ import annotations

import json
import re
from array import array
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from json.decoder import scanstring  # type: ignore[attr-defined]  # its stub leaves it out
from typing import Protocol

Pointer = tuple[str, ...]
"""The keys, and the numbers of items, on the way to a value."""

_SPACE = re.compile(r"[ \t\n\r]*")
_WORDS = 4
"""What is known of a value: its name as a number, its line, its column, and how many values end with it."""


class Marks(Protocol):
    """The places of all values of a text."""

    def find(self, pointer: Pointer) -> tuple[int, int]:
        """Return line and column of a value, from 1, or of the last one on the way to it that there is."""


@dataclass
class WrittenMarks:
    """Places that were written down as the values were read, in their order, those inside of a value after it.

    ``names`` are the keys and numbers of items that occur, ``words`` four numbers a value.
    """

    names: list[str] = field(default_factory=list)
    words: array[int] = field(default_factory=lambda: array("I"))

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {name: number for number, name in enumerate(self.names)}

    def begin(self, name: str, line: int, column: int) -> int:
        """Write down where a value begins that is called so in what holds it; return its number."""
        known = self._numbers.get(name)
        if known is None:
            known = self._numbers[name] = len(self.names)
            self.names.append(name)
        self.words.extend((known, line, column, 1))
        return len(self.words) // _WORDS - 1

    def end(self, number: int) -> None:
        """Write down that nothing more comes inside of a value."""
        self.words[number * _WORDS + 3] = len(self.words) // _WORDS - number

    def find(self, pointer: Pointer) -> tuple[int, int]:
        """Return line and column of a value, from 1, or of the last one on the way to it that there is."""
        if not self.words:
            return 1, 1
        at = 0
        for step in pointer:
            found = next((child for child in self._inside(at) if self.names[self.words[child * _WORDS]] == step), None)
            if found is None:
                break
            at = found
        return self.words[at * _WORDS + 1], self.words[at * _WORDS + 2]

    def _inside(self, number: int) -> Iterator[int]:
        child, end = number + 1, number + self.words[number * _WORDS + 3]
        while child < end:
            yield child
            child += self.words[child * _WORDS + 3]


class JsonMarks:
    """The places of a text that is JSON, each found when it is asked for: hardly any of a large text is."""

    def __init__(self, text: str) -> None:
        """Keep the text, which has been read as JSON."""
        self._text = text
        self._known: dict[int, dict[str, int]] = {}

    def find(self, pointer: Pointer) -> tuple[int, int]:
        """Return line and column of a value, from 1, or of the last one on the way to it that there is."""
        at = _skip(self._text, 0)
        for step in pointer:
            if at not in self._known:
                self._known[at] = dict(_members(self._text, at))
            if step not in self._known[at]:
                break
            at = self._known[at][step]
        line = bisect_right(range(len(self._before)), at, key=self._begins)
        return line, at - self._begins(line - 1) + 1

    def _begins(self, line: int) -> int:
        """Return where a line begins, its number counted from 0."""
        return self._before[line] + line

    @cached_property
    def _before(self) -> array[int]:
        """How many characters stand before each line, line feeds left out."""
        return array("Q", accumulate(map(len, self._text.split("\n")), initial=0))


def _members(text: str, at: int) -> Iterator[tuple[str, int]]:
    """Yield the key, or number, and the beginning of each value of an object or list."""
    named, decoder = text[at] == "{", json.JSONDecoder()
    if text[at] not in "{[":
        return
    at, number = _skip(text, at + 1), 0
    while text[at] not in "}]":
        key = str(number)
        if named:
            key, at = scanstring(text, at + 1)
            at = _skip(text, _skip(text, at) + 1)
        yield key, at
        at = _skip(text, decoder.raw_decode(text, at)[1])
        at, number = (_skip(text, at + 1) if text[at] == "," else at), number + 1


def _skip(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at
