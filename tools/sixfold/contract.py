"""What a definition says of calls over HTTP beyond names and types: parameters, answers, which values fit. A leaf."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from sixfold.json_value import Json, JsonObject


class ObjectStyle(Enum):
    """How a parameter of the query writes an object: ``size=2``, each property a parameter, or ``box[size]=2``."""

    FORM = "form"
    DEEP = "deepObject"


@dataclass(frozen=True)
class QueryParameter:
    """What a field is called in the query, and how it writes an object.

    ``delimiter`` stands between the items of a list; where it is empty, the parameter is repeated.
    """

    name: str
    style: ObjectStyle = ObjectStyle.FORM
    delimiter: str = ""


@dataclass(frozen=True)
class Violation:
    """What of a request is against its schema: the field path (``body.tags[0]``), the fault, and which line says so."""

    path: str
    message: str
    place: str


@dataclass(frozen=True)
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
