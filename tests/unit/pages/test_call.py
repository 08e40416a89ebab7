"""The sentence that says what a call deletes, from its request alone: it names every value that is sent."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sixfold.pages.call import CallWord, deleted
from sixfold.request import Request

RequestOf = Callable[..., Request]
SHARED = frozenset({"USER_ID", "APP_ID"})
WHOSE = "of app zoo of user ann"
AN_ID = "ID: {example: i, description: An ID.}\n"


def said(request: Request) -> str:
    return "".join(word.text for word in deleted(request, SHARED))


@pytest.mark.parametrize(
    ("rpc", "request_fields", "path", "sentence"),
    [
        ("DeleteAnnotation", "input_id: a\nannotation_id: $ID", "", f"Deletes annotation i of input a {WHOSE}."),
        ("DeleteAnnotation", "input_id: $ID\nannotation_id: $ID", "", f"Deletes annotation i of input i {WHOSE}."),
        ("DeleteInputs", "ids: [a, $ID]", "", f"Deletes inputs a, i {WHOSE}."),
        ("DeleteModels", "delete_all: true", "", f"Deletes models {WHOSE}, with delete_all true."),
        ("DeleteModelVersion", "model_id: $ID\nversion_id: v", "", f"Deletes model version v of model i {WHOSE}."),
    ],
)
def test_it_names_what_goes_and_what_that_belongs_to(
    request_of: RequestOf, rpc: str, request_fields: str, path: str, sentence: str
) -> None:
    assert said(request_of(rpc, request_fields, path, examples=AN_ID)) == sentence


def test_where_nothing_is_named_everything_of_it_goes(request_of: RequestOf) -> None:
    path = "/v2/users/{user_app_id.user_id}/apps/{user_app_id.app_id}/annotations"
    request = request_of("DeleteAnnotations", "input_ids: [$ID]", path, examples=AN_ID)
    assert said(request) == f"Deletes annotations of inputs i {WHOSE}."


def test_a_value_of_a_reader_is_known_from_plain_text(request_of: RequestOf) -> None:
    words = deleted(request_of("DeleteInputs", "ids: [a, $ID]", examples=AN_ID), SHARED)
    assert CallWord("i", "ID") in words
    assert CallWord("a") in words
    assert CallWord("zoo", "APP_ID") in words


def test_of_a_call_that_deletes_nothing_nothing_is_said(request_of: RequestOf) -> None:
    assert deleted(request_of("GetInput", "input_id: a"), SHARED) == ()
