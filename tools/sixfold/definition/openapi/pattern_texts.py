"""A regular expression -> a small text that it matches, as far as it asks for characters in a row. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from re import _constants as words  # type: ignore[attr-defined]  # the parser that re itself uses
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

_CHARACTERS = {
    words.CATEGORY_DIGIT: "0",
    words.CATEGORY_WORD: "a",
    words.CATEGORY_SPACE: " ",
    words.CATEGORY_NOT_DIGIT: "a",
    words.CATEGORY_NOT_WORD: "-",
    words.CATEGORY_NOT_SPACE: "a",
}
_LONGEST = 1000


def smallest_text(pattern: str) -> str:
    """Return a text for a caller to try: what looks around or back is not followed; empty where there is none."""
    try:
        return _of_all(parser.parse(pattern))[:_LONGEST]
    except (re.error, RecursionError, OverflowError):
        return ""


def _of_all(parts: Iterable[tuple[Any, Any]]) -> str:
    return "".join(_of(kind, value) for kind, value in parts)


def _of(kind: object, value: Any) -> str:  # noqa: ANN401 - what the parser gives
    if kind is words.LITERAL:
        return chr(value)
    if kind is words.ANY or kind is words.NOT_LITERAL:
        return "a" if value != ord("a") else "b"
    if kind is words.IN:
        return _of_class(value)
    if kind is words.BRANCH:
        return _of_all(value[1][0])
    if kind is words.SUBPATTERN:
        return _of_all(value[-1])
    if kind in (words.MAX_REPEAT, words.MIN_REPEAT):
        return (_of_all(value[2])[:_LONGEST] * min(int(value[0]), _LONGEST))[:_LONGEST]
    return ""


def _of_class(members: list[tuple[Any, Any]]) -> str:
    """Return a character of a class; of one that excludes some, a usual one that is not among them."""
    kind, value = members[0]
    if kind is words.NEGATE:
        taken = {item for inner, item in members[1:] if inner is words.LITERAL}
        return next((mark for mark in "aA0-" if ord(mark) not in taken), "~")
    if kind is words.RANGE:
        return chr(value[0])
    if kind is words.CATEGORY:
        return _CHARACTERS.get(value, "")
    return chr(value)
