"""What a definition says of calls over HTTP beyond names and types: parameters, answers, which values fit. A leaf."""

from __future__ import annotations

from enum import Enum
from typing import Protocol

from sixfold.frozen import frozen
from sixfold.json_value import Json, JsonObject


class Carrier(Enum):
    """Where a call carries a value, by OpenAPI's names; a form is a body of names and values."""

    PATH = "path"
    QUERY = "query"
    HEADER = "header"
    COOKIE = "cookie"
    FORM = "form"


FORM_TYPE = "application/x-www-form-urlencoded"
"""The media type of a body that is a form."""


class Style(Enum):
    """How a parameter is written, by OpenAPI's names: most of them are operators of RFC 6570."""

    SIMPLE = "simple"
    LABEL = "label"
    MATRIX = "matrix"
    FORM = "form"
    SPACE = "spaceDelimited"
    PIPE = "pipeDelimited"
    DEEP = "deepObject"


_PREFIXES = {Style.LABEL: ".", Style.MATRIX: ";"}
_DELIMITERS = {Style.SPACE: "%20", Style.PIPE: "%7C"}
_IN_ITSELF = {Style.SPACE: " ", Style.PIPE: "|"}


@frozen
class ParameterForm:
    """How a call writes the value of a field: where, by which name, and in which style.

    ``explode`` says that each item of a list, and each property of an object, stands for itself.
    """

    name: str
    carrier: Carrier
    style: Style
    explode: bool

    @property
    def named(self) -> bool:
        """Whether its name stands before the value."""
        return self.style not in (Style.SIMPLE, Style.LABEL)

    @property
    def prefix(self) -> str:
        """What stands before all of it in a path."""
        return _PREFIXES.get(self.style, "")

    @property
    def separator(self) -> str:
        """What stands between items, or properties, where each stands for itself, in a path or a header."""
        return self.prefix or ","

    @property
    def delimiter(self) -> str:
        """What stands between items, or names and values, of one parameter, as a URL has it."""
        return _DELIMITERS.get(self.style, ",")

    @property
    def forbidden(self) -> str:
        """The character that no item can hold, since it would end there; empty where it is percent-encoded."""
        if self.carrier is Carrier.HEADER:
            return ","
        return "." if self.style is Style.LABEL and self.explode else _IN_ITSELF.get(self.style, "")


@frozen
class Violation:
    """What of a request is against its schema: the field path (``body.tags[0]``), the fault, and which line says so."""

    path: str
    message: str
    place: str


@frozen
class Reply:
    """An answer over HTTP as a definition documents it; ``body`` is None where it has none."""

    status: int
    body: Json
    media_type: str = ""


class Contract(Protocol):
    """What a definition says of the values of an operation, beyond names and types."""

    def violations(self, request: JsonObject) -> tuple[Violation, ...]:
        """Return what of a request, as JSON by the names of its fields, is against its schemas."""

    def draft(self) -> JsonObject:
        """Return the values of a first call, by the names of its fields: examples, and what it cannot be without."""

    def success(self) -> Reply:
        """Return the documented answer to a call that goes well, or the smallest one that can be."""

    def failure(self, status: int) -> Reply | None:
        """Return the documented answer with this status of HTTP; None where nothing is documented."""
