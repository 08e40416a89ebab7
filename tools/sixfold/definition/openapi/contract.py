"""What the schemas of an operation say of values: asked of `jsonschema`, in the document as it stands.

OpenAPI 3.0 means some words in another way than JSON Schema does; these are told to the library here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any
from urllib.parse import quote, unquote

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import UndefinedTypeCheck, UnknownType, ValidationError, best_match
from jsonschema.protocols import Validator
from jsonschema.validators import extend
from referencing import Registry, Resource, Specification
from referencing.exceptions import Unresolvable

from sixfold.contract import Reply, Violation
from sixfold.definition.openapi.document import At, DocumentError
from sixfold.definition.openapi.draft import draft_of
from sixfold.definition.openapi.examples import example_of
from sixfold.definition.openapi.operation import DescribedOperation, is_json, success_of
from sixfold.definition.openapi.patterns import try_pattern
from sixfold.errors import Place
from sixfold.frozen import frozen
from sixfold.json_value import MEDIA_TYPE, Json, JsonObject

_SCHEME = "file:///"
"""What the library resolves relative references by; files are read by the document alone."""

_REFERENCE = "$ref"
_FORMATS = FormatChecker(formats=("date", "ipv4", "ipv6", "uuid"))
_SHOWN = 200
_OK = 200
_OWN_WORDS = Draft202012Validator.VALIDATORS

_Errors = Iterator[ValidationError]


@frozen
class OperationContract:
    """The contract of one operation; its schemas are compiled when something is asked of them."""

    operation: DescribedOperation

    def violations(self, request: JsonObject) -> tuple[Violation, ...]:
        """Return what of a request is against its schemas.

        :raises DocumentError: when a schema cannot be applied.
        """
        found: list[Violation] = []
        for name, value in request.items():
            schema = self.operation.schemas.get(name)
            if schema is None:
                continue
            try:
                errors = list(self._validator(schema).iter_errors(value))
            except (Unresolvable, RecursionError, UnknownType, UndefinedTypeCheck, *_BROKEN) as error:
                said = f"cannot be applied as a schema: {' '.join(str(error).split())[:_SHOWN]}"
                raise DocumentError(schema.place, schema.way, said) from error
            found += [_violation(name, schema, _telling(error)) for error in errors]
        return tuple(found)

    def draft(self) -> JsonObject:
        """Return the values of a first call, by the names of its fields: examples, and what it cannot be without."""
        return draft_of(self.operation, self._fits)

    def _fits(self, name: str, value: Json) -> bool:
        try:
            return not self.violations({name: value})
        except DocumentError:
            return False

    def success(self) -> Reply:
        """Return the documented answer to a call that goes well, or the smallest one that can be."""
        try:
            answer = success_of(self.operation.at)
            codes = sorted(one for one in self.operation.at.entries("responses") if one[:1] == "2")
            return _reply(int(codes[0]) if codes and codes[0].isdecimal() else _OK, answer)
        except DocumentError:
            return Reply(_OK, {}, MEDIA_TYPE)

    def failure(self, status: int) -> Reply | None:
        """Return the documented answer with this status of HTTP; None where nothing is documented."""
        try:
            answers = self.operation.at.entries("responses")
            codes = (str(status), f"{status // 100}XX", "default")
            return next((_reply(status, answers[code].resolved) for code in codes if code in answers), None)
        except DocumentError:
            return None

    @cached_property
    def _registry(self) -> Registry[Any]:
        document = self.operation.at.document

        def retrieve(address: str) -> Resource[Any]:
            # Whatever has no identity of its own, in a document whose schemas are parts of something larger.
            return Specification.OPAQUE.create_resource(document.value(unquote(address.removeprefix(_SCHEME))))

        return Registry(retrieve=retrieve)  # type: ignore[call-arg]  # attrs' own constructor

    def _validator(self, schema: At) -> Validator:
        pointer = "/".join(step.replace("~", "~0").replace("/", "~1") for step in schema.pointer)
        kind = _OF_3_0 if str(schema.document.top.fields.get("openapi", "")).startswith("3.0") else _OF_3_1
        top = {_REFERENCE: f"{_SCHEME}{quote(schema.file)}#/{quote(pointer)}"}
        made: Validator = kind(top, registry=self._registry, format_checker=_FORMATS)
        return made


_BROKEN = (AttributeError, IndexError, KeyError, TypeError, ValueError, ZeroDivisionError, OverflowError)
"""What the library raises where a schema holds something that it did not look for."""


def _reply(status: int, answer: At | None) -> Reply:
    content = answer.entries("content") if answer is not None else {}
    for name, media in content.items():
        if is_json(name):
            return Reply(status, example_of(media.resolved), MEDIA_TYPE if "*" in name else name)
    return Reply(status, None)


def _telling(error: ValidationError) -> ValidationError:
    """Return what of an error tells most: of alternatives, why the nearest one does not fit."""
    best = best_match([error])
    return best if best is not None else error


def _violation(name: str, schema: At, error: ValidationError) -> Violation:
    path = name
    for step in error.absolute_path:
        path += f"[{step}]" if isinstance(step, int) else f".{step}"
    message = " ".join(error.message.split())
    return Violation(path, message if len(message) <= _SHOWN else f"{message[:_SHOWN]}…", str(_place(schema, error)))


def _place(schema: At, error: ValidationError) -> Place:
    """Return where the word stands that a value is against, references followed as the library did."""
    found = schema
    # The library names the words on the way, and no reference between them.
    for step in map(str, error.absolute_schema_path):
        if step not in found.fields and not isinstance(found.value, list):
            found = found.resolved
        if step not in found.fields and not isinstance(found.value, list):
            break
        found = found.below(step)
    return found.place


def _type(validator: Any, kinds: Any, instance: object, schema: Mapping[str, Any]) -> _Errors:  # noqa: ANN401 - the library's own signature
    """Read ``nullable``, by which 3.0 says that null is admitted, too."""
    if instance is None and schema.get("nullable") is True:
        return
    yield from _OWN_WORDS["type"](validator, kinds, instance, schema)


def _enum(validator: Any, values: Any, instance: object, schema: Mapping[str, Any]) -> _Errors:  # noqa: ANN401 - the library's own signature
    if instance is None and schema.get("nullable") is True:
        return
    yield from _OWN_WORDS["enum"](validator, values, instance, schema)


def _required(validator: Any, names: Any, instance: object, schema: Mapping[str, Any]) -> _Errors:  # noqa: ANN401 - the library's own signature
    """Leave out of what is required that which answers alone have."""
    properties = schema.get("properties")
    of = properties if isinstance(properties, dict) else {}
    read_only = {name for name, one in of.items() if isinstance(one, dict) and one.get("readOnly") is True}
    wanted = [name for name in names if name not in read_only]
    yield from _OWN_WORDS["required"](validator, wanted, instance, schema)


def _least(validator: Any, least: Any, instance: Any, schema: Mapping[str, Any]) -> _Errors:  # noqa: ANN401 - the library's own signature
    """Read ``exclusiveMinimum`` beside ``minimum``, which is true or false in 3.0."""
    word = "exclusiveMinimum" if schema.get("exclusiveMinimum") is True else "minimum"
    yield from _OWN_WORDS[word](validator, least, instance, schema)


def _most(validator: Any, most: Any, instance: Any, schema: Mapping[str, Any]) -> _Errors:  # noqa: ANN401 - the library's own signature
    word = "exclusiveMaximum" if schema.get("exclusiveMaximum") is True else "maximum"
    yield from _OWN_WORDS[word](validator, most, instance, schema)


def _nothing(*_: object) -> _Errors:
    """Say nothing of a word that another one reads."""
    yield from ()


def _pattern(validator: Any, pattern: Any, instance: Any, schema: Mapping[str, Any]) -> _Errors:  # noqa: ANN401 - the library's own signature
    """Leave alone what is no regular expression of Python's."""
    if isinstance(instance, str):
        try_pattern(str(pattern), instance)
    try:
        yield from list(_OWN_WORDS["pattern"](validator, pattern, instance, schema))
    except (RecursionError, ValueError, re.error):
        return


def _tried(word: str) -> Any:  # noqa: ANN401 - the library's own type
    """Return what reads a word that matches names of properties, once each has been tried against each pattern."""

    def read(validator: Any, value: Any, instance: Any, schema: Mapping[str, Any]) -> _Errors:  # noqa: ANN401 - the library's own signature
        patterns = schema.get("patternProperties")
        if isinstance(patterns, dict) and isinstance(instance, dict):
            for pattern in patterns:
                for name in instance:
                    try_pattern(pattern, name)
        yield from _OWN_WORDS[word](validator, value, instance, schema)

    return read


_OF_3_1 = extend(  # type: ignore[no-untyped-call]  # its stub is silent
    Draft202012Validator,
    {
        "required": _required,
        "pattern": _pattern,
        **{word: _tried(word) for word in ("patternProperties", "additionalProperties", "unevaluatedProperties")},
    },
)
_OF_3_0 = extend(  # type: ignore[no-untyped-call]  # its stub is silent
    _OF_3_1,
    {
        "type": _type,
        "enum": _enum,
        "minimum": _least,
        "maximum": _most,
        "exclusiveMinimum": _nothing,
        "exclusiveMaximum": _nothing,
    },
)
