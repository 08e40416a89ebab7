"""An operation of a document -> its HTTP rule, and the message of what a call can say: parameters and body."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import field
from functools import cached_property

from google.protobuf.struct_pb2 import Struct

from sixfold.contract import FORM_TYPE
from sixfold.definition.http_rule import HttpRule
from sixfold.definition.model import Field, Message
from sixfold.definition.openapi.document import At, DocumentError
from sixfold.definition.openapi.fields import FieldMaker, component_of, description_of, plain_line, reached
from sixfold.definition.openapi.parameters import Key, faults, form_of, is_none_of_the_call, parts_of, unsent
from sixfold.frozen import frozen
from sixfold.json_value import MEDIA_TYPE
from sixfold.value import TypeName

_BODY = "body"
_STRUCTURED = re.compile(r"[a-z]+/[a-z0-9!#$&^_.-]+\+json")
"""Names of JSON in a vocabulary of its own, by RFC 6839: ``application/merge-patch+json``."""
_EMPTY = Message(TypeName("nothing", "", "openapi"))


@frozen
class DescribedOperation:
    """One verb of one path.

    ``path`` has the base of the server in it, and ``known`` is what tells of an operation before this one that it
    cannot be told from, empty where there is none. ``signs`` are the names, in small letters, and places of parameters
    that carry keys: they are none of the operation's own. ``host`` is empty where it is that of the document.
    """

    name: str
    verb: str
    path: str
    at: At
    item: At
    fields: FieldMaker
    known: str = ""
    signs: frozenset[Key] = frozenset()
    host: str = ""
    _names: dict[tuple[str, str], str] = field(default_factory=dict, compare=False)

    @cached_property
    def parameters(self) -> tuple[At, ...]:
        """Its parameters, those of its path included, each once."""
        found: dict[tuple[str, str], At] = {}
        for holder in (self.item, self.at):
            for parameter in (one.resolved for one in holder.items("parameters")):
                found[parameter.text("name"), parameter.text("in")] = parameter
        return tuple(found.values())

    @cached_property
    def names(self) -> dict[tuple[str, str], str]:
        """What each parameter is called in a request, by its own name and where it goes: a name without dots."""
        names: dict[tuple[str, str], str] = {}
        for parameter in sorted(self.parameters, key=lambda found: found.text("in") != "path"):
            own, location = parameter.text("name"), parameter.text("in")
            name = _identifier(own)
            while name in names.values():
                name += f"_in_{location}"
            names[own, location] = name
        return names

    @cached_property
    def body(self) -> At | None:
        """The body that a call can have, as the document's media type has it."""
        return self._chosen[1] if self._chosen else None

    @cached_property
    def _chosen(self) -> tuple[str, At] | None:
        """The media type of the body by its name: JSON's own before others that are JSON too, these before a form."""
        body = self.at.get("requestBody")
        found = [(name, media) for name, media in _media(body) if is_json(name) or _is_form(name)] if body else []
        return min(found, key=lambda pair: (_is_form(pair[0]), "+json" in pair[0]), default=None)

    @property
    def body_name(self) -> str:
        """What the body is called in a request; empty where there is none."""
        if self.body is None or (self.verb == "GET" and not self._needs_body):
            return ""
        return _BODY if _BODY not in self.names.values() else f"request_{_BODY}"

    @property
    def _needs_body(self) -> bool:
        body = self.at.get("requestBody")
        return body is not None and body.flag("required")

    @cached_property
    def request(self) -> Message:
        """The message of all that a call can say."""
        own = TypeName(f"{self.name}Request", "", "openapi")
        return Message(own, _fields=lambda message: tuple(self._fields(message)), _origin=Struct.DESCRIPTOR)

    @cached_property
    def schemas(self) -> dict[str, At | None]:
        """The schema of each field of the request."""
        found = {self.names[key]: parameter.get("schema") for key, parameter in self._sent.items()}
        return found | ({self.body_name: self.body.get("schema")} if self.body and self.body_name else {})

    def holder(self, name: str) -> At:
        """Return the parameter, or the media type, of a field of the request."""
        for key, parameter in self._sent.items():
            if self.names[key] == name:
                return parameter
        return self.body or self.at

    @property
    def _sent(self) -> dict[tuple[str, str], At]:
        """The parameters that a call sends."""
        keyed = {(found.text("name"), found.text("in")): found for found in self.parameters}
        return {
            key: found
            for key, found in keyed.items()
            if "content" not in found.fields and not is_none_of_the_call(key, self.signs) and not unsent(key)
        }

    def _fields(self, message: Message) -> Iterator[Field]:
        for key, parameter in self._sent.items():
            required = parameter.flag("required") and key[1] != "path"
            yield self._field(self.names[key], parameter, message, required=required)
        if self.body is not None and self.body_name:
            yield self._field(self.body_name, self.body, message, required=self._needs_body)

    def _field(self, name: str, holder: At, owner: Message, *, required: bool) -> Field:
        schema = holder.get("schema")
        # Of a reference the name is wanted, too.
        given = (holder.below("schema"),) if schema is not None else ()
        made = self.fields.field(name, given, owner, required=required)
        around = self.at.get("requestBody") if name == self.body_name else None
        text = plain_line(around or holder) or description_of(given)
        deprecated = made.deprecated or holder.flag("deprecated")
        return Field(
            **{key: value for key, value in vars(made).items() if key in Field.__dataclass_fields__}
            | {"deprecated": deprecated, "read_only": False, "_description": lambda: text}
        )

    @cached_property
    def rule(self) -> HttpRule:
        """How HTTP carries it."""
        path = self.path
        for (own, location), name in self.names.items():
            if location == "path":
                path = path.replace(f"{{{own}}}", f"{{{name}}}").replace(f"{{+{own}}}", f"{{{name}=**}}")
        forms = {self.names[key]: form_of(found) for key, found in self._sent.items()}
        name = self._chosen[0] if self._chosen else MEDIA_TYPE
        media_type = MEDIA_TYPE if "*" in name else plain_media_type(name)
        return HttpRule(
            self.verb,
            path,
            self.body_name,
            forms=forms,
            media_type=media_type,
            parts=parts_of(self.body) if self.body and media_type == FORM_TYPE else {},
            host=self.host,
            _unfit=self._unfit,
        )

    def _unfit(self) -> str:
        try:
            found = self.known or next(self._faults(), "")
        except DocumentError as error:
            found = str(error)
        return found

    def _faults(self) -> Iterator[str]:
        """Yield what of the operation no snippet can do, and raise what is wrong with the document."""
        for key, parameter in zip(self.names, self.parameters, strict=True):
            if not is_none_of_the_call(key, self.signs):
                yield from faults(key, parameter)
        declared = {own for own, location in self.names if location == "path"}
        for own in re.findall(r"\{\+?([^{}]*)\}", self.path):
            if own not in declared:
                yield f"its path has '{{{own}}}', which no parameter declares ({self.at.place})"
        if self._needs_body and self.body is None:
            body = self.at.get("requestBody")
            kinds = ", ".join(name for name, _ in _media(body)) if body else ""
            yield f"its body is {kinds or 'of no media type'}, and snippets send JSON or a form ({self.at.place})"
        if self.body and self.body_name and self.rule.media_type == FORM_TYPE:
            field = self.request.fields_by_name[self.body_name]
            if field.message is None or field.repeated:
                yield f"its body is a form, and its schema that of no object ({self.body.place})"
        for _ in reached(self.request):
            """What is wrong with the schema of a field is raised."""

    @cached_property
    def response(self) -> Message:
        """The answer to a call that goes well, as far as it is an object of JSON; its fields are read when asked."""
        try:
            answers = success_of(self.at)
            found = next((media for name, media in _media(answers) if is_json(name)), None) if answers else None
            given = (found.below("schema"),) if found is not None and "schema" in found.fields else ()
            own = TypeName(component_of(given) or f"{self.name}Response", "", "openapi")
        except DocumentError:
            return _EMPTY
        return Message(own, _fields=lambda _: self._answered(given, own.name))

    def _answered(self, schemas: tuple[At, ...], name: str) -> tuple[Field, ...]:
        try:
            return self.fields.message(schemas, name).fields if schemas else ()
        except DocumentError:
            return ()


def success_of(operation: At) -> At | None:
    """Return the first documented answer that says success."""
    answers = operation.entries("responses")
    codes = sorted(code for code in answers if code[:1] == "2")
    return answers[codes[0] if codes else "default"].resolved if codes or "default" in answers else None


def is_json(media_type: str) -> bool:
    """Say whether what a media type names is JSON, whatever its parameters are."""
    found = plain_media_type(media_type)
    return found in (MEDIA_TYPE, "*/*", "application/*") or bool(_STRUCTURED.fullmatch(found))


def _is_form(media_type: str) -> bool:
    return plain_media_type(media_type) == FORM_TYPE


def plain_media_type(media_type: str) -> str:
    """Return a media type in small letters, without its parameters."""
    return media_type.partition(";")[0].strip().lower()


def _media(holder: At) -> list[tuple[str, At]]:
    return [(name, found.resolved) for name, found in holder.entries("content").items()]


def _identifier(name: str) -> str:
    """Return a name without what a path of fields gives a meaning of its own."""
    found = re.sub(r"\W+", "_", name, flags=re.ASCII).strip("_")
    return found if re.match("[A-Za-z]", found) else f"p_{found}"
