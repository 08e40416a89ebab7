"""The typed tree: what templates may ask of it."""

from __future__ import annotations

import dataclasses

import pytest

from sixfold.names import Name
from sixfold.value import FieldValue, ListValue, MapValue, MessageValue, ScalarKind, ScalarValue, TypeName, Value, walk

TYPE = TypeName("Outer.Middle.Inner", "some.api", "things")


def text(value: str) -> ScalarValue:
    return ScalarValue(ScalarKind.TEXT, value)


def message(**fields: Value) -> MessageValue:
    return MessageValue(TYPE, tuple(FieldValue(Name(name), value) for name, value in fields.items()))


def test_type_knows_its_outermost_and_innermost_name() -> None:
    assert (TYPE.outer, TYPE.inner) == ("Outer", "Inner")
    assert (TypeName("Plain", "", "").outer, TypeName("Plain", "", "").inner) == ("Plain", "Plain")


def test_shapes() -> None:
    values: list[Value] = [message(), ListValue((text("a"),)), MapValue(()), text("a")]
    assert [value.shape for value in values] == ["message", "list", "map", "scalar"]


def test_list_of_scalars_is_flat() -> None:
    assert ListValue((text("a"), text("b"))).flat
    assert not ListValue((message(),)).flat


def test_message_of_few_scalars_is_flat() -> None:
    assert message(a=text("1"), b=text("2"), c=text("3")).flat
    assert not message(a=text("1"), b=text("2"), c=text("3"), d=text("4")).flat
    assert not message(a=message()).flat


def test_at_follows_a_path() -> None:
    tree = message(a=message(b=text("x")), c=text("y"))
    assert tree.at("a.b") == text("x")
    assert tree.at("c") == text("y")


@pytest.mark.parametrize("path", ["x", "a.x", "c.x", "a.b.c", ""])
def test_at_finds_nothing_where_nothing_is(path: str) -> None:
    assert message(a=message(b=text("x")), c=text("y")).at(path) is None


def test_without_drops_paths_and_what_is_left_empty() -> None:
    tree = message(a=message(b=text("x")), c=message(d=text("y"), e=text("z")), f=text("w"))
    assert tree.without({"a.b", "c.d", "f"}) == message(c=message(e=text("z")))


def test_without_nothing_is_the_same() -> None:
    tree = message(a=message(), b=text("x"))
    assert tree.without(set()) == tree


def test_without_does_not_touch_names_that_begin_alike() -> None:
    tree = message(ids=text("x"), ids_too=text("y"))
    assert tree.without({"ids"}) == message(ids_too=text("y"))


def test_walk_goes_in_the_order_of_writing() -> None:
    pairs = ((text("k"), text("v")),)
    tree = message(a=ListValue((text("1"), text("2"))), b=MapValue(pairs), c=message(d=text("3")))
    assert [value.value for value in walk(tree) if isinstance(value, ScalarValue)] == ["1", "2", "k", "v", "3"]


def test_values_are_frozen() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(text("a"), "value", "b")  # noqa: B010 - a plain assignment would not pass the type check
