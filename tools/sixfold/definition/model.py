"""What an API definition says, as data, whatever it was read from: services, methods, messages, fields, HTTP rules.

An adapter fills it (`definition.protobuf`, `definition.openapi`). What types hold is read when it is asked for, since
they hold each other.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field
from enum import Enum
from functools import cached_property

from sixfold.contract import Contract
from sixfold.definition.http_rule import HttpRule
from sixfold.errors import SixfoldError
from sixfold.frozen import frozen
from sixfold.signing import Signing
from sixfold.value import TypeName

_WRAPPERS = {
    f"google.protobuf.{name}Value"
    for name in ("Bool", "Bytes", "Double", "Float", "Int32", "Int64", "String", "UInt32", "UInt64")
}


class DefinitionError(SixfoldError):
    """What is named is not there: package, module, service or RPC; or not in the version that the project states."""


class FieldKind(Enum):
    """What one value of a field is. The last three are JSON's own: a number has no size there, and a value any form."""

    TEXT = "text"
    BYTES = "bytes"
    BOOLEAN = "boolean"
    INT32 = "int32"
    UINT32 = "uint32"
    INT64 = "int64"
    UINT64 = "uint64"
    FLOAT = "float"
    DOUBLE = "double"
    ENUM = "enum"
    MESSAGE = "message"
    GROUP = "group"
    INTEGER = "integer"
    NUMBER = "number"
    ANY = "any"


@frozen
class Enumeration:
    """The values that a field of an enum takes: their numbers by their names, in the definition's order."""

    type: TypeName
    numbers: Mapping[str, int] = field(compare=False)

    @property
    def name(self) -> str:
        """Its own name, without what it stands in."""
        return self.type.inner

    @property
    def full_name(self) -> str:
        """Its name with those of its package and of the messages that it stands in."""
        return self.type.full_name

    @cached_property
    def names(self) -> Mapping[int, str]:
        """The first name of each number."""
        return {number: name for name, number in reversed([*self.numbers.items()])}


@frozen
class Field:
    """One field of a message.

    ``repeated`` says that it holds a list, or a map, which is a list of entries. ``has_presence`` says that the wire
    tells a value that is the kind's default from none; ``oneof`` names those of which at most one is set. ``owner`` is
    the message that it is a field of. ``nullable`` says that null can be sent, ``keeps_empty`` that a list of nothing
    can be, and ``read_only`` that answers alone have it.
    """

    name: str
    json_name: str
    kind: FieldKind
    owner: Message
    repeated: bool = False
    required: bool = False
    has_presence: bool = True
    oneof: str = ""
    deprecated: bool = False
    nullable: bool = False
    keeps_empty: bool = False
    read_only: bool = False
    _type: Callable[[], Message | Enumeration | None] = field(default=lambda: None, compare=False, repr=False)
    _replacement: Callable[[], str] = field(default=str, compare=False, repr=False)
    _description: Callable[[], str] = field(default=str, compare=False, repr=False)

    @cached_property
    def message(self) -> Message | None:
        """The message that a value is; of a map, an entry of it."""
        found = self._type()
        return found if isinstance(found, Message) else None

    @cached_property
    def enum(self) -> Enumeration | None:
        """The enum that a value is of."""
        found = self._type()
        return found if isinstance(found, Enumeration) else None

    @property
    def entry(self) -> tuple[Field, Field] | None:
        """The fields of a map's keys and values; None for a field that is no map."""
        message = self.message
        return (message.fields[0], message.fields[1]) if message is not None and message.is_entry else None

    @cached_property
    def replacement(self) -> str:
        """What the definition says of a deprecated field; empty where it says nothing."""
        return self._replacement()

    @cached_property
    def description(self) -> str:
        """What the definition says of the field, as plain text in one line; empty where it says nothing."""
        return self._description()


@frozen
class Message:
    """A type with fields; ``is_entry`` says that it is an entry of a map, whose fields are the key and the value."""

    type: TypeName
    is_entry: bool = False
    _fields: Callable[[Message], tuple[Field, ...]] = field(default=lambda _: (), compare=False, repr=False)
    _origin: object = field(default=None, compare=False, repr=False)
    _rest: Callable[[Message], Field | None] = field(default=lambda _: None, compare=False, repr=False)

    @property
    def name(self) -> str:
        """Its own name, without what it stands in."""
        return self.type.inner

    @property
    def full_name(self) -> str:
        """Its name with those of its package and of the messages that it stands in."""
        return self.type.full_name

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """Its fields, in the definition's order."""
        return self._fields(self)

    @cached_property
    def fields_by_name(self) -> Mapping[str, Field]:
        """Its fields by their names."""
        return {found.name: found for found in self.fields}

    @cached_property
    def rest(self) -> Field | None:
        """What a field of any further name is; None where all its fields have their names in the definition."""
        return self._rest(self)

    @property
    def wrapped(self) -> Field | None:
        """The one field of a wrapper, which JSON writes as the field's value; None for any other message."""
        return self.fields_by_name["value"] if self.full_name in _WRAPPERS else None


@frozen
class Method:
    """One RPC; ``full_name`` is its key (``shop.v1.Orders.DeleteOrder``), and ``name`` the last part of that.

    ``rules`` are its HTTP bindings, the definition's first one first. ``replacement`` is what the definition's comment
    says of a deprecated one, empty where it carries none. ``contract`` is that of an operation whose definition says
    what goes over the wire as JSON; of one that protobuf describes there is none. ``title`` is the definition's own.
    ``signing`` are the credentials that a call needs, of those that the API has: all of these where it is None.
    """

    full_name: str
    request: Message
    response: Message
    rules: tuple[HttpRule, ...]
    streaming: bool
    deprecated: bool
    replacement: str = ""
    title: str = ""
    contract: Contract | None = field(default=None, compare=False, repr=False)
    signing: Signing | None = field(default=None, compare=False, repr=False)
    _description: Callable[[], str] = field(default=str, compare=False, repr=False)

    @property
    def name(self) -> str:
        """What its service calls it, as client libraries do."""
        return self.full_name.rpartition(".")[2]

    @property
    def service(self) -> str:
        """The full name of its service."""
        return self.full_name.rpartition(".")[0]

    @cached_property
    def description(self) -> str:
        """What the definition says of the RPC, as plain text in one line; empty where it says nothing."""
        return self._description()
