"""Definition x a pattern -> the RPCs that a page can show, and why others are left out. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from fnmatch import fnmatchcase

from sixfold.definition import ApiDefinition, HttpRule, Method
from sixfold.errors import SixfoldError
from sixfold.names import listing
from sixfold.request import carried
from sixfold.scaffold import NoDraftError, method_of

LeftOut = dict[str, list[str]]
"""Names by the reason why they are left out."""


def choose(definition: ApiDefinition, pattern: str, left_out: Mapping[str, list[str]]) -> tuple[list[Method], LeftOut]:
    """Return the RPCs of a pattern that REST can call, and all that is left out.

    :raises SixfoldError: when the pattern fits none.
    """
    called: dict[str, list[str]] = {full_name: [] for full_name in definition.methods}
    for alias, full_name in definition.aliases.items():
        called[full_name].append(alias)
    found = [
        method
        for full_name, method in definition.methods.items()
        if any(fnmatchcase(name, pattern) for name in (method.name, full_name, *called[full_name]))
    ]
    if not found:
        names = dict.fromkeys(method.name for method in definition.methods.values())
        raise SixfoldError(f"no {definition.call} matches '{pattern}' ({definition.call}s: {listing(names)})")
    first = _first(definition)
    methods, left = [], {reason: list(names) for reason, names in left_out.items()}
    for method in found:
        if reason := _refusal(definition, method, first):
            left.setdefault(reason, []).append(definition.shortest(method.full_name))
        else:
            methods.append(method)
    return methods, left


def _refusal(definition: ApiDefinition, method: Method, first: Mapping[object, Method]) -> str:
    try:
        method_of(definition, method.full_name)
    except NoDraftError as error:
        return "streams" if method.streaming else "has no HTTP rule" if not method.rules else str(error)
    other = first[_shape(carried(method)[0])]
    if other is method:
        return ""
    return f"a server cannot tell it from {definition.shortest(other.full_name)}, which has the same path"


def _first(definition: ApiDefinition) -> Mapping[object, Method]:
    """Return the RPC that is asked of those of one verb and path: the first, and one that streams last."""
    first: dict[object, Method] = {}
    for method in sorted(definition.methods.values(), key=lambda method: method.streaming):
        for rule in carried(method):
            first.setdefault(_shape(rule), method)
    return first


def _shape(rule: HttpRule) -> tuple[object, ...]:
    """Return what a server tells a rule by: its verb, and its path whatever the parameters are called."""
    return rule.verb, tuple(segment for segment, _ in rule.template.flat), rule.template.verb
