"""The nodes of a YAML file, which know their place. Plain frozen data."""

from __future__ import annotations

from collections.abc import Mapping

from sixfold.errors import Place
from sixfold.excerpt import shortened
from sixfold.frozen import frozen

_LONGEST = 80


@frozen
class Scalar:
    """A text, number, boolean, null or binary, with its place."""

    place: Place
    path: str
    value: str | int | float | bool | bytes | None


@frozen
class Sequence:
    """A YAML list."""

    place: Place
    path: str
    items: tuple[Node, ...]


@frozen
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
            return f"the number {short(str(value))}"
        case Scalar(value=bytes()):
            return "binary data"
        case Scalar(value=value):
            return f"the text {short(repr(value))}"


def short(text: str) -> str:
    """Return a text, cut where it is too long for a message."""
    return shortened(text, _LONGEST)
