"""What exists in the sandbox is added, replaced and deleted in one step each."""

from __future__ import annotations

import pytest

from sixfold.sandbox.resources import Resource, ResourceStore

APP = Resource((("user", "u"), ("app", "a")))
INPUT = Resource((*APP.key, ("input", "i")))


def test_one_that_exists_is_replaced() -> None:
    store = ResourceStore([APP, INPUT])
    marked = Resource(INPUT.key, (("level", "input"),))
    store.add(marked)
    (found,) = (resource for resource in store.resources if resource == INPUT)
    assert found.attributes == (("level", "input"),)
    assert store.keys == {APP.key, INPUT.key}


def test_what_is_chosen_goes_and_is_returned_and_an_error_deletes_nothing() -> None:
    store = ResourceStore([APP, INPUT])

    def fail(_: frozenset[Resource]) -> frozenset[Resource]:
        raise KeyError

    with pytest.raises(KeyError):
        store.delete(fail)
    before = store.resources
    assert store.delete(lambda all_of_them: frozenset(found for found in all_of_them if found.kind == "input")) == {
        INPUT
    }
    assert store.keys == {APP.key}
    assert before == {APP, INPUT}


def test_a_resource_is_within_itself_and_what_it_stands_in() -> None:
    assert [INPUT.within(key) for key in (INPUT.key, APP.key, APP.key[:1], (("user", "x"),))] == [
        True,
        True,
        True,
        False,
    ]
    assert not APP.within(INPUT.key)
    assert str(INPUT) == "input 'i' of app 'a' of user 'u'"
