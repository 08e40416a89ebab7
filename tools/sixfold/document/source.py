"""YAML text -> a tree of nodes that know their place. Refuses what a reader of the file would not expect.

YAML is read as its core schema means it: only ``true`` and ``false`` are booleans, and a date stays text. Aliases and
further tags are refused: a value stands where it is used, and is one that JSON has too.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import yaml

from sixfold.document import quick
from sixfold.document.node import Node, Scalar, Sequence, Table, describe, short
from sixfold.errors import Place, Problems
from sixfold.frozen import frozen
from sixfold.marks import MARKS
from sixfold.reading import DEEPEST, LARGEST_SPEC, NotTextError, UnreadableError, read_text

INCLUDE = "-8<-"
"""What marks the lines of a page that take in a file, or part of one, whatever stands around it."""


@frozen
class _Type:
    """A scalar type of the core schema: what it is in words, how it is written, and how that is read."""

    words: str
    pattern: str
    read: Callable[[str], str | int | float | bool | bytes | None]


_TAG = "tag:yaml.org,2002:"
_IMPLICIT = {
    f"{_TAG}bool": _Type("true or false", r"true|false", lambda text: text == "true"),
    f"{_TAG}null": _Type("nothing", r"~|null|", lambda _: None),
    # Python reads no number that is longer.
    f"{_TAG}int": _Type("a whole number of at most 4300 digits", r"[-+]?(?:0|[1-9][0-9]*)", int),
    f"{_TAG}float": _Type("a number", r"[-+]?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?", float),
}
_TYPES = {
    **_IMPLICIT,
    f"{_TAG}str": _Type("text", r"(?s:.*)", str),
    f"{_TAG}binary": _Type(
        "base64 text", r"(?s:.*)", lambda text: base64.b64decode("".join(text.split()), validate=True)
    ),
}
_ALIAS = "*"
_NOT_A_CHARACTER = re.compile(f"[\ud800-\udfff{MARKS}]")


class PlacedLoader(yaml.SafeLoader):
    """PyYAML's safe loader with the implicit types of YAML's core schema alone.

    An alias becomes a scalar of a tag of its own: followed, a few of them are a tree of any size.
    """

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012 - the type is PyYAML's

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """Return the node that comes next, as PyYAML's own does, but for an alias."""
        if self.check_event(yaml.AliasEvent):
            event = self.get_event()  # type: ignore[no-untyped-call]  # its stub is silent
            return yaml.ScalarNode(_ALIAS, event.anchor, event.start_mark, event.end_mark)
        return super().compose_node(parent, index)


for _tag, _type in _IMPLICIT.items():
    PlacedLoader.add_implicit_resolver(_tag, re.compile(f"^(?:{_type.pattern})$"), None)

IMPLICIT = {tag: kind.pattern for tag, kind in _IMPLICIT.items()}
"""The tags of what is no text though it stands without quotes, each with the pattern of how it is written."""


def compose(text: str) -> yaml.Node | None:
    """Return the tree of a text as PyYAML has it, with every place; None where there is nothing in it.

    :raises yaml.YAMLError: when it is not YAML; of texts that nobody writes, ValueError, OverflowError, RecursionError.
    """
    return PlacedLoader(text).get_single_node()


def read(path: Path, file: str, problems: Problems) -> Table | None:
    """Read a YAML file whose top is a mapping.

    :param file: the path as messages name it, relative to the project.
    :return: the tree, or None when a problem was noted.
    """
    text = _text(path, file, problems)
    root = None if text is None else _composed(text, file, problems)
    node = None if root is None else _Reader(file, problems).node(root, "", 0)
    if node is not None and not isinstance(node, Table):
        problems.add(node.place, "", f"expected a mapping, got {describe(node)}")
        return None
    return node


def _text(path: Path, file: str, problems: Problems) -> str | None:
    try:
        return read_text(path, within=_folder(path, file), largest=LARGEST_SPEC)
    except NotTextError as error:
        problems.add(Place(file), "", str(error))
    except UnreadableError as error:
        problems.add(Place(file), "", f"cannot be read: {error}; expected a YAML file")
    return None


def _folder(path: Path, file: str) -> Path | None:
    """Return the folder of the project that a file is named in: what it holds stays in it."""
    parts = PurePosixPath(file).parts
    return path.parents[len(parts) - 2] if len(parts) > 1 and path.parts[-len(parts) :] == parts else None


def _composed(text: str, file: str, problems: Problems) -> yaml.Node | None:
    try:
        root = quick.compose(text, PlacedLoader.yaml_implicit_resolvers)
    except quick.UnusualError:
        root = None
    return root or _composed_with_reasons(text, file, problems)


def _composed_with_reasons(text: str, file: str, problems: Problems) -> yaml.Node | None:
    try:
        loader = PlacedLoader(text)
    except yaml.reader.ReaderError as error:
        problems.add(Place(file), "", f"not YAML: the character U+{error.character:04X} is not allowed in it")
        return None
    try:
        root = loader.get_single_node()
    except yaml.MarkedYAMLError as error:
        place = _place(file, error.problem_mark or error.context_mark)
        problems.add(place, "", f"not YAML: {error.problem or error.context}")
    except RecursionError:
        problems.add(Place(file), "", f"nested too deep; expected at most {DEEPEST} levels")
    except (ValueError, OverflowError):
        # PyYAML's scanner asks Python for the character of an escape like "\UFFFFFFFF".
        problems.add(_place(file, loader.get_mark()), "", "not YAML: the escape stands for no character")
    else:
        if root is None:
            problems.add(Place(file), "", "the file is empty; expected a mapping")
        return root
    return None


def _place(file: str, mark: yaml.Mark | None) -> Place:
    return Place(file, mark.line + 1, mark.column + 1) if mark else Place(file)


@dataclass
class _Reader:
    file: str
    problems: Problems

    def node(self, node: yaml.Node, path: str, depth: int) -> Node | None:
        place = _place(self.file, node.start_mark)
        if depth > DEEPEST:
            self.problems.add(place, "", f"nested too deep; expected at most {DEEPEST} levels")
            return None
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node, place, path)
        if isinstance(node, yaml.MappingNode) and node.tag == f"{_TAG}map":
            return self._table(node, place, path, depth)
        if isinstance(node, yaml.SequenceNode) and node.tag == f"{_TAG}seq":
            items = [self.node(item, f"{path}[{index}]", depth + 1) for index, item in enumerate(node.value)]
            return Sequence(place, path, tuple(item for item in items if item is not None))
        self._refuse_tag(node, place, path)
        return None

    def _table(self, node: yaml.MappingNode, place: Place, path: str, depth: int) -> Table:
        entries: dict[str, Node] = {}
        keys: dict[str, Place] = {}
        for key_node, value_node in node.value:
            key_place = _place(self.file, key_node.start_mark)
            if not isinstance(key_node, yaml.ScalarNode):
                self.problems.add(key_place, path, "expected a text as key")
                continue
            if self._type(key_node, key_place, path) is None:
                continue
            key = str(key_node.value)
            key_path = f"{path}.{key}" if path else key
            if key == "__proto__":
                self.problems.add(key_place, key_path, "cannot be a key: JavaScript takes it for something else")
                continue
            if key in keys:
                self.problems.add(key_place, key_path, f"duplicate key; it stands first in line {keys[key].line}")
                continue
            keys[key] = key_place
            value = self.node(value_node, key_path, depth + 1)
            if value is not None:
                entries[key] = value
        return Table(place, path, entries, keys)

    def _scalar(self, node: yaml.ScalarNode, place: Place, path: str) -> Scalar | None:
        kind = self._type(node, place, path)
        if kind is None:
            return None
        try:
            if re.fullmatch(kind.pattern, node.value):
                return Scalar(place, path, kind.read(node.value))
        except ValueError:
            pass
        self.problems.add(place, path, f"cannot be read: expected {kind.words}, got {short(repr(node.value))}")
        return None

    def _type(self, node: yaml.ScalarNode, place: Place, path: str) -> _Type | None:
        """Return the type of a scalar, which a key is too; or None after refusing it."""
        if node.tag == _ALIAS:
            self.problems.add(place, path, "aliases are not read; write the value out")
        elif node.tag not in _TYPES:
            self._refuse_tag(node, place, path)
        elif INCLUDE in node.value:
            self.problems.add(place, path, f"holds '{INCLUDE}', which takes a file into a page; write it another way")
        elif found := _NOT_A_CHARACTER.search(node.value):
            self.problems.add(place, path, f"U+{ord(found[0]):04X} is not a character; write the character itself")
        else:
            return _TYPES[node.tag]
        return None

    def _refuse_tag(self, node: yaml.Node, place: Place, path: str) -> None:
        shown = f"!!{node.tag.removeprefix(_TAG)}" if node.tag.startswith(_TAG) else node.tag
        self.problems.add(place, path, f"the tag {shown} is not read here; write the value without a tag")
