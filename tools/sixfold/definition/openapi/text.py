"""The text of a document, JSON or YAML -> its values, and where they stand.

YAML is read from libyaml's events, without following an alias down twice, and as its core schema means it: a date stays
text.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field

import yaml

from sixfold.definition.openapi.locating import JsonMarks, Marks, WrittenMarks
from sixfold.errors import Place
from sixfold.frozen import frozen
from sixfold.json_value import Json, JsonObject

DEEPEST = 200
"""How deep lists and mappings may nest in a document: schemas written in place nest deeper than data."""

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""PyYAML's way to libyaml, where it was built with it."""

_MERGE = "<<"
_WORDS: dict[str, Json] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_TEXT_STYLES = ("'", '"', "|", ">")
_WHOLE = re.compile(r"[-+]?[0-9]{1,4300}")
_REAL = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")


class MalformedTextError(Exception):
    """The text is neither JSON nor YAML that means one tree; ``place`` is where."""

    def __init__(self, place: Place, message: str) -> None:
        """Keep both."""
        super().__init__(message)
        self.place = place


@frozen
class Parsed:
    """What a text holds, and where; ``is_tree`` says that no value of it stands for another one by an alias."""

    value: Json
    marks: Marks
    is_tree: bool = True


def parse(text: str, file: str) -> Parsed:
    """Return what a text holds.

    :param file: what messages call it.
    :raises MalformedTextError: when it holds nothing that can be read, with place and reason.
    """
    return Parsed(_parse_json(text, file), JsonMarks(text)) if is_json(text, file) else _Reader(text, file).read()


def is_json(text: str, file: str) -> bool:
    """Say whether a text is read as JSON."""
    return file.endswith(".json") or (text.lstrip()[:1] == "{" and text.rstrip()[-1:] == "}" and '"' in text[:100])


def _parse_json(text: str, file: str) -> Json:
    try:
        found: Json = json.loads(text, object_pairs_hook=_table, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        raise MalformedTextError(Place(file, error.lineno, error.colno), f"not JSON: {error.msg}") from error
    except RecursionError as error:
        raise MalformedTextError(Place(file), f"nested too deep; expected at most {DEEPEST} levels") from error
    except ValueError as error:
        raise MalformedTextError(Place(file), f"not JSON: {error}") from error
    return found


def _table(pairs: list[tuple[str, Json]]) -> JsonObject:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"the key '{twice}' stands twice in one object")
    return found


def _no_number(name: str) -> Json:
    raise ValueError(f"{name} is no number of JSON")


@dataclass
class _Open:
    """A list or mapping that is being read; ``key`` is that of the value which comes next."""

    value: list[Json] | JsonObject
    anchor: str | None
    mark: int
    key: str | None = None
    merged: list[Json] = field(default_factory=list)


class _Reader:
    """Reads events, one level at a time, so that no text is too deep for it."""

    def __init__(self, text: str, file: str) -> None:
        self._text = text
        self._file = file
        self._anchors: dict[str, Json] = {}
        self._open: list[_Open] = []
        self._root: list[Json] = []
        self._marks = WrittenMarks()
        self._is_tree = True

    def read(self) -> Parsed:
        try:
            for event in yaml.parse(self._text, Loader=LOADER):
                self._take(event)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            place = Place(self._file, mark.line + 1, mark.column + 1) if mark else Place(self._file)
            raise MalformedTextError(place, f"not YAML: {error.problem or error.context}") from error
        except yaml.YAMLError as error:
            raise MalformedTextError(Place(self._file), f"not YAML: {' '.join(str(error).split())}") from error
        if len(self._root) != 1:
            raise MalformedTextError(Place(self._file), f"holds {len(self._root)} documents of YAML; expected one")
        return Parsed(self._root[0], self._marks, self._is_tree)

    def _take(self, event: yaml.Event) -> None:
        match event:
            case yaml.MappingStartEvent(anchor=anchor):
                self._begin(event, {}, anchor)
            case yaml.SequenceStartEvent(anchor=anchor):
                self._begin(event, [], anchor)
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                done = self._open.pop()
                self._marks.end(done.mark)
                self._merge(done)
                self._put(event, done.value, done.anchor)
            case yaml.ScalarEvent(anchor=anchor):
                self._mark(event)
                self._put(event, self._scalar(event), anchor)
            case yaml.AliasEvent(anchor=anchor):
                if str(anchor) not in self._anchors:
                    self._refuse(event, f"the alias '*{anchor}' stands for nothing that ends before it")
                self._mark(event)
                self._is_tree = False
                self._put(event, self._anchors[str(anchor)], None)

    def _mark(self, event: yaml.Event) -> int:
        """Write down where a value begins; a key is none."""
        holder = self._open[-1] if self._open else None
        if holder is None or isinstance(holder.value, list):
            name = str(len(holder.value)) if holder else ""
        elif holder.key is None:
            return -1
        else:
            name = holder.key
        return self._marks.begin(name, *_beginning(event))

    def _begin(self, event: yaml.Event, value: list[Json] | JsonObject, anchor: str | None) -> None:
        if len(self._open) >= DEEPEST:
            self._refuse(event, f"nested too deep; expected at most {DEEPEST} levels")
        if self._open and isinstance(self._open[-1].value, dict) and self._open[-1].key is None:
            self._refuse(event, "expected a text as key")
        self._open.append(_Open(value, anchor, self._mark(event)))

    def _put(self, event: yaml.Event, value: Json, anchor: str | None) -> None:
        if anchor is not None:
            self._anchors[anchor] = value
        if not self._open:
            self._root.append(value)
            return
        holder = self._open[-1]
        if isinstance(holder.value, list):
            holder.value.append(value)
        elif holder.key is None:
            holder.key = event.value if isinstance(event, yaml.ScalarEvent) else str(value)
        else:
            self._set(event, holder, value)

    def _set(self, event: yaml.Event, holder: _Open, value: Json) -> None:
        assert isinstance(holder.value, dict), "only a mapping has keys"  # noqa: S101 - for the type checker
        key, holder.key = holder.key or "", None
        if key == _MERGE and isinstance(value, dict | list):
            holder.merged += [value] if isinstance(value, dict) else value
        elif key in holder.value:
            self._refuse(event, f"the key '{key}' stands twice in one mapping")
        else:
            holder.value[key] = value

    def _merge(self, done: _Open) -> None:
        for more in done.merged:
            if isinstance(more, dict) and isinstance(done.value, dict):
                done.value |= {key: value for key, value in more.items() if key not in done.value}

    def _scalar(self, event: yaml.ScalarEvent) -> Json:
        text: str = event.value
        if event.style in _TEXT_STYLES:
            return text
        if text in _WORDS:
            return _WORDS[text]
        if _WHOLE.fullmatch(text):
            return int(text)
        return float(text) if _REAL.fullmatch(text) else text

    def _refuse(self, event: yaml.Event, message: str) -> None:
        raise MalformedTextError(Place(self._file, *_beginning(event)), f"not read: {message}")


def _beginning(event: yaml.Event) -> tuple[int, int]:
    """Return line and column of where an event begins, from 1."""
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)
