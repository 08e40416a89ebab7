"""An operation whose definition says what calls hold -> the request of a first draft, and its variables. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping

from sixfold.definition import FieldKind, HttpRule, Method
from sixfold.json_value import Json
from sixfold.scaffold.drafting import resource_of, words_of

_SINGLE = (FieldKind.TEXT, FieldKind.INTEGER)
Variables = dict[str, dict[str, Json]]


def described_request(method: Method, rule: HttpRule, known: Mapping[str, str]) -> tuple[dict[str, object], Variables]:
    """Return values of a first call; what names a thing, in the path or as a text of its own, is a variable.

    :param known: variables that are defined already.
    """
    request: dict[str, object] = {}
    variables: Variables = {}
    fields = method.request.fields_by_name
    for name, value in (method.contract.draft() if method.contract else {}).items():
        field = fields[name]
        is_variable = field.kind in _SINGLE and not field.repeated and name != rule.body
        if not is_variable or not isinstance(value, str | int):
            request[name] = _written(value)
            continue
        variable = _variable(method, name)
        request[name] = f"${variable}"
        if variable not in known:
            words = " ".join(word.lower() for word in words_of(name)).replace(" id", " ID")
            text = re.sub(r"[<>\\]", "", field.description).strip()
            variables[variable] = {"example": value, "description": text or f"The {words}."}
    return request, variables


def _variable(method: Method, name: str) -> str:
    words = [word.upper() for word in words_of(name)] or ["VALUE"]
    if words in (["ID"], ["NAME"]):
        words = [resource_of(method.name).upper(), *words]
    found = re.sub("[^A-Z0-9_]", "_", "_".join(words))
    return found if re.match("[A-Z]", found) else f"V_{found}"


def _written(value: Json) -> Json:
    """Return a value as a spec writes it: a text that begins with a dollar begins with two there."""
    if isinstance(value, str):
        return f"${value}" if value.startswith("$") else value
    if isinstance(value, list):
        return [_written(item) for item in value]
    return {key: _written(item) for key, item in value.items()} if isinstance(value, dict) else value
