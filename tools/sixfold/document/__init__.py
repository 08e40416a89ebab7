"""YAML to a tree that knows its places, with typed access to it; and data to YAML, at the end of a file too."""

from sixfold.document.append import CannotAppendError, append_entries, append_item
from sixfold.document.dump import to_yaml
from sixfold.document.fields import Fields
from sixfold.document.node import Node, Scalar, Sequence, Table, describe
from sixfold.document.source import INCLUDE, read

__all__ = [
    "INCLUDE",
    "CannotAppendError",
    "Fields",
    "Node",
    "Scalar",
    "Sequence",
    "Table",
    "append_entries",
    "append_item",
    "describe",
    "read",
    "to_yaml",
]
