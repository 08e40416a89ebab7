"""YAML to a tree that knows its places, and typed access to it."""

from sixfold.document.fields import Fields
from sixfold.document.node import Node, Scalar, Sequence, Table, describe
from sixfold.document.source import INCLUDE, read

__all__ = ["INCLUDE", "Fields", "Node", "Scalar", "Sequence", "Table", "describe", "read"]
