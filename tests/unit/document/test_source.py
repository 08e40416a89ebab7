"""YAML is read as its core schema means it, with places, and nothing odd in a file ends in a traceback."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from sixfold.document import source
from sixfold.document.node import Scalar, Sequence, Table, describe
from sixfold.errors import Place, Problems

Read = Callable[[str | bytes], tuple[Table | None, list[str]]]


def value_of(read: Read, text: str) -> object:
    table, problems = read(f"a: {text}\n")
    assert problems == []
    assert table is not None
    node = table.entries["a"]
    assert isinstance(node, Scalar)
    return node.value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("true", True),
        ("false", False),
        ("~", None),
        ("null", None),
        ("", None),
        ("0", 0),
        ("-12", -12),
        ("+5", 5),
        ("9007199254740993", 9007199254740993),
        ("1.5", 1.5),
        ("-0.5e3", -500.0),
        ("1e3", 1000.0),
        ("plain", "plain"),
        ("'5'", "5"),
        ('"\\u00e9\\x07"', "é\x07"),
        ('"\\U0001F600"', "\U0001f600"),
        ("!!binary aGk=", b"hi"),
        ("!!binary |\n  aG\n  k=\n", b"hi"),
        ("!!str 5", "5"),
        ("!!float 5", 5.0),
    ],
)
def test_scalar(read: Read, text: str, value: object) -> None:
    found = value_of(read, text)
    assert (type(found), found) == (type(value), value)


@pytest.mark.parametrize(
    "text",
    [
        "on",
        "off",
        "yes",
        "no",
        "Yes",
        "True",
        "FALSE",
        "Null",
        "NULL",
        "2026-01-31",
        "2026-01-31T12:00:00Z",
        "0x10",
        "010",
        "1_000",
        "1:30",
        ".inf",
        ".nan",
        "1.",
        ".5",
        "0b1",
        "=",
        "12.6.0",
    ],
)
def test_what_only_old_yaml_converts_stays_text(read: Read, text: str) -> None:
    assert value_of(read, text) == text


def test_every_node_knows_its_place_and_path(read: Read) -> None:
    table, _ = read("a:\n  b:\n    - x\n    - {c: 1}\n")
    assert table is not None
    outer = table.entries["a"]
    assert isinstance(outer, Table)
    items = outer.entries["b"]
    assert isinstance(items, Sequence)
    inner = items.items[1]
    assert isinstance(inner, Table)
    assert (inner.place, inner.path) == (Place("f.yaml", 4, 7), "a.b[1]")
    assert (inner.entries["c"].place, inner.entries["c"].path) == (Place("f.yaml", 4, 11), "a.b[1].c")
    assert inner.keys["c"] == Place("f.yaml", 4, 8)


def test_keys_are_texts_as_written(read: Read) -> None:
    table, problems = read("1: a\ntrue: b\n2026-01-31: c\n")
    assert problems == []
    assert table is not None
    assert list(table.entries) == ["1", "true", "2026-01-31"]


def test_a_byte_order_mark_and_windows_line_ends_are_read(read: Read) -> None:
    table, problems = read(b"\xef\xbb\xbfa: 1\r\nb: |\r\n  x\r\n  y\r\n")
    assert problems == []
    assert table is not None
    assert [node.value for node in table.entries.values() if isinstance(node, Scalar)] == [1, "x\ny\n"]


def test_an_anchor_changes_nothing(read: Read) -> None:
    table, problems = read("a: &x {b: 1}\n")
    assert problems == []
    assert table is not None
    assert isinstance(table.entries["a"], Table)


@pytest.mark.parametrize(
    ("content", "places"),
    [
        ("a: &x {b: 1}\nc: *x\n", ["2:4: c"]),
        ("a: *x\n", ["1:4: a"]),
        ("a: &x\n  b: *x\n", ["2:6: a.b"]),
        ("a: &x [*x]\n", ["1:8: a[0]"]),
        ("a: &x {b: *x, c: *x}\n", ["1:11: a.b", "1:18: a.c"]),
        ("a: &x b\nc: {*x : 1}\n", ["2:5: c"]),
    ],
    ids=["mapping", "undefined", "itself", "list of itself", "itself twice", "key"],
)
def test_aliases_are_refused(read: Read, content: str, places: list[str]) -> None:
    _, problems = read(content)
    assert problems == [f"f.yaml:{place}: aliases are not read; write the value out" for place in places]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("", "f.yaml: the file is empty; expected a mapping"),
        ("# only a comment\n", "f.yaml: the file is empty; expected a mapping"),
        ("- a\n", "f.yaml:1:1: expected a mapping, got a list"),
        ("hello", "f.yaml:1:1: expected a mapping, got the text 'hello'"),
        ("~", "f.yaml:1:1: expected a mapping, got nothing"),
        ("5", "f.yaml:1:1: expected a mapping, got the number 5"),
        (b"a: \xff\xfe\n", "f.yaml: expected UTF-8 text, got byte 0xff at 3"),
        ("a: b\n".encode("utf-16"), "f.yaml: expected UTF-8 text, got byte 0xff at 0"),
        (b"a: \xed\xa0\x80\n", "f.yaml: expected UTF-8 text, got byte 0xed at 3"),
        ("a: 'x", "f.yaml:1:6: not YAML: found unexpected end of stream"),
        ("a:\n\tb: 1\n", "f.yaml:2:1: not YAML: found character '\\t' that cannot start any token"),
        ("a: 1\n---\nb: 2\n", "f.yaml:2:1: not YAML: but found another document"),
        ("a: !z!t 1\n", "f.yaml:1:4: not YAML: found undefined tag handle '!z!'"),
        ("a: 1\nb: 2\na: 3\n", "f.yaml:3:1: a: duplicate key; it stands first in line 1"),
        ("? [a, b]\n: 1\n", "f.yaml:1:3: expected a text as key"),
        ("{a: 1}: 2\n", "f.yaml:1:1: expected a text as key"),
        (
            'a: "\\ud800"\n',
            "f.yaml:1:4: a: U+D800 is not a character; write the character itself",
        ),
        (
            '"\\ud800": 1\n',
            "f.yaml:1:1: U+D800 is not a character; write the character itself",
        ),
        (b"a: x\xef\xb7\x90\n", "f.yaml:1:4: a: U+FDD0 is not a character; write the character itself"),
        ('a: "x\\U00110000"\n', "f.yaml:1:8: not YAML: the escape stands for no character"),
        ('a: 1\nb: "\\UFFFFFFFF"\n', "f.yaml:2:7: not YAML: the escape stands for no character"),
        *(
            (f"a: x{character}\n", f"f.yaml: not YAML: the character U+{ord(character):04X} is not allowed in it")
            for character in "\x00\x01\x0b\x1b\ufffe"
        ),
    ],
)
def test_problem(read: Read, content: str | bytes, problem: str) -> None:
    _, problems = read(content)
    assert problems == [problem]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("!!binary 'a'", "base64 text, got 'a'"),
        ("!!binary 'é'", "base64 text, got 'é'"),
        ("!!binary '%%%%'", "base64 text, got '%%%%'"),
        ("!!int foo", "a whole number of at most 4300 digits, got 'foo'"),
        ("!!int ''", "a whole number of at most 4300 digits, got ''"),
        ("!!int 0x1f", "a whole number of at most 4300 digits, got '0x1f'"),
        ("!!float foo", "a number, got 'foo'"),
        ("!!float ''", "a number, got ''"),
        ("!!float .nan", "a number, got '.nan'"),
        ("!!bool foo", "true or false, got 'foo'"),
        ("!!null foo", "nothing, got 'foo'"),
        ("9" * 5000, f"a whole number of at most 4300 digits, got '{'9' * 78}…"),
        (f"!!int 0x{'f' * 5000}", f"a whole number of at most 4300 digits, got '0x{'f' * 76}…"),
    ],
)
def test_a_scalar_that_is_not_what_its_tag_says(read: Read, text: str, expected: str) -> None:
    _, problems = read(f"a: {text}\n")
    assert problems == [f"f.yaml:1:4: a: cannot be read: expected {expected}"]


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("!!timestamp 2020-01-01", "!!timestamp"),
        ("!!timestamp foo", "!!timestamp"),
        ("!!seq foo", "!!seq"),
        ("!!map foo", "!!map"),
        ("!!str [a]", "!!str"),
        ("!!int [1]", "!!int"),
        ("!!set {x}", "!!set"),
        ("!!omap [x: 1]", "!!omap"),
        ("!!python/tuple [1]", "!!python/tuple"),
        ("!!python/object:os.system {x: 1}", "!!python/object:os.system"),
        ("!!python/object:os.system x", "!!python/object:os.system"),
        ("!local x", "!local"),
        ("!<str> x", "str"),
    ],
)
def test_a_tag_that_no_spec_needs_is_refused(read: Read, text: str, tag: str) -> None:
    _, problems = read(f"a: {text}\n")
    assert problems == [f"f.yaml:1:4: a: the tag {tag} is not read here; write the value without a tag"]


def test_a_tag_of_a_key_is_refused(read: Read) -> None:
    _, problems = read("a: {!local b: 1}\n")
    assert problems == ["f.yaml:1:5: a: the tag !local is not read here; write the value without a tag"]


@pytest.mark.parametrize(
    "content",
    [
        "a: " + "[" * 200 + "]" * 200,
        "a: " + "{b: " * 3000 + "1" + "}" * 3000,
        "a: " + "[" * 5000 + "]" * 5000,
    ],
    ids=["deep", "very deep mappings", "very deep lists"],
)
def test_what_is_nested_too_deep_is_said_once(read: Read, content: str) -> None:
    _, problems = read(content)
    assert len(problems) == 1
    assert "nested too deep; expected at most 64 levels" in problems[0]


def test_a_node_after_a_problem_is_still_read(read: Read) -> None:
    _, problems = read("a: !x 1\nb: !y 2\n")
    assert [problem.partition(": the")[0] for problem in problems] == ["f.yaml:1:4: a", "f.yaml:2:4: b"]


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        ("missing", os.strerror(errno.ENOENT)),
        ("folder", os.strerror(errno.EISDIR)),
        ("link to itself", os.strerror(errno.ELOOP)),
        ("pipe", "not a file"),
    ],
)
def test_a_file_that_is_none_is_a_problem(tmp_path: Path, kind: str, reason: str) -> None:
    path = tmp_path / "a.yaml"
    if kind == "folder":
        path.mkdir()
    elif kind == "link to itself":
        path.symlink_to("a.yaml")
    elif kind == "pipe":
        os.mkfifo(path)
    problems = Problems()
    assert source.read(path, "a.yaml", problems) is None
    assert [str(found) for found in problems.found] == [f"a.yaml: cannot be read: {reason}; expected a YAML file"]


def test_an_unreadable_file_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> str:
        raise PermissionError(13, os.strerror(13))

    monkeypatch.setattr(os, "open", refuse)
    problems = Problems()
    assert source.read(tmp_path / "a.yaml", "a.yaml", problems) is None
    assert str(problems.found[0]).startswith("a.yaml: cannot be read: Permission denied")


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "nothing"),
        (True, "the boolean true"),
        (False, "the boolean false"),
        (5, "the number 5"),
        (1.5, "the number 1.5"),
        (b"x", "binary data"),
        ("a'b", 'the text "a\'b"'),
        ("x" * 100, f"the text '{'x' * 78}…"),
        (10**100, f"the number 1{'0' * 78}…"),
    ],
)
def test_describe_scalar(value: str | float | bytes | None, words: str) -> None:
    assert describe(Scalar(Place("f"), "", value)) == words


def test_describe_list_and_mapping() -> None:
    assert describe(Sequence(Place("f"), "", ())) == "a list"
    assert describe(Table(Place("f"), "", {}, {})) == "a mapping"
