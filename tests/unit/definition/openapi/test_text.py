"""JSON and YAML are read alike, each value has a place, and what means no tree is refused where it stands."""

from __future__ import annotations

import json
import random

import pytest

from sixfold.definition.openapi.text import DEEPEST, MalformedTextError, parse
from sixfold.errors import Place
from sixfold.json_value import Json


def place(text: str, file: str, pointer: tuple[str, ...]) -> Place:
    return Place(file, *parse(text, file).marks.find(pointer))


TREE: Json = {
    "openapi": "3.1.0",
    "paths": {"/a b/{id}": {"get": {"tags": ["x", "ü\"'"], "responses": {"200": {"description": ""}}}}},
    "numbers": [0, -1, 1.5, 10**20, True, False, None, "2026-01-31", "yes", "0x1"],
    "empty": [{}, []],
}
YAML = """\
openapi: 3.1.0
paths:
  /a b/{id}:
    get:
      tags: [x, "ü\\"'"]
      responses: {200: {description: ""}}
numbers:
  - 0
  - -1
  - 1.5
  - 100000000000000000000
  - true
  - false
  - ~
  - 2026-01-31
  - yes
  - "0x1"
empty: [{}, []]
"""


def test_json_and_yaml_say_the_same() -> None:
    assert parse(YAML, "a.yaml").value == TREE
    assert parse(json.dumps(TREE), "a.json").value == TREE
    assert parse(json.dumps(TREE), "a.yaml").value == TREE


@pytest.mark.parametrize(
    ("pointer", "expected"),
    [
        ((), "a.yaml:1:1"),
        (("openapi",), "a.yaml:1:10"),
        (("paths", "/a b/{id}", "get", "tags", "1"), "a.yaml:5:17"),
        (("paths", "/a b/{id}", "get", "responses", "200"), "a.yaml:6:24"),
        (("numbers", "9"), "a.yaml:17:5"),
        (("empty", "1"), "a.yaml:18:13"),
        (("numbers", "77"), "a.yaml:8:3"),
        (("paths", "absent", "get"), "a.yaml:3:3"),
    ],
)
def test_each_value_has_its_place(pointer: tuple[str, ...], expected: str) -> None:
    assert str(place(YAML, "a.yaml", pointer)) == expected


def test_places_in_json_are_those_of_the_values() -> None:
    text = json.dumps(TREE, indent=2, ensure_ascii=False)
    for pointer, start in (
        (("paths", "/a b/{id}", "get", "tags", "1"), '"ü'),
        (("numbers", "3"), "100000000000000000000"),
        (("empty", "1"), "[]"),
    ):
        found = place(text, "a.json", pointer)
        assert text.splitlines()[found.line - 1][found.column - 1 :].startswith(start)


def test_anchors_stand_for_what_they_are_at_and_merge() -> None:
    text = "a: &a {x: 1, y: 2}\nb: *a\nc: {<<: *a, y: 3}\nd: {<<: [*a, {z: 4}]}\n"
    assert parse(text, "a.yaml").value == {
        "a": {"x": 1, "y": 2},
        "b": {"x": 1, "y": 2},
        "c": {"x": 1, "y": 3},
        "d": {"x": 1, "y": 2, "z": 4},
    }


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: 1\nb: 2\na: 3\n", "a.yaml:3:4: not read: the key 'a' stands twice in one mapping"),
        ("a: &a [*a]\n", "a.yaml:1:8: not read: the alias '*a' stands for nothing that ends before it"),
        ("? [a]\n: 1\n", "a.yaml:1:3: not read: expected a text as key"),
        ("a: [1\n", "a.yaml:2:1: not YAML: did not find expected ',' or ']'"),
        ("a: 1\n---\nb: 2\n", "a.yaml: holds 2 documents of YAML; expected one"),
        ("", "a.yaml: holds 0 documents of YAML; expected one"),
        ('{"a": 1,\n "a": 2}', "a.json: not JSON: the key 'a' stands twice in one object"),
        ('{"a": NaN}', "a.json: not JSON: NaN is no number of JSON"),
        ('{"a": 1', "a.json:1:8: not JSON: Expecting ',' delimiter"),
        ("[" * 100_000, "a.json: nested too deep; expected at most 200 levels"),
        ("[" * (DEEPEST + 1), "a.yaml:1:201: not read: nested too deep; expected at most 200 levels"),
    ],
)
def test_what_means_no_tree_is_refused_where_it_stands(text: str, message: str) -> None:
    file = message.partition(":")[0]
    with pytest.raises(MalformedTextError) as raised:
        parse(text, file)
    assert f"{raised.value.place}: {raised.value}" == message


def test_many_aliases_of_aliases_take_no_room() -> None:
    text = "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 60))
    found = parse(text, "a.yaml").value
    assert isinstance(found, dict)
    assert len(found) == 60


def test_no_damage_to_a_text_is_more_than_a_message() -> None:
    chance = random.Random(7)  # noqa: S311 - it hides nothing
    for _ in range(400):
        characters = list(YAML)
        for _ in range(chance.randint(1, 4)):
            characters[chance.randrange(len(characters))] = chance.choice("{}[]:,&*!|>'\"\n -#%@`x\t")
        text = "".join(characters)
        try:
            parse(text, "a.yaml")
        except MalformedTextError:
            continue
        assert str(place(text, "a.yaml", ("paths", "/a b/{id}", "get"))).startswith("a.yaml:")
