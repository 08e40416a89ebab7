"""HttpRule x Method -> why no call over REST can carry a binding, by what ``google/api/http.proto`` says of rules."""

from __future__ import annotations

from sixfold.definition import Field, HttpRule, Message, Method
from sixfold.names import did_you_mean, listing
from sixfold.wire import TemplateError, Wildcard

_VERBS = ("GET", "PUT", "POST", "DELETE", "PATCH")
_RAW = "google.api.HttpBody"
_PROTOBUF = "google.protobuf"
_OWN_FORMS = ("any", "duration", "field_mask", "struct", "timestamp", "wrappers")
"""The files of messages that JSON writes in a form of their own."""


def carried(method: Method) -> tuple[HttpRule, ...]:
    """Return the bindings of a method that a call over REST can carry, in the definition's order."""
    return tuple(rule for rule in method.rules if not unfit(method, rule))


def unfit(method: Method, rule: HttpRule) -> str:
    """Say why no call over REST can carry a binding; empty where one can."""
    return rule.unfit or _unfit_verb(rule) or _unfit_path(method.request, rule) or _unfit_bodies(method, rule)


def _unfit_verb(rule: HttpRule) -> str:
    if rule.verb == "*":
        return "its verb is '*', which is any, so none can be chosen"
    if rule.verb.upper() == "HEAD":
        return "an answer to HEAD has no body, and with it no status of the API that a snippet could see"
    if rule.verb not in _VERBS:
        return f"its verb is '{rule.verb}'; snippets call with {', '.join(_VERBS)}"
    if rule.verb == "GET" and rule.body:
        return "it has a body, and no browser sends one with GET"
    return ""


def _unfit_path(request: Message, rule: HttpRule) -> str:
    try:
        template = rule.template
    except TemplateError as error:
        return f"its path cannot be read: {error}"
    for segment in template.segments:
        if isinstance(segment, Wildcard):
            return f"its path has '{segment.value}' outside of a parameter, so no field says what goes there"
    for name in template.beside_text:
        form, field = rule.forms.get(name), request.fields_by_name.get(name)
        if form and field and (form.prefix or field.repeated or field.message):
            return f"its path has text beside '{{{name}}}', which is no single text"
    found = (_unfit_parameter(request, rule, parameter.field) for parameter in template.parameters)
    return next(filter(None, found), "")


def _unfit_parameter(request: Message, rule: HttpRule, path: str) -> str:
    if path in rule.forms and path in request.fields_by_name:
        return ""
    message: Message | None = request
    field: Field | None = None
    for name in path.split("."):
        if message is None:
            return f"its path has '{{{path}}}', and {field.name if field else ''} has no fields"
        found = message.fields_by_name.get(name)
        if found is None:
            return f"its path has '{{{path}}}', and {_no_field(message, name)}"
        field = found
        if field.repeated:
            kind = "a map" if field.entry else "a list"
            return f"its path has '{{{path}}}', and '{name}' is {kind}; one text goes into a path"
        message = field.message
    return f"its path has '{{{path}}}', which is a message; one text goes into a path" if message else ""


def _unfit_bodies(method: Method, rule: HttpRule) -> str:
    body = method.request.fields_by_name.get(rule.body)
    if rule.body not in ("", "*") and body is None:
        return f"its body is '{rule.body}', and {_no_field(method.request, rule.body)}"
    if rule.body in rule.parameters:
        return f"its body is '{rule.body}', which stands in its path"
    if method.request.type.package == _PROTOBUF and method.request.type.module in _OWN_FORMS:
        return f"its request is {method.request.full_name}, which JSON writes without the names of its fields"
    whole = method.request if rule.body == "*" else body.message if body else None
    if whole is not None and whole.full_name == _RAW:
        return f"its body is {_RAW}, which is sent as it is and not as JSON"
    if method.response.full_name == _RAW:
        return f"its answer is {_RAW}, which is sent as it is and not as JSON"
    if rule.response_body:
        return f"it answers with '{rule.response_body}' alone, and with no status of the API that a snippet could see"
    return ""


def _no_field(message: Message, name: str) -> str:
    names = list(message.fields_by_name)
    return f"{message.name} has no field '{name}'{did_you_mean(name, names)} (fields: {listing(names)})"
