"""The calls of this repository's operations, each time with values that have not been before, as everybody takes them.

A call is what goes over HTTP. Sixfold renders it from its request, others from what HAR, Postman or OpenAPI say of it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import TypeVar, cast

from sixfold.json_value import MEDIA_TYPE, Json
from sixfold.project import Entry
from sixfold.request import Request
from sixfold.value import ScalarKind, ScalarValue

Found = TypeVar("Found")

AWKWARD = """ it's "a" \\ $HOME `b` 100% ü & <c>"""
"""What stands behind a value that languages have to quote and URLs to encode."""

_UNFIT = re.compile("[^A-Za-z0-9-]")
"""What no key has."""


@dataclass(frozen=True)
class Call:
    """One HTTP request: ``path`` has a name in braces for each of ``parameters``."""

    operation: str
    verb: str
    host: str
    path: str
    parameters: Mapping[str, str]
    query: Sequence[tuple[str, str]]
    headers: Mapping[str, str]
    body: Json


def renewed(request: Request, mark: str) -> Request:
    """Return a request in which each text that a reader changes is one that no other ``mark`` gives."""
    names = {found.name: f"{found.example_text}{mark}" for found in request.variables if _is_text(found.example)}
    keys = {str(key.variable): f"{key.value!s}{_UNFIT.sub('', mark)}" for key in request.authentication}
    texts = names | keys
    variables = [
        replace(found, example=replace(found.example, value=texts[found.name])) if found.name in texts else found
        for found in request.variables
    ]
    return replace(_with(request, texts), variables=tuple(variables))


def _is_text(value: ScalarValue) -> bool:
    return value.kind is ScalarKind.TEXT


def _with(found: Found, texts: Mapping[str, str]) -> Found:
    """Return data with these texts for variables."""
    if isinstance(found, ScalarValue):
        text = texts.get(found.variable or "") if _is_text(found) else None
        return found if text is None else cast("Found", replace(found, value=text))
    if isinstance(found, tuple):
        return cast("Found", tuple(_with(item, texts) for item in found))
    if is_dataclass(found) and type(found).__module__.startswith(("sixfold.request", "sixfold.value")):
        changed = {field.name: _with(getattr(found, field.name), texts) for field in fields(found)}
        return cast("Found", replace(found, **changed))  # type: ignore[type-var]
    return found


def call_of(entry: Entry, request: Request) -> Call:
    """Return what a request of an operation is over HTTP."""
    form = request.rest
    path, parameters = "", {}
    for part in form.path:
        if isinstance(part, str):
            path += part
            continue
        value = part if isinstance(part, ScalarValue) else part.value
        name = str(value.variable).lower()
        path += f"{{{name}}}"
        parameters[name] = str(value.value)
    query = [(name, str(value.value)) for name, value in form.named_query]
    headers = {header.name: f"{header.prefix}{header.key.value!s}" for header in request.headers}
    body: Json = json.loads(form.body_text) if form.body else None
    if form.body:
        headers["Content-Type"] = MEDIA_TYPE
    return Call(entry.operation.id, form.verb, form.host, path, parameters, query, headers, body)
