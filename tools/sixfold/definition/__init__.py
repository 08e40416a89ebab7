"""What the API definition says: methods, messages, HTTP rules, what is deprecated."""

from sixfold.definition.deprecation import is_deprecated, replacement
from sixfold.definition.inventory import Changes, Inventory, changes
from sixfold.definition.protobuf import DefinitionError, HttpRule, Method, Service, has_presence, load, map_types

__all__ = [
    "Changes",
    "DefinitionError",
    "HttpRule",
    "Inventory",
    "Method",
    "Service",
    "changes",
    "has_presence",
    "is_deprecated",
    "load",
    "map_types",
    "replacement",
]
