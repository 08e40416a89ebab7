"""Spec as written: YAML -> frozen Api, Page and Operation. What goes over the wire is `sixfold.request`'s."""

from sixfold.spec.load import load_project
from sixfold.spec.model import Api, Authentication, Definition, Operation, PageSpec, ProjectSpec, Success, Variable

__all__ = [
    "Api",
    "Authentication",
    "Definition",
    "Operation",
    "PageSpec",
    "ProjectSpec",
    "Success",
    "Variable",
    "load_project",
]
