"""ApiDefinition -> calls that a team would document: an RPC, and texts for some of its fields."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from random import Random
from urllib.parse import quote, urlencode

from sixfold.clients import Client
from sixfold.definition import ApiDefinition, Field, FieldKind, Method

HOST = "https://api.clarifai.com"
Value = str | list[str]

_WORDS = ("amber", "birch", "cedar", "delta", "ember", "fjord", "grove", "heron", "islet", "jolly", "knoll", "lotus")


@dataclass(frozen=True)
class Operation:
    """A call: whose (user and app), the RPC with its request's class, and the texts that it sends by their fields."""

    method: Method
    whose: tuple[str, str]
    texts: Mapping[str, Value]

    @property
    def rpc(self) -> str:
        """What its service calls the RPC."""
        return self.method.name

    @property
    def request(self) -> str:
        """The class of its request."""
        return self.method.request.name

    def url(self, texts: Mapping[str, Value]) -> str:
        """Return the address that these texts are sent to: those of the path in it, and others behind it."""
        rule = self.method.rules[0]
        user, app = self.whose
        values = {"user_app_id.user_id": user, "user_app_id.app_id": app, **texts}
        path = re.sub(r"\{([\w.]+)\}", lambda found: quote(str(values[found[1]]), safe=""), rule.path)
        query = {name: value for name, value in texts.items() if name not in rule.parameters and not rule.body}
        return f"{HOST}{path}" + (f"?{urlencode(query, doseq=True)}" if query else "")

    def body(self, texts: Mapping[str, Value]) -> str:
        """Return what is sent as JSON, nothing where it all stands in the address."""
        rule = self.method.rules[0]
        sent = {name: value for name, value in texts.items() if name not in rule.parameters}
        return json.dumps(sent) if rule.body else ""

    def with_other_ids(self, source: Random) -> Operation:
        """Return the same call for other things: what another file of the same operation has."""
        texts: dict[str, Value] = {
            name: [word(source) for _ in value] if isinstance(value, list) else word(source)
            for name, value in self.texts.items()
        }
        return replace(self, whose=(word(source), word(source)), texts=texts)


def word(source: Random) -> str:
    """Draw an example id."""
    return f"{source.choice(_WORDS)}-{source.randrange(10_000)}"


def knows(client: Client, method: Method, fields: Iterable[str]) -> bool:
    """Say whether a client, which may be older than the definition, has an RPC, and these fields of its request."""
    return method.full_name in client.rpcs and {*fields} <= {*client.messages.get(method.request.full_name, ())}


def drawn(definition: ApiDefinition, clients: Mapping[str, Client], source: Random) -> Iterator[Operation]:
    """Yield operations in a drawn order, without end: RPCs of which texts can be sent, and every client knows."""
    methods = [
        method
        for method in definition.methods.values()
        if is_plain(method)
        and all(knows(client, method, [field.name for field in method.request.fields]) for client in clients.values())
    ]
    while True:
        for method in source.sample(methods, len(methods)):
            yield operation(method, source)


def operation(method: Method, source: Random) -> Operation:
    """Return a call of an RPC that sets what its path needs, and one to three more texts where it takes them."""
    needed = _needed(method)
    others = [field for field in _texts(method) if field.name not in needed]
    chosen = source.sample(others, min(len(others), source.randint(1, 3)))
    fields = [method.request.fields_by_name[name] for name in needed] + chosen
    texts: dict[str, Value] = {
        field.name: [word(source) for _ in range(source.randint(1, 3))] if field.repeated else word(source)
        for field in fields
    }
    return Operation(method, (word(source), word(source)), texts)


def is_plain(method: Method) -> bool:
    """Say whether an RPC can be called with texts alone, of which its path needs no others."""
    if method.streaming or not method.rules or method.deprecated or "user_app_id" not in method.request.fields_by_name:
        return False
    names = {field.name for field in _texts(method) if not field.repeated}
    return bool(_texts(method)) and set(_needed(method)) <= names and method.rules[0].body in ("", "*")


def _needed(method: Method) -> list[str]:
    return [name for name in method.rules[0].parameters if not name.startswith("user_app_id.")]


def _texts(method: Method) -> list[Field]:
    """Return the fields of a request that hold text of any kind: not those that take one of a few words."""
    return [
        field
        for field in method.request.fields
        if field.kind is FieldKind.TEXT and not field.deprecated and not field.oneof and field.name != "action"
    ]
