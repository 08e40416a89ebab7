"""What a template may use of the objects that it is given: their public data, found in their types, and nothing else.

The environment of templates asks it for every attribute, and the site's page about templates is made of it: what is
documented and what is allowed cannot differ.
"""

from __future__ import annotations

import dataclasses
import inspect
import sys
import types
import typing
from collections.abc import Callable, Iterator, Mapping
from enum import Enum
from functools import cache
from importlib import import_module

from sixfold.language import Language
from sixfold.names import Name
from sixfold.request import Request
from sixfold.snippet.compiled import COMPILED

SNIPPET: Mapping[str, type] = {"request": Request, "operation": Name, "language": Language}
"""What the template of a snippet is given, by name."""

_PACKAGE = __name__.partition(".")[0]


@dataclasses.dataclass(frozen=True)
class Attribute:
    """One thing that a template may use of an object: ``name`` (with its parameters, if any), type and meaning."""

    name: str
    type: str
    text: str


@dataclasses.dataclass(frozen=True)
class Noun:
    """One class of objects that a template meets."""

    name: str
    text: str
    attributes: tuple[Attribute, ...]


def is_own(kind: type) -> bool:
    """Say whether a class is one of those whose public attributes a template may use."""
    return kind.__module__.partition(".")[0] == _PACKAGE


def attributes_of(obj: object) -> Mapping[str, Attribute] | None:
    """Return what a template may use of an object, by name; None where that is no object of a class like those."""
    kind: type = type(obj)
    return offered(kind) if is_own(kind) else None


@cache
def offered(kind: type) -> Mapping[str, Attribute]:
    """Return what a template may use of an object of a class, by name; see `is_own`."""
    told = _told(kind)
    if told in COMPILED.offers:
        return {name: Attribute(*parts) for name, *parts in COMPILED.offers[told]}
    found = {name: Attribute(name, "str", "") for name in ("name", "value") if issubclass(kind, Enum)}
    found |= dict(_members(kind))
    if told:
        COMPILED.offers[told] = tuple((name, *dataclasses.astuple(attribute)) for name, attribute in found.items())
    return found


def is_data_of(kind: type, name: str) -> bool:
    """Say whether objects of a class offer data under a name, that a template may see whatever they are."""
    return is_own(kind) and name in offered(kind) and not inspect.isfunction(inspect.getattr_static(kind, name, None))


def result_of(kind: type, name: str, *, called: bool = False) -> object:
    """Return the annotation of an attribute, or of what a method gives; None where nothing of the kind is offered."""
    member = inspect.getattr_static(kind, name, None)
    if name not in offered(kind) or called != inspect.isfunction(member):
        return None
    if called or isinstance(member, property):
        return _result(member)
    return typing.get_type_hints(kind).get(name)


def nouns(given: Mapping[str, type] = SNIPPET) -> tuple[Noun, ...]:
    """Return all classes that a template meets from what it is given, those first that it is given."""
    found: dict[type, None] = {}
    waiting = list(given.values())
    while waiting:
        kind = waiting.pop(0)
        if kind not in found and is_own(kind):
            found[kind] = None
            waiting += _met(kind)
    return tuple(Noun(kind.__name__, described(kind), tuple(offered(kind).values())) for kind in found)


def _met(kind: type) -> list[type]:
    """Return the tool's own classes that the types of what is offered of a class name."""
    told = _told(kind)
    if told in COMPILED.met:
        return [getattr(import_module(module), name) for module, name in COMPILED.met[told]]
    found = [inner for hint in _hints(kind) for inner in _classes(hint) if is_own(inner)]
    if told and all(map(_told, found)):
        COMPILED.met[told] = tuple((inner.__module__, inner.__name__) for inner in found)
    return found


def _told(kind: type) -> str:
    """Return what a class is known by in every process; an empty text of one that is found under no name."""
    named = vars(sys.modules[kind.__module__]).get(kind.__name__)
    return f"{kind.__module__}.{kind.__name__}" if named is kind else ""


def _members(kind: type) -> Iterator[tuple[str, Attribute]]:
    fields = {field.name for field in dataclasses.fields(kind)} if dataclasses.is_dataclass(kind) else set()
    hints = typing.get_type_hints(kind) if fields else {}
    for name, hint in hints.items():
        constant = typing.get_origin(hint) is typing.ClassVar
        if not name.startswith("_") and (name in fields or constant):
            yield name, Attribute(name, _shown(typing.get_args(hint)[0] if constant else hint), "")
    for name, member in inspect.getmembers(kind, _is_described):
        if not name.startswith("_") and name not in hints and _is_data(_result(member)):
            yield name, Attribute(_called(name, member), _shown(_result(member)), described(member))


def _is_described(member: object) -> bool:
    """Say whether a class's member is its own, of the tool's: a property or a method."""
    function = member.fget if isinstance(member, property) else member
    return inspect.isfunction(function) and function.__module__.partition(".")[0] == _PACKAGE


def _called(name: str, member: object) -> str:
    if isinstance(member, property):
        return name
    parameters = list(inspect.signature(typing.cast("Callable[..., object]", member)).parameters)[1:]
    return f"{name}({', '.join(parameters)})"


def _result(member: object) -> object:
    function = member.fget if isinstance(member, property) else member
    return typing.get_type_hints(function).get("return")


def _hints(kind: type) -> Iterator[object]:
    """Yield the types of everything that is offered of a class."""
    if dataclasses.is_dataclass(kind):
        hints = typing.get_type_hints(kind)
        yield from (hints[field.name] for field in dataclasses.fields(kind))
    yield from (_result(member) for name, member in inspect.getmembers(kind, _is_described) if name in offered(kind))


def _classes(hint: object) -> Iterator[type]:
    if isinstance(hint, type) and not isinstance(hint, types.GenericAlias):
        yield hint
    for inner in typing.get_args(hint):
        yield from _classes(inner)


def _is_data(hint: object) -> bool:
    """Say whether a result is data that a template may use: plain, or of classes that are offered themselves."""
    classes = list(_classes(hint))
    return bool(classes) and all(
        is_own(found) or found.__module__ in ("builtins", "collections.abc") for found in classes
    )


def _shown(hint: object) -> str:
    """Return a type as the documentation writes it, without the modules' names."""
    arguments = typing.get_args(hint)
    origin = typing.get_origin(hint)
    if origin in (typing.Union, types.UnionType):
        return " or ".join(_shown(found) for found in arguments)
    if hint is types.NoneType:
        return "None"
    name = getattr(origin or hint, "__name__", str(hint))
    inside = ", ".join("…" if found is ... else _shown(found) for found in arguments)
    return f"{name}[{inside}]" if arguments else name


def described(documented: object) -> str:
    """Return the docstring of a class or function as Markdown of one paragraph, less what it says of parameters."""
    text = inspect.getdoc(documented) or ""
    return " ".join(text.partition("\n:")[0].split()).replace("``", "`")
