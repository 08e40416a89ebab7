"""An expression of a template -> the types that it may have, as far as the annotations of what is given say."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import reduce
from operator import or_
from typing import Any

from jinja2 import nodes

from sixfold.snippet.vocabulary import is_own, offered, result_of

Types = tuple[object, ...]
"""Annotations, of which each value has one; none where nothing is known."""
Scope = dict[str, Types]

_SAME_ITEMS = frozenset(("list", "sort", "unique", "reverse", "select", "reject", "selectattr", "rejectattr"))
_ONE_ITEM = frozenset(("first", "last", "random", "min", "max"))


def types_of_value(value: object) -> Types:
    """Return the types of what a template is given."""
    if isinstance(value, (tuple, list)):
        kinds = tuple(dict.fromkeys(type(item) for item in value))
        one: Any = reduce(or_, kinds) if kinds else None
        return (types.GenericAlias(tuple, (one, ...)),) if kinds else ()
    return (type(value),) if is_own(type(value)) else ()


def types_of(node: nodes.Node | None, scope: Mapping[str, Types]) -> Types:
    """Return the types of an expression where names have these."""
    match node:
        case nodes.Name():
            return scope.get(node.name, ())
        case nodes.Getattr():
            return attribute(types_of(node.node, scope), node.attr)
        case nodes.Getitem(arg=nodes.Const(value=str() as name)):
            return attribute(types_of(node.node, scope), name)
        case nodes.Getitem(arg=nodes.Const(value=int())):
            return items(types_of(node.node, scope))
        case nodes.Call(node=nodes.Getattr() as method):
            return attribute(types_of(method.node, scope), method.attr, called=True)
        case nodes.Filter() if node.name in _SAME_ITEMS:
            return types_of(node.node, scope)
        case nodes.Filter() if node.name in _ONE_ITEM:
            return items(types_of(node.node, scope))
    return ()


def items(sequences: Types) -> Types:
    """Return the types of the items of sequences of these types."""
    found: list[object] = []
    for hint in sequences:
        arguments = typing.get_args(hint)
        origin = typing.get_origin(hint)
        if not isinstance(origin, type) or not issubclass(origin, (Sequence, frozenset)) or len(set(arguments)) > 2:  # noqa: PLR2004 - (X, ...)
            return ()
        if origin is tuple and arguments[1:] != (...,):
            return ()
        found += _alternatives(arguments[0])
    return tuple(found)


def attribute(owners: Types, name: str, *, called: bool = False) -> Types:
    """Return the types of an attribute, or of what a method gives, of objects of these types."""
    found: list[object] = []
    for kind in _known(owners):
        hint = result_of(kind, name, called=called)
        if hint is None:
            return ()
        found += _alternatives(hint)
    return tuple(found)


def lacking(owners: Types, name: str) -> type | None:
    """Return the first of the classes, where objects of none of these types have an attribute of the name."""
    kinds = list(_known(owners))
    return kinds[0] if kinds and not any(name in offered(kind) for kind in kinds) else None


def _known(owners: Types) -> Iterator[type]:
    """Yield the classes of objects, with those below them; none where one is not the tool's own, or has items too."""
    kinds = [kind for kind in owners if kind is not types.NoneType]
    if all(isinstance(kind, type) and is_own(kind) and not _has_items(kind) for kind in kinds):
        yield from _with_subclasses(typing.cast("list[type]", kinds))


def _has_items(kind: type) -> bool:
    # An enum's class has items, its members have none.
    return any("__getitem__" in base.__dict__ for base in kind.__mro__)


def _with_subclasses(kinds: Iterable[type]) -> Iterator[type]:
    for kind in kinds:
        yield kind
        yield from _with_subclasses(kind.__subclasses__())


def _alternatives(hint: object) -> Types:
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        return typing.get_args(hint)
    return (hint,)


def asked_attributes(node: nodes.Node, scope: Scope) -> Iterator[tuple[nodes.Node, Types, str]]:
    """Yield each place where a template names an attribute, with the types that its owner may have there.

    :param scope: what the names mean at the beginning; what the node itself sets is added.
    """
    yield from _named(node, scope)
    match node:
        case nodes.For() | nodes.With():
            yield from _with_names(node, scope)
        case nodes.Assign():
            yield from asked_attributes(node.node, scope)
            scope.update(_bound(node.target, types_of(node.node, scope)))
        case nodes.If():
            yield from asked_attributes(node.test, scope)
            for branch in (node.body, node.elif_, node.else_):
                yield from _each(branch, dict(scope))
            scope.update(dict.fromkeys((found.name for found in node.find_all(nodes.Name) if found.ctx == "store"), ()))
        case nodes.Macro() | nodes.CallBlock():
            yield from _each(node.iter_child_nodes(), {**scope, **{found.name: () for found in node.args}})
        case nodes.FilterBlock() | nodes.Block() | nodes.AssignBlock() | nodes.Scope():
            yield from _each(node.iter_child_nodes(), dict(scope))
            scope.update(_bound(node.target, ()) if isinstance(node, nodes.AssignBlock) else {})
        case _:
            yield from _each(node.iter_child_nodes(), scope)


def _with_names(node: nodes.For | nodes.With, scope: Scope) -> Iterator[tuple[nodes.Node, Types, str]]:
    """Look through what has names of its own, which end with it."""
    inner = dict(scope)
    if isinstance(node, nodes.With):
        yield from _each(node.values, scope)
        for target, value in zip(node.targets, node.values, strict=True):
            inner |= _bound(target, types_of(value, scope))
        yield from _each(node.body, inner)
        return
    yield from asked_attributes(node.iter, scope)
    inner |= _bound(node.target, items(types_of(node.iter, scope)))
    yield from _each([*([node.test] if node.test else []), *node.body, *node.else_], inner)


def _bound(target: nodes.Node, found: Types) -> Scope:
    """Return what names mean once a target is set to a value; of parts of a value nothing is known."""
    return {target.name: found} if isinstance(target, nodes.Name) else dict.fromkeys(_stored(target), ())


def _each(found: Iterable[nodes.Node], scope: Scope) -> Iterator[tuple[nodes.Node, Types, str]]:
    for node in found:
        yield from asked_attributes(node, scope)


def _stored(target: nodes.Node) -> list[str]:
    found = [*target.find_all(nodes.Name), *([target] if isinstance(target, nodes.Name) else [])]
    return [name.name for name in found]


def _named(node: nodes.Node, scope: Scope) -> Iterator[tuple[nodes.Node, Types, str]]:
    """Yield the attribute that a node itself names: after a dot, in brackets, or for a filter."""
    match node:
        case nodes.Getattr():
            yield node, types_of(node.node, scope), node.attr
        case nodes.Getitem(arg=nodes.Const(value=str() as name)):
            yield node, types_of(node.node, scope), name
        case nodes.Filter() if node.node is not None:
            named = [pair.value for pair in node.kwargs if pair.key == "attribute"]
            named += node.args[:1] if node.name in ("selectattr", "rejectattr", "groupby") else []
            for value in named:
                if isinstance(value, nodes.Const) and isinstance(value.value, str):
                    owners = items(types_of(node.node, scope))
                    for part in value.value.split("."):
                        yield node, owners, part
                        owners = attribute(owners, part)
