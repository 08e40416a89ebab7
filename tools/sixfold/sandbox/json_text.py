"""JSON text -> values, within limits: what a request can say in a moment must not take longer to read."""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from typing import Never, cast

from sixfold.excerpt import shortened
from sixfold.json_value import Json

DEEPEST = 100
"""How many levels a value may have: as many as protobuf reads."""

MOST = 50_000
"""How many values a text may hold; each is looked at several times."""

_DIGITS = 309
"""How many digits a whole number may have: a double has no more."""

_LISTS = 4 * MOST
_STRING = re.compile(rb'"(?:[^"\\]|\\.?)*+(?:"|\Z)', re.DOTALL)
_HALF = re.compile(rb"\\u[dD][89a-fA-F]")
_TOO_DEEP = f"the body is nested too deep; expected at most {DEEPEST} levels"
_TOO_MANY = f"expected a body of at most {MOST} values"


class MalformedError(Exception):
    """The request cannot be read as its message type; the text says what and where."""


def parse(text: bytes) -> Json:
    """Read a JSON text.

    :raises MalformedError: when it is not JSON, gives a name twice, or goes beyond a limit.
    """
    reader = _Reader()
    # Empty lists are made without a word to the reader, and making millions of them takes seconds.
    if text.count(b"[") > _LISTS and _STRING.sub(b"", text).count(b"[") > _LISTS:
        raise MalformedError(_TOO_MANY)
    try:
        value = json.loads(
            text,
            object_pairs_hook=reader.table,
            parse_constant=_no_constant,
            parse_int=reader.whole,
            parse_float=reader.real,
        )
    except RecursionError:
        raise MalformedError(_TOO_DEEP) from None
    except ValueError as error:
        raise MalformedError(f"the body is not JSON: {error}") from None
    _measure(value)
    if _HALF.search(text):
        _refuse_halves(value)
    return cast("Json", value)


class _Reader:
    """Counts while it reads: of a text with too many values the rest is not read."""

    def __init__(self) -> None:
        self._count = 0

    def table(self, pairs: list[tuple[str, Json]]) -> Json:
        self._more(1 + len(pairs))
        found = dict(pairs)
        if len(found) < len(pairs):
            twice = Counter(name for name, _ in pairs).most_common(1)[0][0]
            raise MalformedError(f"the body gives '{short(twice)}' twice")
        return found

    def whole(self, text: str) -> int:
        self._more(1)
        if len(text.lstrip("-")) > _DIGITS:
            raise MalformedError(f"expected a number of at most {_DIGITS} digits, got one of {len(text.lstrip('-'))}")
        return int(text)

    def real(self, text: str) -> float:
        self._more(1)
        value = float(text)
        if math.isinf(value):
            raise MalformedError(f"expected a number that a double can hold, got {short(text)}")
        return value

    def _more(self, count: int) -> None:
        self._count += count
        if self._count > MOST:
            raise MalformedError(_TOO_MANY)


def _measure(value: object) -> None:
    """Count what is not counted while it is read, level by level."""
    level, count = [value], 1
    for _ in range(DEEPEST + 1):
        holders = [found for found in level if isinstance(found, dict | list)]
        if not holders:
            return
        count += sum(map(len, holders))
        if count > MOST:
            raise MalformedError(_TOO_MANY)
        level = [inner for found in holders for inner in (found.values() if isinstance(found, dict) else found)]
    raise MalformedError(_TOO_DEEP)


def _refuse_halves(value: object) -> None:
    """Refuse half of a surrogate pair, which is no character: protobuf cannot even look for a name with one."""
    waiting = [value]
    while waiting:
        found = waiting.pop()
        if isinstance(found, str) and found.encode("utf-8", "replace").decode() != found:
            raise MalformedError(f"the body is not JSON: half of a character in '{short(found)}'")
        if isinstance(found, dict):
            waiting += [*found, *found.values()]
        elif isinstance(found, list):
            waiting += found


def _no_constant(name: str) -> Never:
    raise MalformedError(f"the body is not JSON: {name}")


def short(text: str, most: int = 100) -> str:
    """Return the beginning of what a request said, fit to be sent and shown: without halves of characters."""
    text = text[: most + 1].encode("utf-8", "backslashreplace").decode()
    return shortened(text, most)
