"""Method -> a complete spec entry, ready to edit: request, variables named by roles, and words to replace."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml
from google.protobuf.descriptor import Descriptor, FieldDescriptor

from sixfold.binding import carried
from sixfold.definition import HttpRule, Method, map_types
from sixfold.errors import Place
from sixfold.node import Table
from sixfold.request import draft_for, is_well_known, variables_of, wrapped_field
from sixfold.spec import PLACEHOLDER, Api

_words = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|[0-9]+").findall
_WELL_KNOWN = {
    "google.protobuf.Timestamp": "2026-01-31T12:00:00Z",
    "google.protobuf.Duration": "1.500s",
    "google.protobuf.FieldMask": "name",
    "google.protobuf.Struct": {"key": "value"},
    "google.protobuf.Value": "value",
    "google.protobuf.ListValue": ["value"],
}
_BYTES = "Ynl0ZXM="
_NO_DRAFTS = Table(Place(""), "", {}, {})


class _Dumper(yaml.SafeDumper):
    """Indents the items of a list below their key, and writes out what stands twice, as the specs do."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - PyYAML's signature
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002 - PyYAML's signature
        super().increase_indent(flow, indentless=False)


@dataclass(frozen=True)
class Scaffold:
    """A spec entry and the variables that it uses and the API does not define, both as a spec writes them."""

    operation: Mapping[str, Any]
    variables: Mapping[str, Any]


@dataclass
class _Builder:
    """Gathers variables while it walks the request."""

    method: Method
    known: Mapping[str, str]
    drafts: Table
    everything: bool
    variables: dict[str, Any] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)

    @property
    def mark(self) -> str:
        """What stands before a text that is for the author to write."""
        return "" if self.everything else PLACEHOLDER

    def request(self, scope: frozenset[str], rule: HttpRule) -> dict[str, Any]:
        fields = [found for found in self.method.request.fields if found.name not in scope]
        if rule.body != "*":
            # A query holds single values and lists of them; of a message, it has what stands in the path.
            fields = [found for found in fields if found.message_type is None or found.name == rule.body]
        values = self.fields(fields, top=True)
        for path in rule.parameters:
            *parents, last = path.split(".")
            if path.partition(".")[0] not in scope:
                place = values
                for name in parents:
                    place = place.setdefault(name, {})
                if last not in place:
                    place[last] = self._parameter(path)
        return values

    def _parameter(self, path: str) -> Any:  # noqa: ANN401 - what YAML can hold
        *parents, last = path.split(".")
        message = self.method.request
        for name in parents:
            inner = message.fields_by_name[name].message_type
            message = message if inner is None else inner
        found = message.fields_by_name[last]
        if not parents or not _is_text(found):
            return self._one(found)
        return self._variable(self.method.request.fields_by_name[parents[0]], path.replace(".", "_"), "")

    def message(self, descriptor: Descriptor) -> dict[str, Any]:
        """Return a message's telling fields, or the first that there is where it has none: empty, it says nothing."""
        values = self.fields(list(descriptor.fields), top=False)
        for found in sorted(descriptor.fields, key=_rank):
            if values or found.GetOptions().deprecated:
                continue
            value = self._value(found)
            values = {} if value in (None, {}, [{}]) else {found.name: value}
        return values

    def fields(self, descriptors: list[FieldDescriptor], *, top: bool) -> dict[str, Any]:
        values: dict[str, Any] = {}
        oneofs: set[str] = set()
        for found in descriptors:
            oneof = {found.containing_oneof.name} if found.containing_oneof else set()
            draft = draft_for(self.drafts, found)
            wanted = self.everything or draft is not None or self._tells(found, top=top)
            value = (self._value(found) if draft is None else draft) if wanted and not oneof & oneofs else None
            if value is not None:
                values[found.name] = value
                oneofs |= oneof
            for name in variables_of(draft):
                self._define(name, name.lower(), "")
        return values

    def _tells(self, found: FieldDescriptor, *, top: bool) -> bool:
        """Say whether a field belongs into a first draft: texts name things; the rest is for the author to add."""
        if found.GetOptions().deprecated:
            return False
        if found.message_type is not None:
            return top and map_types(found) is None and self._is_subject(found)
        return found.cpp_type == FieldDescriptor.CPPTYPE_STRING and (top or found.name in ("id", "name"))

    def _is_subject(self, found: FieldDescriptor) -> bool:
        """Say whether a message is what the RPC is about: a list of messages is, or that of its name, or else each."""
        others = [other for other in self.method.request.fields if other.message_type is not None]
        names = [other.name for other in others if other.is_repeated] or [_resource(self.method.name)]
        return found.name in names or not any(other.name in names for other in others)

    def _value(self, found: FieldDescriptor) -> Any:  # noqa: ANN401 - what YAML can hold
        types = map_types(found)
        if types:
            value = self._one(types[1])
            return None if value is None else {_map_key(types[0]): value}
        if not found.is_repeated:
            return self._one(found)
        if _is_text(found):
            singular = found.name.removesuffix("s")
            return [self._variable(found, singular, "_1"), self._variable(found, singular, "_2")]
        value = self._one(found)
        return None if value is None else [value]

    def _one(self, found: FieldDescriptor) -> Any:  # noqa: ANN401 - what YAML can hold
        message = found.message_type
        wrapped = wrapped_field(message) if message is not None else None
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
        if found.enum_type is not None:
            # The first means that nothing is said; what comes next is what the API takes for usual.
            return next(
                (value.name for value in found.enum_type.values if value.number), found.enum_type.values[0].name
            )
        if found.type == FieldDescriptor.TYPE_BYTES:
            return _BYTES
        if found.cpp_type == FieldDescriptor.CPPTYPE_BOOL:
            return True
        if _is_text(found):
            return self._variable(found, found.name, "")
        return 0.5 if found.cpp_type in (FieldDescriptor.CPPTYPE_FLOAT, FieldDescriptor.CPPTYPE_DOUBLE) else 1

    def _variable(self, found: FieldDescriptor, name: str, ending: str) -> str:
        """Return a variable by the field's role: a bare ``id`` is that of its message, or of what the RPC is about."""
        owner = found.containing_type
        resource = _resource(self.method.name)
        if owner is not None and owner.full_name != self.method.request.full_name:
            resource = "_".join(_words(owner.name)).lower()
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


def draft(api: Api, method: Method, identity: str = "") -> Scaffold:
    """Return a spec entry of an API for a unary RPC with an HTTP binding; what is for its author to write is marked.

    :param identity: the operation's id; the RPC's name in snake case where none is given.
    """
    known = {name: variable.description for name, variable in api.variables.items()}
    return _entry(_Builder(method, known, api.drafts, everything=False), frozenset(api.scope.keys), identity)


def scaffold(
    method: Method, scope: frozenset[str], known: Mapping[str, str], *, identity: str = "", everything: bool = False
) -> Scaffold:
    """Return a spec entry, as `draft` does, of the definition alone.

    :param scope: request fields that the API's scope fills.
    :param known: variables that the API defines, with their descriptions.
    :param everything: set every field of every message type that the request can hold, each type once; else those
        that name things. Such an entry is for trying languages on, not for a reader, and nothing in it is marked.
    """
    return _entry(_Builder(method, known, _NO_DRAFTS, everything), scope, identity)


def _entry(builder: _Builder, scope: frozenset[str], identity: str) -> Scaffold:
    method, mark = builder.method, builder.mark
    rule = next(iter(carried(method)), method.rules[0])
    request = builder.request(scope, rule)
    _fit(builder.variables, request, rule)
    words = _words(method.name)
    operation: dict[str, Any] = {
        "id": identity or "_".join(words).lower(),
        "title": f"{mark}{' '.join(word.capitalize() for word in words)}",
        "text": f"{mark}Say what {method.name} is for, and what a reader should know first.",
        "rpc": method.name,
    }
    if rule.path != method.rules[0].path:
        operation["path"] = rule.path
    if request:
        operation["request"] = request
    if rule.verb == "DELETE":
        operation |= {"irreversible": True, "deletes": f"{mark}Say what goes.", "keeps": f"{mark}Say what stays."}
    described = [found.name for found in method.request.fields if found.name not in scope]
    if described:
        operation["fields"] = {name: f"{mark}Say what {name.replace('_', ' ')} means." for name in described}
    return Scaffold(operation, builder.variables)


def _fit(variables: dict[str, Any], request: Mapping[str, Any], rule: HttpRule) -> None:
    """Give the example of each variable the segments that the path wants: ``projects/my-thing/things/my-thing``."""
    for parameter in rule.template.parameters:
        found: Any = request
        for name in parameter.field.split("."):
            found = found.get(name, "") if isinstance(found, dict) else ""
        variable = variables.get(str(found).removeprefix("$"))
        if variable and parameter.shape != "*":
            before, word, name = variable["example"].rpartition("my-")
            variable["example"] = before + parameter.shape.replace("**", "*").replace("*", f"{word}{name}")


def page_text(title: str, found: Scaffold) -> str:
    """Return a page of one operation, as YAML."""
    page: dict[str, Any] = {"title": title, "description": f"{title.rstrip('.')}.", "operations": [found.operation]}
    if found.variables:
        page["variables"] = found.variables
    return to_yaml(page)


def to_yaml(content: object) -> str:
    """Return YAML in the style of the specs."""
    return yaml.dump(content, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=110)


def _is_text(found: FieldDescriptor) -> bool:
    return found.cpp_type == FieldDescriptor.CPPTYPE_STRING and found.type != FieldDescriptor.TYPE_BYTES


def _rank(found: FieldDescriptor) -> tuple[bool, bool]:
    """Order fields by how much they say by themselves: texts, other single values, messages."""
    return found.message_type is not None, not _is_text(found)


def _map_key(found: FieldDescriptor) -> str:
    kinds = {FieldDescriptor.CPPTYPE_STRING: "key", FieldDescriptor.CPPTYPE_BOOL: "true"}
    return kinds.get(found.cpp_type, "1")


def _resource(rpc: str) -> str:
    """Return the singular of what an RPC is about: ``DeletePipelineSteps`` is about a ``pipeline_step``."""
    words = _words(rpc)
    # A variable's name begins with a letter.
    name = "_".join(words[1:]).lower().lstrip("0123456789_") or words[0].lower()
    if name.endswith("ies"):
        return name.removesuffix("ies") + "y"
    return name.removesuffix("s") if not name.endswith("ss") else name
