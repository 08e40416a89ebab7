"""What goes over the wire: protobuf messages as JSON, and the paths of HTTP rules."""

from sixfold.wire.message import Message, from_json, same, shown, single
from sixfold.wire.path_template import Template, TemplateError, parse
from sixfold.wire.segments import Parameter, Wildcard, is_placeholder
from sixfold.wire.transport import Transport

__all__ = [
    "Message",
    "Parameter",
    "Template",
    "TemplateError",
    "Transport",
    "Wildcard",
    "from_json",
    "is_placeholder",
    "parse",
    "same",
    "shown",
    "single",
]
