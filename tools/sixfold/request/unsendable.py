"""A request x the rule that carries it -> the values that cannot be written where they go. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from sixfold.contract import FORM_TYPE, Carrier
from sixfold.definition import Field, HttpRule, Method
from sixfold.request.parameters import entries, wrong, wrong_in_form
from sixfold.request.query import unfit_for_query
from sixfold.value import ListValue, MapValue, MessageValue, Value

_WHERE = {Carrier.HEADER: "a header", Carrier.QUERY: "the query"}


def unsendable(method: Method, rule: HttpRule, message: MessageValue) -> Iterator[tuple[str, str]]:
    """Yield the paths of fields, each with where it is sent and why it cannot be."""
    fields = method.request.fields_by_name
    for name, form in rule.forms.items():
        value = message.at(name) if form.carrier in _WHERE else None
        if value is not None and (reason := wrong(form, value) or _left_open(fields[name], value)):
            yield name, f"{_WHERE[form.carrier]}, {reason}"
    for path, reason in unfit_for_query(rule, message):
        yield path, f"{_WHERE[Carrier.QUERY]}, {reason}"
    body = message.at(rule.body) if rule.media_type == FORM_TYPE and rule.body else None
    if isinstance(body, MessageValue | MapValue):
        yield from _in_form(fields[rule.body], rule, body)


def _in_form(field: Field, rule: HttpRule, body: MessageValue | MapValue) -> Iterator[tuple[str, str]]:
    if not entries(body) and not field.required:
        yield rule.body, "a form, which is no body at all without a field; leave it out"
    for name, value in entries(body):
        inner = field.message.fields_by_name.get(name, field.message.rest) if field.message else None
        if reason := wrong_in_form(rule.part(name), value) or _left_open(inner, value):
            yield f"{rule.body}.{name}", f"a form, {reason}"


def _left_open(field: Field | None, value: Value) -> str:
    """Say that a list, or an object, is one of several kinds that the schema admits: no reader knows which."""
    plain = value.json if isinstance(value, MessageValue) and value.json is not None else value
    is_list, is_object = isinstance(plain, ListValue), isinstance(plain, MapValue | MessageValue)
    known = field is not None and (field.repeated if is_list else field.message is not None or bool(field.entry))
    if not (is_list or is_object) or known:
        return ""
    return f"and its schema leaves open whether it is {'a list' if is_list else 'an object'}; leave it out"
