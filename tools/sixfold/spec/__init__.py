"""Spec as written: YAML -> frozen Api, Page and Operation. What goes over the wire is `sixfold.request`'s."""

from sixfold.spec.load import load_api, load_project
from sixfold.spec.model import (
    ASKS,
    PLACEHOLDER,
    Api,
    ExampleKey,
    FieldText,
    Operation,
    PageSpec,
    Section,
    Variable,
)
from sixfold.spec.parse import OPERATION_ID

__all__ = [
    "ASKS",
    "OPERATION_ID",
    "PLACEHOLDER",
    "Api",
    "ExampleKey",
    "FieldText",
    "Operation",
    "PageSpec",
    "Section",
    "Variable",
    "load_api",
    "load_project",
]
