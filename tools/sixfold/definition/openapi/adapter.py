"""An OpenAPI document -> the definition: each operation a method, in a service by its first tag."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from sixfold.definition.api_definition import ApiDefinition
from sixfold.definition.http_rule import HttpRule
from sixfold.definition.model import Method
from sixfold.definition.openapi.contract import OperationContract
from sixfold.definition.openapi.document import At, Document, DocumentError
from sixfold.definition.openapi.fields import FieldMaker, plain_line, written_line
from sixfold.definition.openapi.operation import DescribedOperation
from sixfold.definition.openapi.security import Keys
from sixfold.frozen import frozen
from sixfold.reading import digest
from sixfold.signing import Signing

_VERBS = ("get", "put", "post", "delete", "patch", "head", "options", "trace")
_READ = re.compile(r"3\.[01](\.|$)")
_SHOWN = 12
_HOST = r"([A-Za-z0-9.-]+(:[0-9]+)?)?"
_UNTAGGED = "Operations"


def load_openapi(root: Path, path: str, signing: Signing | None = None) -> ApiDefinition:
    """Load the operations of an OpenAPI document.

    :param root: the project's folder, in which the document's files stand; ``path`` is relative to it.
    :param signing: how calls are signed beside what the document says of that: its parameters are none of theirs.
    :raises DefinitionError: when it cannot be read, or is no document of OpenAPI 3.0 or 3.1.
    """
    document = Document(root, path)
    top = document.top
    _check_version(top)
    document.read_all()
    keys = Keys(top, signing)
    reader = _Reader(top, keys)
    methods = {method.full_name: method for method in reader.methods()}
    if not methods:
        top.refuse("holds no operation under 'paths'; expected one at least")
    services = tuple(dict.fromkeys(method.service for method in methods.values()))
    version = digest(document.content.encode())[:_SHOWN]
    return ApiDefinition(
        services,
        path,
        version,
        methods,
        reader.aliases,
        title=title_of(top),
        host=host_of(top),
        files=tuple(document.texts),
        signing=keys.common,
    )


def _check_version(top: At) -> None:
    if not isinstance(top.value, dict):
        top.refuse("expected an OpenAPI document, which is a mapping")
    if "swagger" in top.fields:
        said = f"is Swagger {top.fields['swagger']}; expected OpenAPI 3.0 or 3.1"
        top.below("swagger").refuse(f"{said}; convert it, e.g. by 'npx swagger2openapi', and name what it writes")
    if "openapi" not in top.fields:
        top.refuse("has no 'openapi'; expected a document that begins like 'openapi: 3.1.0'")
    if not _READ.match(str(top.fields["openapi"])):
        top.below("openapi").refuse(f"is '{top.fields['openapi']}'; expected 3.0 or 3.1")


def title_of(top: At) -> str:
    """Return what a document calls the API."""
    info = top.get("info")
    return plain_line(info, "title") if info is not None else ""


def host_of(top: At) -> str:
    """Return the host of the document's first server, empty where it names none, or what is none."""
    found = _split(_server(top)).netloc
    return found if re.fullmatch(_HOST, found) else ""


def _split(address: str) -> SplitResult:
    """Return an address in its parts; of what is none all stands where a host would be."""
    try:
        return urlsplit(address)
    except ValueError:
        return SplitResult("", address, "", "", "")


def _server(*holders: At) -> str:
    """Return the address of the first server of the innermost that names any, its variables at their defaults."""
    for holder in holders:
        for server in holder.items("servers")[:1]:
            address = server.text("url")
            for name, variable in server.entries("variables").items():
                address = address.replace(f"{{{name}}}", str(variable.resolved.fields.get("default", "")))
            return address
    return ""


@frozen
class _Found:
    """An operation where it stands: its verb and path, and the values of both."""

    verb: str
    path: str
    item: At
    at: At


@dataclass
class _Reader:
    """Reads the operations of a document in its order."""

    top: At
    keys: Keys
    aliases: dict[str, str] = field(default_factory=dict)
    _fields: FieldMaker = field(default_factory=FieldMaker)
    _taken: set[str] = field(default_factory=set)
    _ids: dict[str, At] = field(default_factory=dict)
    _shapes: dict[tuple[str, str], At] = field(default_factory=dict)

    @cached_property
    def _host(self) -> str:
        return host_of(self.top)

    def methods(self) -> Iterator[Method]:
        for path, given in self.top.entries("paths").items():
            if path.startswith("x-"):
                continue
            item = given.resolved
            if not path.startswith("/"):
                given.refuse("expected a path that begins with '/'")
            for verb in _VERBS:
                if verb in item.fields:
                    found = item.below(verb)
                    if not isinstance(found.value, dict):
                        found.refuse("expected an operation, which is a mapping")
                    yield self._method(_Found(verb.upper(), path, item, found))

    def _method(self, found: _Found) -> Method:
        verb, path, at = found.verb, found.path, found.at
        identity = at.text("operationId")
        known = self._refusal(identity, found)
        tags = at.texts("tags")
        service = re.sub(r"\W+", "_", tags[0], flags=re.ASCII).strip("_") if tags else ""
        name = self._name(identity or f"{verb.lower()} {path}")
        full_name = f"{service or _UNTAGGED}.{name}"
        self.aliases[f"{verb} {path}"] = full_name
        if identity and self._ids[identity] == at:
            self.aliases[identity] = full_name
        base = _split(_server(at, found.item, self.top)).path.rstrip("/")
        at_item = (at, found.item, self._fields)
        host, signs = self._own_host(found), self.keys.carriers
        made = DescribedOperation(name, verb, base + path, *at_item, known=known, signs=signs, host=host)
        return Method(
            full_name=full_name,
            request=made.request,
            response=made.response,
            rules=(_rule(made),),
            streaming=False,
            deprecated=at.flag("deprecated"),
            title=plain_line(at, "summary"),
            contract=OperationContract(made),
            signing=self.keys.of(at),
            _description=lambda: written_line(at) or written_line(at, "summary"),
        )

    def _refusal(self, identity: str, found: _Found) -> str:
        """Say which operation before this one it cannot be told from, by its id or by its path."""
        at, verb = found.at, found.verb
        first = self._ids.setdefault(identity, at) if identity else at
        if first != at:
            return f"its operationId '{identity}' is that of {first.pointer[-1].upper()} {first.pointer[-2]}, too"
        shape = verb, re.sub(r"\{[^{}]*\}", "{}", found.path)
        first = self._shapes.setdefault(shape, at)
        if first != at:
            return f"a server cannot tell it from {verb} {first.pointer[-2]}, which has the same path"
        if unsigned := self.keys.refusal(at):
            return unsigned
        host = self._own_host(found)
        if host and _split(_server(found.at, found.item)).scheme.lower() == "http":
            return f"its server is http://{host}, and snippets call by HTTPS alone ({at.place})"
        return "" if re.fullmatch(_HOST, host) else f"its server is '{host}'; expected the name of a host ({at.place})"

    def _own_host(self, found: _Found) -> str:
        """Return the host of an operation's own server, empty where it is that of the document."""
        host = _split(_server(found.at, found.item)).netloc
        return "" if host == self._host else host

    def _name(self, text: str) -> str:
        """Return an id as a name in programs, which no other operation has."""
        words = re.findall(r"[A-Za-z0-9_]+", text)
        name = text if re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*", text) else "".join(w[:1].upper() + w[1:] for w in words)
        name = name if re.match("[A-Za-z]", name) else f"Call{name}"
        free, number = name, 2
        while free.lower() in self._taken:
            free, number = f"{name}{number}", number + 1
        self._taken.add(free.lower())
        return free


def _rule(made: DescribedOperation) -> HttpRule:
    """Return how HTTP carries an operation; of one that cannot be read, a rule that says why none carries it."""
    try:
        return made.rule
    except DocumentError as error:
        reason = str(error)
        return HttpRule(made.verb, made.path, "", _unfit=lambda: reason)
