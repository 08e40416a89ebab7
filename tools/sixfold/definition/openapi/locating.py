"""Where in the text of a document a value stands: found when it is asked, since hardly any place of a large one is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from json.decoder import scanstring  # type: ignore[attr-defined]  # its stub leaves it out

import yaml

from sixfold.definition.openapi.text import LOADER, is_json, place_of
from sixfold.errors import Place

Pointer = tuple[str, ...]
"""The keys, and the numbers of items, on the way to a value."""

_SPACE = re.compile(r"[ \t\n\r]*")


def locate(text: str, file: str, pointer: Pointer) -> Place:
    """Return the place of a value, or of the last one on the way to it that there is."""
    if not is_json(text, file):
        return _locate_in_events(text, file, pointer)
    offset = _offset(text, pointer)
    line = text.count("\n", 0, offset) + 1
    return Place(file, line, offset - text.rfind("\n", 0, offset))


def _offset(text: str, pointer: Pointer) -> int:
    """Return where a value begins in a text that is JSON."""
    decoder, at = json.JSONDecoder(), _skip(text, 0)
    for step in pointer:
        found = next((start for key, start in _members(text, at, decoder) if key == step), None)
        if found is None:
            return at
        at = found
    return at


def _members(text: str, at: int, decoder: json.JSONDecoder) -> Iterator[tuple[str, int]]:
    """Yield the key, or number, and the beginning of each value of an object or list."""
    named = text[at] == "{"
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


def _locate_in_events(text: str, file: str, pointer: Pointer) -> Place:
    """Return a place by reading the events up to it, with the keys of what is open."""
    place, way, depth = Place(file, 1, 1), list[list[str | int | None]](), 0
    for event in yaml.parse(text, Loader=LOADER):
        if isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            way.pop()
            if len(way) < depth:
                return place
            _next(way)
            continue
        is_start = isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent)
        if not is_start and not isinstance(event, yaml.ScalarEvent | yaml.AliasEvent):
            continue
        if way and way[-1][0] == "key":
            way[-1] = ["value", getattr(event, "value", "")]
            continue
        if tuple(str(step[1]) for step in way) == pointer[: len(way)] and len(way) >= depth:
            place = place_of(file, event)
            depth = len(way)
            if depth == len(pointer):
                return place
        if is_start:
            way.append(["key", None] if isinstance(event, yaml.MappingStartEvent) else ["item", 0])
        else:
            _next(way)
    return place


def _next(way: list[list[str | int | None]]) -> None:
    """Go on to the next key or item of what is open, a value of it having ended."""
    if way:
        kind, at = way[-1]
        way[-1] = ["item", int(at or 0) + 1] if kind == "item" else ["key", None]
