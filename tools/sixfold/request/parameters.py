"""The value of a field -> how a call writes it as a parameter, where the definition declares the form. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from urllib.parse import quote, unquote

from sixfold.contract import Carrier, ParameterForm, Style
from sixfold.request.plain import url_text
from sixfold.signing import KEY
from sixfold.value import ListValue, MapValue, MessageValue, ScalarKind, ScalarValue, Value

Part = str | ScalarValue
"""A text that is ready for its place, or a value that a snippet puts there."""


def pairs(form: ParameterForm, value: Value) -> Iterator[tuple[str, tuple[Part, ...]]]:
    """Yield what a parameter is written as: names, empty where none is written, and what stands behind each."""
    name = _ready(form, form.name) if form.named else ""
    value = _plain(value)
    if isinstance(value, ScalarValue):
        yield name, (value,)
    elif not form.explode and form.style is not Style.DEEP:
        between = [part for item in _flat(form, value) for part in (form.delimiter, item)]
        yield name, tuple(between[1:])
    elif isinstance(value, ListValue):
        yield from ((name, (item,)) for item in value.items if isinstance(item, ScalarValue))
    else:
        for key, item in entries(value):
            inner = f"{form.name}[{key}]" if form.style is Style.DEEP else key
            if isinstance(item, ScalarValue):
                yield _ready(form, inner), (item,)


def whole(form: ParameterForm, value: Value) -> tuple[Part, ...]:
    """Return a parameter in one piece, as a path has it."""
    found: list[Part] = []
    for name, parts in pairs(form, value):
        found += [form.separator if found else form.prefix, f"{name}=" if name else "", *parts]
    return tuple(found)


def text_of(form: ParameterForm | None, value: Value) -> str:
    """Return a value as one segment of a path, not encoded yet; a single one without a form is that itself."""
    parts = whole(form, value) if form else (value,) if isinstance(value, ScalarValue) else ()
    return "".join(unquote(part) if isinstance(part, str) else url_text(part) for part in parts)


def settled(parts: tuple[Part, ...], *, encode: bool = True) -> tuple[Part, ...]:
    """Return parts with the values that no reader changes in the texts around them, percent-encoded for a URL."""
    found: list[Part] = []
    for part in parts:
        fixed = isinstance(part, str) or not part.variable
        text = part if isinstance(part, str) else quote(url_text(part), safe="") if encode else url_text(part)
        if fixed and found and isinstance(found[-1], str):
            found[-1] += text
        elif not fixed or text:
            found.append(text if fixed else part)
    return tuple(found)


def wrong(form: ParameterForm, value: Value) -> str:
    """Say why a value cannot be written as a parameter, behind where it is sent; empty where it can."""
    value = _plain(value)
    if isinstance(value, ScalarValue):
        inner: list[Value] = [value]
    else:
        inner = list(value.items) if isinstance(value, ListValue) else [item for _, item in entries(value)]
        if form.style is Style.DEEP and isinstance(value, ListValue):
            return "of whose style, deepObject, nothing says how it writes a list; leave it out"
        if not inner:
            kind = "list" if isinstance(value, ListValue) else "object"
            if form.carrier is Carrier.PATH:
                return f"where an empty {kind} would be no segment; give it something"
            return f"where an empty {kind} is sent as no parameter at all; leave it out"
    for text in [url_text(item) for item in inner if isinstance(item, ScalarValue)]:
        if inner != [value] and form.forbidden and form.forbidden in text:
            return f"where '{form.forbidden}' parts values, and '{text}' holds it; give one without"
        if form.carrier is Carrier.HEADER and not re.fullmatch(KEY, text):
            return f"which holds one line of ASCII without a space at its ends, and not '{text}'; give such a text"
    if all(isinstance(item, ScalarValue) and item.kind is not ScalarKind.NULL for item in inner):
        return ""
    return "which holds single values, lists of them and objects of them; leave it out"


def entries(value: MessageValue | MapValue) -> list[tuple[str, Value]]:
    """Return the values of an object by their names."""
    if isinstance(value, MapValue):
        return [(str(key.value), item) for key, item in value.entries]
    return [(field.name.text, field.value) for field in value.fields]


def wrong_in_form(form: ParameterForm, value: Value) -> str:
    """Say why a value cannot be written in a form, as `wrong` does: there each name has one value."""
    value = _plain(value)
    if form.style is Style.SIMPLE:
        return "as JSON inside of it, which snippets do not write; leave it out"
    if isinstance(value, MapValue | MessageValue) and form.style is not Style.DEEP:
        return "of which the document does not say how it is written there ('style: deepObject'); leave it out"
    if not isinstance(value, ScalarValue) and not form.explode and form.style is not Style.DEEP:
        return f"with '{form.delimiter}' between its parts, which snippets do not write there; leave it out"
    return wrong(form, value)


def _plain(value: Value) -> Value:
    return value.json if isinstance(value, MessageValue) and value.json is not None else value


def _flat(form: ParameterForm, value: ListValue | MapValue | MessageValue) -> Iterator[Part]:
    if isinstance(value, ListValue):
        yield from (item for item in value.items if isinstance(item, ScalarValue))
    else:
        named = ((_ready(form, key), item) for key, item in entries(value) if isinstance(item, ScalarValue))
        yield from chain.from_iterable(named)


def _ready(form: ParameterForm, name: str) -> str:
    return name if form.carrier is Carrier.HEADER else quote(name, safe="")
