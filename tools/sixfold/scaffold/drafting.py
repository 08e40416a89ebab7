"""Method -> the request of a first draft: what names things, as variables called by the fields' roles."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import cast

from sixfold.definition import Field, FieldKind, HttpRule, Message, Method
from sixfold.document import Table
from sixfold.errors import Place
from sixfold.request import draft_for, is_well_known, variables_of
from sixfold.spec import PLACEHOLDER

words_of = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|[0-9]+").findall
_WELL_KNOWN = {
    "google.protobuf.Timestamp": "2026-01-31T12:00:00Z",
    "google.protobuf.Duration": "1.500s",
    "google.protobuf.FieldMask": "name",
    "google.protobuf.Struct": {"key": "value"},
    "google.protobuf.Value": "value",
    "google.protobuf.ListValue": ["value"],
}
_SCALARS = {FieldKind.BYTES: "Ynl0ZXM=", FieldKind.BOOLEAN: True, FieldKind.FLOAT: 0.5, FieldKind.DOUBLE: 0.5}
"""Of kinds that are no whole numbers."""
NO_DRAFTS = Table(Place(""), "", {}, {})


@dataclass
class Drafter:
    """Gathers variables while it walks the request."""

    method: Method
    known: Mapping[str, str]
    drafts: Table
    everything: bool
    marked: bool = True
    variables: dict[str, dict[str, str]] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)

    @property
    def mark(self) -> str:
        """What stands before a text that is for the author to write."""
        return PLACEHOLDER if self.marked and not self.everything else ""

    def request(self, scope: frozenset[str], rule: HttpRule) -> dict[str, object]:
        """Return the request's fields, less those of the API's scope, as far as the HTTP rule can carry them."""
        fields = [found for found in self.method.request.fields if found.name not in scope]
        # Of fields that exclude each other, the one in the path is always there.
        tops = {path.partition(".")[0] for path in rule.parameters}
        taken = {found.oneof for found in fields if found.name in tops and found.oneof}
        fields = [found for found in fields if found.name in tops or found.oneof not in taken]
        if rule.body != "*":
            # A query holds single values and lists of them; of a message, it has what stands in the path.
            fields = [found for found in fields if found.message is None or found.name == rule.body]
        values = self.fields(fields, top=True)
        for path in rule.parameters:
            *parents, last = path.split(".")
            if path.partition(".")[0] not in scope:
                place = values
                for name in parents:
                    place = cast("dict[str, object]", place.setdefault(name, {}))
                if last not in place:
                    place[last] = self._parameter(path)
        return values

    def _parameter(self, path: str) -> object:
        *parents, last = path.split(".")
        message = self.method.request
        for name in parents:
            inner = message.fields_by_name[name].message
            message = message if inner is None else inner
        found = message.fields_by_name[last]
        return self._variable(found, path.replace(".", "_"), "") if parents and _is_text(found) else self._one(found)

    def message(self, message: Message) -> dict[str, object]:
        """Return a message's telling fields, or the first that there is where it has none: empty, it says nothing."""
        values = self.fields(list(message.fields), top=False)
        for found in sorted(message.fields, key=_rank):
            if values or found.deprecated:
                continue
            value = self._value(found)
            values = {} if value in (None, {}, [{}]) else {found.name: value}
        return values

    def fields(self, fields: list[Field], *, top: bool) -> dict[str, object]:
        """Return values of the fields that a first draft has; ``top`` says that they are the request's own."""
        values: dict[str, object] = {}
        oneofs: set[str] = set()
        for found in fields:
            oneof = {found.oneof} if found.oneof else set()
            draft = draft_for(self.drafts, found)
            wanted = self.everything or draft is not None or self._tells(found, top=top)
            value = (self._value(found) if draft is None else draft) if wanted and not oneof & oneofs else None
            if value is not None:
                values[found.name] = value
                oneofs |= oneof
            for name in variables_of(draft):
                self._define(name, name.lower(), "")
        return values

    def _tells(self, found: Field, *, top: bool) -> bool:
        """Say whether a field belongs into a first draft: texts name things; the rest is for the author to add."""
        if found.deprecated:
            return False
        if found.message is not None:
            return top and found.entry is None and self._is_subject(found)
        return found.kind in (FieldKind.TEXT, FieldKind.BYTES) and (top or found.name in ("id", "name"))

    def _is_subject(self, found: Field) -> bool:
        """Say whether a message is what the RPC is about: a list of messages is, or that of its name, or else each."""
        others = [other for other in self.method.request.fields if other.message is not None]
        names = [other.name for other in others if other.repeated] or [resource_of(self.method.name)]
        return found.name in names or not any(other.name in names for other in others)

    def _value(self, found: Field) -> object:
        if found.entry:
            key, item = found.entry
            value = self._one(item)
            return None if value is None else {_map_key(key): value}
        if not found.repeated:
            return self._one(found)
        if _is_text(found):
            singular = found.name.removesuffix("s")
            return [self._variable(found, singular, "_1"), self._variable(found, singular, "_2")]
        value = self._one(found)
        return None if value is None else [value]

    def _one(self, found: Field) -> object:
        message = found.message
        wrapped = message.wrapped if message is not None else None
        if wrapped is not None:
            return self._one(wrapped)
        if message is not None and is_well_known(message):
            # An Any can hold any message that the definition knows: this one it does.
            any_message = {"@type": f"type.googleapis.com/{self.method.request.full_name}"}
            return _WELL_KNOWN.get(message.full_name, any_message)
        if message is not None:
            if message.full_name in self.seen:
                return None
            self.seen.add(message.full_name)
            return self.message(message)
        if found.enum is not None:
            # The first means that nothing is said; what comes next is what the API takes for usual.
            numbers = found.enum.numbers
            return next((name for name, number in numbers.items() if number), next(iter(numbers)))
        if _is_text(found):
            return self._variable(found, found.name, "")
        return _SCALARS.get(found.kind, 1)

    def _variable(self, found: Field, name: str, ending: str) -> str:
        """Return a variable by the field's role: a bare ``id`` is that of its message, or of what the RPC is about."""
        resource = resource_of(self.method.name)
        if found.owner.full_name != self.method.request.full_name:
            resource = "_".join(words_of(found.owner.name)).lower()
        role = f"{resource}_{name}" if name in ("id", "name") else name
        return self._define(f"{role.upper()}{ending}", role, ending)

    def _define(self, variable: str, role: str, ending: str) -> str:
        if variable not in self.known:
            words = role.replace("_", " ").replace(" id", " ID")
            example = f"{role.removesuffix('_id').replace('_', '-')}{ending.replace('_', '-')}"
            self.variables[variable] = {
                "example": f"{self.mark}my-{example}",
                "description": f"{self.mark}The {words}.",
            }
        return f"${variable}"


def _is_text(found: Field) -> bool:
    return found.kind is FieldKind.TEXT


def _rank(found: Field) -> tuple[bool, bool]:
    """Order fields by how much they say by themselves: texts, other single values, messages."""
    return found.message is not None, not _is_text(found)


def _map_key(found: Field) -> str:
    kinds = {FieldKind.TEXT: "key", FieldKind.BOOLEAN: "true"}
    return kinds.get(found.kind, "1")


def resource_of(rpc: str) -> str:
    """Return the singular of what an RPC is about: ``DeletePipelineSteps`` is about a ``pipeline_step``."""
    words = words_of(rpc)
    # A variable's name begins with a letter.
    return singular("_".join(words[1:]).lower().lstrip("0123456789_") or words[0].lower())


def singular(name: str) -> str:
    """Return the singular of a word, or of the last of several."""
    if name.endswith("ies"):
        return name.removesuffix("ies") + "y"
    return name.removesuffix("s") if not name.endswith("ss") else name
