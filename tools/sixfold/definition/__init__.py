"""What the API definition says: methods, messages, fields, HTTP rules, what is deprecated.

Everything the API itself knows comes from here, never from a spec's author.
"""

from sixfold.definition.api_definition import ApiDefinition
from sixfold.definition.http_rule import HttpRule
from sixfold.definition.inventory import Inventory
from sixfold.definition.model import (
    DefinitionError,
    Enumeration,
    Field,
    FieldKind,
    Message,
    Method,
)
from sixfold.definition.package import offered
from sixfold.definition.protobuf import descriptor
from sixfold.definition.sources import load

__all__ = [
    "ApiDefinition",
    "DefinitionError",
    "Enumeration",
    "Field",
    "FieldKind",
    "HttpRule",
    "Inventory",
    "Message",
    "Method",
    "descriptor",
    "load",
    "offered",
]
