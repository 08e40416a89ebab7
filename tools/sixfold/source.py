"""YAML text -> a tree of nodes that know their place. Refuses what a reader of the file would not expect.

YAML is read as its core schema means it: only ``true`` and ``false`` are booleans, and a date stays text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from sixfold.errors import Place, Problems

DEEPEST = 64
"""How deep nodes may nest; no message of a real API comes near, and a self-containing YAML alias ends here."""


@dataclass(frozen=True)
class Scalar:
    """A text, number, boolean, null or binary, with its place."""

    place: Place
    path: str
    value: str | int | float | bool | bytes | None


@dataclass(frozen=True)
class Sequence:
    """A YAML list."""

    place: Place
    path: str
    items: tuple[Node, ...]


@dataclass(frozen=True)
class Table:
    """A YAML mapping; ``keys`` holds the place of each key."""

    place: Place
    path: str
    entries: Mapping[str, Node]
    keys: Mapping[str, Place]


Node = Scalar | Sequence | Table


def describe(node: Node) -> str:
    """Say in a few words what stands in the file, for the "got …" half of a message."""
    match node:
        case Sequence():
            return "a list"
        case Table():
            return "a mapping"
        case Scalar(value=None):
            return "nothing"
        case Scalar(value=bool() as value):
            return f"the boolean {str(value).lower()}"
        case Scalar(value=int() | float() as value):
            return f"the number {value}"
        case Scalar(value=bytes()):
            return "binary data"
        case Scalar(value=value):
            return f"the text {value!r}"


_SURROGATE = re.compile("[\ud800-\udfff]")


class _Loader(yaml.SafeLoader):
    """PyYAML's safe loader with the implicit types of YAML's core schema alone."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012 - the type is PyYAML's


for _tag, _pattern, _first in (
    ("bool", r"true|false", "tf"),
    ("null", r"~|null|", "~n"),
    ("int", r"[-+]?(?:0|[1-9][0-9]*)", "-+0123456789"),
    ("float", r"[-+]?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?", "-+0123456789"),
):
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(f"^(?:{_pattern})$"), list(_first))
_Loader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"^$"), [""])


def read(path: Path, file: str, problems: Problems) -> Table | None:
    """Read a YAML file whose top is a mapping.

    :param file: the path as messages name it, relative to the project.
    :return: the tree, or None when a problem was noted.
    """
    whole = Place(file)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        problems.add(whole, "", f"cannot be read: {error.strerror}; expected a YAML file")
        return None
    except UnicodeDecodeError as error:
        problems.add(whole, "", f"expected UTF-8 text, got byte 0x{error.object[error.start]:02x} at {error.start}")
        return None
    try:
        root = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Place(file, mark.line + 1, mark.column + 1) if mark else whole
        problems.add(place, "", f"not YAML: {error.problem or error.context}")
        return None
    except yaml.reader.ReaderError as error:
        problems.add(whole, "", f"not YAML: the character U+{ord(str(error.character)):04X} is not allowed in it")
        return None
    except RecursionError:
        problems.add(whole, "", f"nested too deep; expected at most {DEEPEST} levels")
        return None
    if root is None:
        problems.add(whole, "", "the file is empty; expected a mapping")
        return None
    node = _Reader(file, problems).node(root, "", 0)
    if node is not None and not isinstance(node, Table):
        problems.add(node.place, "", f"expected a mapping, got {describe(node)}")
        return None
    return node


@dataclass
class _Reader:
    file: str
    problems: Problems

    def node(self, node: yaml.Node, path: str, depth: int) -> Node | None:
        place = Place(self.file, node.start_mark.line + 1, node.start_mark.column + 1)
        if depth > DEEPEST:
            self.problems.add(place, "", f"nested too deep; expected at most {DEEPEST} levels (an alias of itself?)")
            return None
        if isinstance(node, yaml.MappingNode):
            return self._table(node, place, path, depth)
        if isinstance(node, yaml.SequenceNode):
            items = [self.node(item, f"{path}[{index}]", depth + 1) for index, item in enumerate(node.value)]
            return Sequence(place, path, tuple(item for item in items if item is not None))
        return self._scalar(node, place, path)

    def _table(self, node: yaml.MappingNode, place: Place, path: str, depth: int) -> Table:
        entries: dict[str, Node] = {}
        keys: dict[str, Place] = {}
        for key_node, value_node in node.value:
            key_place = Place(self.file, key_node.start_mark.line + 1, key_node.start_mark.column + 1)
            if not isinstance(key_node, yaml.ScalarNode):
                self.problems.add(key_place, path, "expected a text as key")
                continue
            key = str(key_node.value)
            key_path = f"{path}.{key}" if path else key
            if key in keys:
                self.problems.add(key_place, key_path, f"duplicate key; it stands first in line {keys[key].line}")
                continue
            keys[key] = key_place
            value = self.node(value_node, key_path, depth + 1)
            if value is not None:
                entries[key] = value
        return Table(place, path, entries, keys)

    def _scalar(self, node: yaml.Node, place: Place, path: str) -> Scalar | None:
        try:
            value = _Loader("").construct_object(node)
        except (yaml.MarkedYAMLError, ValueError) as error:
            problem = getattr(error, "problem", None) or error
            self.problems.add(place, path, f"cannot be read: {problem}")
            return None
        if isinstance(value, str) and _SURROGATE.search(value):
            self.problems.add(place, path, "half of a surrogate pair is not a character; write the character itself")
            return None
        return Scalar(place, path, value)
