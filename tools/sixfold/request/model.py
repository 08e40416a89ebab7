"""What a request is, as plain frozen data."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, cast

from google.protobuf.json_format import ParseDict
from google.protobuf.message import Message
from google.protobuf.message_factory import GetMessageClass

from sixfold.definition import HttpRule, Method
from sixfold.holes import Composed, Piece
from sixfold.names import Name
from sixfold.request.rest import RestForm, plain_json
from sixfold.value import Kind, MessageValue, ScalarValue, TypeName, walk


@dataclass(frozen=True)
class SuccessStatus:
    """The API's own status that means success: field path in the response, enum value, its number and its enum."""

    field: str
    value: str
    number: int
    type: TypeName


@dataclass(frozen=True)
class RequestVariable:
    """A constant at the top of a snippet, with the value that it has there."""

    name: str
    description: str
    example: ScalarValue

    @property
    def text(self) -> Composed | None:
        """The example as a text that a reader changes; None where it is of another kind, which nothing here changes."""
        if self.example.kind is not Kind.TEXT:
            return None
        return Composed(Piece(str(self.example.value), self.name).marked)

    @property
    def example_line(self) -> str:
        """The example as JSON writes it, without quotes: one line, whatever is in it."""
        plain = plain_json(self.example)
        written = json.dumps(plain, ensure_ascii=False)
        return written[1:-1] if isinstance(plain, str) else written


@dataclass(frozen=True)
class Request:
    """One call: the RPC, its message, its REST form, and the constants in the order in which a reader meets them.

    ``types`` are all messages and enums of the request, each once, sorted. ``authentication`` is the key's constant,
    ``header`` the name of the header that holds it, and ``scheme`` the word before the key there.
    """

    rpc: Name
    method: Method
    rule: HttpRule
    message: MessageValue
    rest: RestForm
    variables: tuple[RequestVariable, ...]
    authentication: ScalarValue
    header: str
    scheme: str
    types: tuple[TypeName, ...]
    success: SuccessStatus

    @property
    def imports(self) -> tuple[TypeName, ...]:
        """The outermost types that code names: those of the request and the success status's enum."""
        found = {(name.package, name.outer): name for name in (*self.types, self.success.type)}
        return tuple(found[key] for key in sorted(found))

    @property
    def metadata_key(self) -> str:
        """The header's name in gRPC's metadata, whose names are of small letters."""
        return self.header.lower()

    @property
    def authorization(self) -> Composed:
        """The whole header that signs a call over HTTP."""
        key = Piece(str(self.authentication.value), self.authentication.variable or "")
        return Composed(f"{self.header}: {self.scheme} {key.marked}")

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of scalars in the request, for what a language must import."""
        return frozenset(value.kind.value for value in walk(self.message) if isinstance(value, ScalarValue))

    def expected(self) -> Message:
        """Return the protobuf message that the API must receive when a snippet runs unchanged."""
        message: Message = GetMessageClass(self.method.request)()
        return ParseDict(cast("dict[str, Any]", plain_json(self.message)), message)
