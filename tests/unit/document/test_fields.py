"""Typed access to a mapping: harmless values go on, problems say what was expected."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sixfold.document.fields import Fields
from sixfold.document.node import Table
from sixfold.errors import Place, Problems

Read = Callable[[str | bytes], tuple[Table | None, list[str]]]


@pytest.fixture
def fields(read: Read) -> Callable[[str], Fields]:
    def fields(text: str) -> Fields:
        table, problems = read(text)
        assert problems == []
        assert table is not None
        return Fields(table, Problems())

    return fields


Make = Callable[[str], Fields]


def said(fields: Fields) -> list[str]:
    return [str(problem) for problem in fields.problems.found]


def test_text_is_stripped(fields: Make) -> None:
    assert fields("a: |\n  hello\n\n").text("a") == "hello"


def test_missing_text_is_a_problem(fields: Make) -> None:
    found = fields("b: 1\n")
    assert found.text("a", expected="a title") == ""
    assert said(found) == ["f.yaml:1:1: a: missing; expected a title"]


def test_missing_text_with_a_default_is_none(fields: Make) -> None:
    found = fields("b: 1\n")
    assert found.text("a", default="x") == "x"
    assert said(found) == []


@pytest.mark.parametrize(
    ("value", "got"),
    [
        ("5", "the number 5; write it in quotes"),
        ("true", "the boolean true; write it in quotes"),
        ("~", "nothing"),
        ("'  '", "the text '  '; write it in quotes"),
        ("[]", "a list"),
        ("{}", "a mapping"),
    ],
)
def test_what_is_no_text(fields: Make, value: str, got: str) -> None:
    found = fields(f"a: {value}\n")
    assert found.text("a") == ""
    assert said(found) == [f"f.yaml:1:4: a: expected text, got {got}"]


@pytest.mark.parametrize("value", ["x/y", "xx\\ny", "../x", "X"])
def test_text_must_match_all_of_the_pattern(fields: Make, value: str) -> None:
    found = fields(f'a: "{value}"\n')
    found.text("a", pattern="[a-z]+", expected="small letters")
    assert len(said(found)) == 1
    assert said(found)[0].startswith("f.yaml:1:4: a: expected small letters, got ")


def test_raw_text_keeps_white_space_and_emptiness(fields: Make) -> None:
    found = fields("a: ' x '\nb: ''\n")
    assert (found.raw_text("a", default="-"), found.raw_text("b", default="-"), found.raw_text("c", default="-")) == (
        " x ",
        "",
        "-",
    )
    assert said(found) == []


def test_raw_text_that_is_a_number(fields: Make) -> None:
    found = fields("a: 5\n")
    assert found.raw_text("a", default="-") == "-"
    assert said(found) == ["f.yaml:1:4: a: expected text, got the number 5; write it in quotes"]


def test_integer(fields: Make) -> None:
    assert fields("a: 5\n").integer("a") == 5


@pytest.mark.parametrize("value", ["true", "1.5", "'5'", "[]", "~"])
def test_what_is_no_integer(fields: Make, value: str) -> None:
    found = fields(f"a: {value}\n")
    assert found.integer("a") == 0
    assert said(found)[0].startswith("f.yaml:1:4: a: expected a whole number, got ")


@pytest.mark.parametrize(("value", "number"), [("1", 1), ("8", 8)])
def test_integer_of_a_range(fields: Make, value: str, number: int) -> None:
    found = fields(f"a: {value}\n")
    assert found.integer("a", allowed=range(1, 9)) == number
    assert said(found) == []


@pytest.mark.parametrize("value", ["0", "9", "-1", "999999999999", "true"])
def test_integer_out_of_its_range(fields: Make, value: str) -> None:
    found = fields(f"a: {value}\n")
    assert found.integer("a", allowed=range(1, 9)) == 0
    assert said(found)[0].startswith("f.yaml:1:4: a: expected a whole number from 1 to 8, got the ")


def test_boolean(fields: Make) -> None:
    found = fields("a: true\n")
    assert (found.boolean("a"), found.boolean("b"), found.boolean("c", default=True)) == (True, False, True)


@pytest.mark.parametrize("value", ["yes", "on", "1", "'true'", "~"])
def test_what_is_no_boolean(fields: Make, value: str) -> None:
    found = fields(f"a: {value}\n")
    assert found.boolean("a") is False
    assert said(found)[0].startswith("f.yaml:1:4: a: expected true or false, got ")


def test_table_that_is_a_list(fields: Make) -> None:
    found = fields("a: []\n")
    assert found.table_of("a", "fields").entries == {}
    assert said(found) == ["f.yaml:1:4: a: expected fields, got a list"]


def test_inner_fields_name_the_whole_path(fields: Make) -> None:
    found = fields("a: {b: {}}\n")
    found.fields_of("a", "x").fields_of("b", "y").text("c")
    assert said(found) == ["f.yaml:1:8: a.b.c: missing; expected text"]


def test_sequence_that_is_a_text(fields: Make) -> None:
    found = fields("a: x\n")
    assert found.sequence_of("a", "a list") == ()
    assert said(found) == ["f.yaml:1:4: a: expected a list, got the text 'x'"]


def test_texts_keep_the_good_ones(fields: Make) -> None:
    found = fields("a: [x, 5, y]\n")
    assert found.texts("a", "words") == ("x", "y")
    assert said(found) == ["f.yaml:1:8: a[1]: expected text, got the number 5; write it in quotes"]


def test_text_table(fields: Make) -> None:
    found = fields("a: {x: y, z: true}\n")
    assert found.text_table("a", "words") == {"x": "y"}
    assert said(found) == ["f.yaml:1:14: a.z: expected text, got the boolean true; write it in quotes"]


def test_unknown_keys_are_named_with_the_nearest_and_all_known(fields: Make) -> None:
    found = fields("titel: x\n")
    found.text("title", default="")
    found.text("text", default="")
    found.end()
    assert said(found) == ["f.yaml:1:1: titel: unknown key; did you mean 'title'? (keys: text, title)"]


def test_place_of_a_missing_key_is_that_of_the_mapping(fields: Make) -> None:
    found = fields("\n\na: {b: 1}\n").fields_of("a", "x")
    assert (found.place("b"), found.place("c")) == (Place("f.yaml", 3, 5), Place("f.yaml", 3, 4))
