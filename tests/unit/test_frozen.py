"""What is made of annotations is what dataclasses make of them."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, ClassVar

import pytest

from sixfold.frozen import frozen, ordered


class _Point:
    """Where something stands."""

    place: str
    height: float = 0.5
    names: dict[str, int] = field(default_factory=dict, hash=False)
    note: str = field(default="", compare=False, repr=False)
    shape: ClassVar[str] = "round"

    @property
    def high(self) -> bool:
        return self.height > 1


class _Own:  # noqa: PLW1641 - what is tested
    value: int = 0

    def __repr__(self) -> str:
        return "mine"

    def __eq__(self, other: object) -> bool:
        return True


class _None:
    pass


def both(kind: type[Any], make: Callable[[Any], Any] = frozen, *, order: bool = False) -> tuple[Any, Any]:
    """Return a class of data, made of a copy of another, and dataclasses' own of it."""
    mine, theirs = (type(kind.__name__, (), {**vars(kind), "__doc__": kind.__doc__}) for _ in range(2))
    return make(mine), dataclass(frozen=True, order=order)(theirs)


@frozen
class Kept:
    """What is kept."""

    value: int
    more: tuple[int, ...] = ()


@frozen
class Further(Kept):
    """What builds on another."""

    name: str = "none"


class Plain(Kept):
    """What has attributes that are no fields."""


def test_objects_are_made_shown_and_compared_alike() -> None:
    mine, theirs = both(_Point)
    for given in ({"place": "a"}, {"place": "a", "height": 3, "names": {"b": 1}, "note": "c"}):
        one, other = mine(**given), theirs(**given)
        assert repr(one).rpartition(".")[2] == repr(other).rpartition(".")[2]
        assert dataclasses.asdict(one) == dataclasses.asdict(other)
        assert one == mine(**given)
        assert hash(one) == hash(other)
        assert dataclasses.replace(one, height=2) != one
        assert one != other
        assert one.high == other.high
    assert mine("a", 1, {}, "b") == mine("a", 1.0, {}, "c")
    assert mine("a").names is not mine("a").names
    assert (mine.__match_args__, mine.shape, mine.height) == (theirs.__match_args__, "round", 0.5)
    assert [found.name for found in dataclasses.fields(mine)] == [found.name for found in dataclasses.fields(theirs)]


@pytest.mark.parametrize("given", [(), ("a", 1, {}, "", 5)])
def test_what_is_missing_or_too_much_is_refused(given: tuple[object, ...]) -> None:
    mine, theirs = both(_Point)
    said = []
    for kind in (mine, theirs):
        with pytest.raises(TypeError) as caught:
            kind(*given)
        said.append(str(caught.value).rpartition(".")[2])
    assert said[0] == said[1]


def test_nothing_of_an_object_can_be_changed() -> None:
    for made in (Kept(1), Further(1)):
        for name in ("value", "other"):
            with pytest.raises(dataclasses.FrozenInstanceError, match=f"cannot assign to field '{name}'"):
                setattr(made, name, 2)
        with pytest.raises(dataclasses.FrozenInstanceError, match="cannot delete field 'value'"):
            del made.value
    plain: Any = Plain(1)
    plain.other = 2
    del plain.other
    with pytest.raises(dataclasses.FrozenInstanceError):
        plain.value = 3


def test_a_class_may_build_on_another() -> None:
    assert repr(Further(1, name="x")) == "Further(value=1, more=(), name='x')"
    assert Further(1) != Kept(1)
    assert {Further(1), Further(1), Kept(1), Kept(1)} == {Further(1), Kept(1)}
    assert copy.copy(Further(1)) == pickle.loads(pickle.dumps(Further(1))) == Further(1)  # noqa: S301 - our own


def test_what_a_class_says_itself_stays() -> None:
    mine, theirs = both(_Own)
    assert repr(mine()) == repr(theirs()) == "mine"
    assert (mine(1) == mine(2)) is (theirs(1) == theirs(2)) is True
    assert hash(mine(1)) == hash(theirs(1))
    mine, theirs = both(_None)
    assert (mine() == mine(), hash(mine())) == (theirs() == theirs(), hash(theirs()))


def test_what_is_ordered_is_sorted_by_its_fields() -> None:
    mine, theirs = both(_Point, ordered, order=True)
    values = [("b", 1.0), ("a", 2.0), ("a", 1.0)]
    assert [(made.place, made.height) for made in sorted(mine(*value) for value in values)] == sorted(values)
    assert (mine("a") <= mine("a"), mine("a") > mine("b"), mine("b") >= mine("a")) == (True, False, True)
    for one, other in ((mine("a"), theirs("a")), (Kept(1), Kept(2))):
        with pytest.raises(TypeError):
            assert one < other  # type: ignore[operator]  # what is tested
