"""Spellings that protobuf's generators derive, and the nearest right name."""

from __future__ import annotations

import pytest

from sixfold.names import Name, did_you_mean, nearest


@pytest.mark.parametrize(
    ("text", "pascal", "camel"),
    [
        ("ids", "Ids", "ids"),
        ("user_app_id", "UserAppId", "userAppId"),
        ("DeleteAnnotations", "DeleteAnnotations", "deleteAnnotations"),
        ("base64", "Base64", "base64"),
        ("f1_score", "F1Score", "f1Score"),
        ("sort_by_f1", "SortByF1", "sortByF1"),
        ("is_v2beta", "IsV2Beta", "isV2Beta"),
        ("x", "X", "x"),
        ("", "", ""),
    ],
)
def test_spellings(text: str, pascal: str, camel: str) -> None:
    assert (Name(text).pascal, Name(text).camel, str(Name(text))) == (pascal, camel, text)


FIELDS = ["user_app_id", "ids", "input_ids"]


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("annotation_ids", "ids"),
        ("image_input_ids", "input_ids"),
        ("inputids", "input_ids"),
        ("INPUT_IDS", "input_ids"),
        ("app_id", "user_app_id"),
        ("zebra", None),
        ("", None),
    ],
)
def test_nearest_name(wrong: str, right: str | None) -> None:
    assert nearest(wrong, FIELDS) == right


def test_of_longer_names_the_shortest_is_nearest() -> None:
    assert nearest("id", ["user_app_id", "app_id", "ids"]) == "app_id"


def test_nothing_is_near_where_nothing_is() -> None:
    assert nearest("ids", []) is None


def test_a_hint_is_a_question() -> None:
    assert did_you_mean("annotation_ids", FIELDS) == "; did you mean 'ids'?"


def test_no_hint_is_an_empty_text() -> None:
    assert did_you_mean("zebra", FIELDS) == ""
