"""What a request is, as plain frozen data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

from google.protobuf.json_format import ParseDict
from google.protobuf.message import Message
from google.protobuf.message_factory import GetMessageClass

from sixfold.definition import Method
from sixfold.names import Name
from sixfold.request.rest import RestForm, plain_json
from sixfold.value import MessageValue, ScalarValue, TypeName, walk


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


@dataclass(frozen=True)
class Request:
    """One call: the RPC, its message, its REST form, and the constants in the order in which a reader meets them.

    ``types`` are all messages and enums of the request, each once, sorted; ``authentication`` is the key's constant.
    """

    rpc: Name
    method: Method
    message: MessageValue
    rest: RestForm
    variables: tuple[RequestVariable, ...]
    authentication: ScalarValue
    types: tuple[TypeName, ...]
    success: SuccessStatus

    @property
    def imports(self) -> tuple[TypeName, ...]:
        """The outermost types that code names: those of the request and the success status's enum."""
        found = {(name.package, name.outer): name for name in (*self.types, self.success.type)}
        return tuple(found[key] for key in sorted(found))

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of scalars in the request, for what a language must import."""
        return frozenset(value.kind.value for value in walk(self.message) if isinstance(value, ScalarValue))

    def expected(self) -> Message:
        """Return the protobuf message that the API must receive when a snippet runs unchanged."""
        message: Message = GetMessageClass(self.method.request)()
        return ParseDict(cast("dict[str, Any]", plain_json(self.message)), message)
