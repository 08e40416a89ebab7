"""What a request is, as plain frozen data."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cached_property

from sixfold.definition import HttpRule, Method, descriptor
from sixfold.frozen import frozen
from sixfold.marks import Composed
from sixfold.names import Name
from sixfold.request.headers import HeaderParameter
from sixfold.request.plain import plain_json
from sixfold.request.rest import RestForm
from sixfold.signing import Signing
from sixfold.value import MessageValue, ScalarKind, ScalarValue, TypeName, walk
from sixfold.wire import Message, from_json


@frozen
class SuccessStatus:
    """The API's own status that means success: field path in the response, enum value, its number and its enum.

    ``holder`` are the names on the way to the message that holds the whole status, none where that is the answer
    itself. From there go ``code`` and ``texts``, the paths of what the answer says of a failure, most general first.
    ``leads`` says that the status is the first of the answer's fields.
    """

    field: str
    value: str
    number: int
    type: TypeName
    holder: tuple[Name, ...]
    code: tuple[Name, ...]
    texts: tuple[tuple[Name, ...], ...]
    leads: bool


_File = tuple[str, str, str]
"""A file of the definition, by package, name and folder."""


@frozen
class Module:
    """A file of the definition that code imports: its ``name``, ``package`` and ``folder``, and what code calls it.

    ``alias`` is the name itself, or, where two files have that name, one with the package or the folder before it.
    """

    name: str
    package: str
    folder: str
    alias: str


@frozen
class RequestVariable:
    """A constant at the top of a snippet, with the value that it has there."""

    name: str
    description: str
    example: ScalarValue

    @property
    def text(self) -> Composed | None:
        """The example as a text that a reader changes; None where it is of another kind, which nothing here changes."""
        if self.example.kind is not ScalarKind.TEXT:
            return None
        return Composed.of_value(str(self.example.value), self.name)

    @property
    def example_text(self) -> str:
        """The example as a text that a comment may name; of another kind as JSON writes it."""
        return str(self.example.value) if self.example.kind is ScalarKind.TEXT else self.example_line

    @property
    def example_line(self) -> str:
        """The example as JSON writes it, without quotes: one line, whatever is in it."""
        plain = plain_json(self.example)
        written = json.dumps(plain, ensure_ascii=False)
        return written[1:-1] if isinstance(plain, str) else written


@frozen
class Header:
    """A header of a call: its name, a word that comes first, if any, and the key behind that."""

    name: str
    scheme: str
    key: ScalarValue

    @property
    def metadata_key(self) -> str:
        """Its name in gRPC's metadata, whose names are of small letters."""
        return self.name.lower()

    @property
    def prefix(self) -> str:
        """What stands before the key, a space behind the word included."""
        return f"{self.scheme} " if self.scheme else ""

    @property
    def parts(self) -> tuple[str | ScalarValue, ...]:
        """What it holds: the word with a space behind it, if any, and the key."""
        return (self.prefix, self.key) if self.scheme else (self.key,)

    @property
    def plain(self) -> bool:
        """Whether that word can stand as it is in a literal of any language, as it always can."""
        return True

    @property
    def line(self) -> Composed:
        """The whole header as HTTP has it, with the key as it is published."""
        key = Composed.of_value(str(self.key.value), self.key.variable or "")
        return Composed.joined([f"{self.name}: {self.prefix}", key])


@frozen
class Request:
    """One call: the RPC, its message, its REST form, and the constants in the order in which a reader meets them.

    ``types`` are all messages and enums of the request, each once, sorted. ``signing`` is how the call carries its
    keys, ``credentials`` the numbers, from 0, of its credentials among all of the API, and ``authentication`` the
    constant of each. ``success`` is None where the answer holds no status of the API: then a call went well when gRPC,
    or HTTP, says so.
    """

    rpc: Name
    method: Method
    rule: HttpRule
    message: MessageValue
    rest: RestForm
    variables: tuple[RequestVariable, ...]
    authentication: tuple[ScalarValue, ...]
    signing: Signing
    credentials: tuple[int, ...]
    types: tuple[TypeName, ...]
    success: SuccessStatus | None

    @property
    def is_delete(self) -> bool:
        """Whether the call deletes, by its verb: then a snippet says that it succeeded, else it shows the answer."""
        return self.rule.verb == "DELETE"

    @property
    def imports(self) -> tuple[TypeName, ...]:
        """The outermost types that code names: those of the request and the success status's enum."""
        return self._imports

    @cached_property
    def _imports(self) -> tuple[TypeName, ...]:
        found = {(name.package, name.outer): name for name in self._named}
        return tuple(found[key] for key in sorted(found))

    @property
    def modules(self) -> tuple[Module, ...]:
        """The files of the request's messages and enums, each once, in the order of their packages and names."""
        return tuple(self._modules[key] for key in sorted({_file(name) for name in self.types}))

    @property
    def success_module(self) -> Module | None:
        """The file of the success status's enum, where there is one."""
        return self._modules[_file(self.success.type)] if self.success else None

    def module(self, name: TypeName) -> str:
        """Return what code calls the file of a message or enum."""
        return self._modules[_file(name)].alias

    @property
    def _named(self) -> tuple[TypeName, ...]:
        return (*self.types, self.success.type) if self.success else self.types

    @cached_property
    def _modules(self) -> Mapping[_File, Module]:
        found = sorted({_file(name) for name in self._named})
        names = [name for _, name, _ in found]
        modules: dict[_File, Module] = {}
        for package, name, folder in found:
            alias = name
            if names.count(name) > 1:
                twins = [file for file in found if file[:2] == (package, name)]
                before = package if len(twins) == 1 else folder
                alias = re.sub(r"\W", "_", f"{before}_{name}", flags=re.ASCII)
                while alias in (*names, *(module.alias for module in modules.values())):
                    alias += "_"
            modules[package, name, folder] = Module(name, package, folder, alias)
        return modules

    @property
    def headers(self) -> tuple[Header, ...]:
        """The headers, or gRPC's metadata, that sign the call; what signs it in the query stands in ``rest``."""
        pairs = zip(self.signing.credentials, self.authentication, strict=True)
        return tuple(Header(found.header, found.scheme, key) for found, key in pairs if found.header)

    @property
    def rest_headers(self) -> tuple[Header | HeaderParameter, ...]:
        """All headers of the call over REST but that of its body's type: those that sign it, then those of its own."""
        return (*self.headers, *self.rest.headers)

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys that a snippet is published with, one a credential."""
        return tuple(str(key.value) for key in self.authentication)

    @property
    def keys_by_credential(self) -> Mapping[int, str]:
        """The keys by the numbers of their credentials among all of the API."""
        return dict(zip(self.credentials, self.keys, strict=True))

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of scalars in the request, for what a language must import."""
        return frozenset(value.kind.value for value in walk(self.message) if isinstance(value, ScalarValue))

    def expected(self) -> Message:
        """Return the protobuf message that the API must receive when a snippet runs unchanged."""
        return from_json(plain_json(self.message), descriptor(self.method.request))


def _file(name: TypeName) -> _File:
    return name.package, name.module, name.folder
