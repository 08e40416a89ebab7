"""What every adapter's types share."""

from __future__ import annotations

import pytest

from sixfold.definition import ApiDefinition, Enumeration, Field, FieldKind, Message, descriptor
from sixfold.value import TypeName


def message(name: str, package: str = "x") -> Message:
    made = Message(
        TypeName(name, package, "file"), _fields=lambda owner: (Field("value", "value", FieldKind.TEXT, owner),)
    )
    assert made.fields[0].owner is made
    return made


def test_of_numbers_that_are_given_twice_the_first_name_is_taken() -> None:
    enum = Enumeration(TypeName("E", "x", "file"), {"ZERO": 0, "ONE": 1, "ALSO_ONE": 1})
    assert enum.names == {0: "ZERO", 1: "ONE"}


def test_a_wrapper_is_known_by_its_full_name() -> None:
    wrapper = message("StringValue", "google.protobuf")
    assert wrapper.wrapped is wrapper.fields_by_name["value"]
    assert message("StringValue").wrapped is None


def test_types_that_hold_each_other_are_read_when_they_are_asked_for(definition: ApiDefinition) -> None:
    field = definition.method("PostConcepts").request.fields_by_name["concepts"]
    assert field.message is not None
    inner = field.message.fields_by_name["vocab_id"]
    assert (field.repeated, inner.kind, inner.owner, inner.message) == (True, FieldKind.TEXT, field.message, None)
    struct = definition.method("PostConcepts").request.fields_by_name["user_app_id"]
    assert struct.kind is FieldKind.MESSAGE
    assert struct.message is definition.method("PostInputs").request.fields_by_name["user_app_id"].message


def test_what_no_adapter_of_protobuf_made_has_no_descriptor() -> None:
    with pytest.raises(AssertionError, match="another adapter"):
        descriptor(message("M"))
