"""More at the end of a list or a mapping of a file that a person wrote: in any layout, with all that stood there."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from sixfold.document import CannotAppendError, append_entries, append_item, to_yaml
from sixfold.document.dump import to_flow
from sixfold.document.source import PlacedLoader

ITEM = {"id": "new", "text": "Says: two\nlines. ", "request": {"ids": ["$A", "1e3", "yes", "null", "7", "é"], "n": 5}}
ENTRIES = {"NEW_ONE": {"example": "x: #y", "description": "New."}, "NEW_TWO": {"example": 5, "description": "ö"}}

OPERATIONS = {
    "indented": "operations:\n  - id: one\n    title: One\n  - id: two\n    title: Two\n",
    "not indented": "operations:\n- id: one\n  title: One\n",
    "far in": "operations:\n        -   id: one\n            title: One\n\n        -   id: two\n",
    "alone on its line": "operations:\n  -\n    id: one\n  - # first\n    id: two\n",
    "each in flow": "operations:\n  - {id: one, title: One}\n  - {id: two} # the second\n",
    "flow": "operations: [{id: one}, {id: two, request: {ids: [a, 'b']}}]\n",
    "flow with a comma at its end": "operations: [{id: one}, ]\n",
    "flow in lines": "operations: [\n    {id: one}, # first\n    {id: two} # ] last\n  ]\n",
    "flow in lines with a comma at its end": "operations:\n  [\n    {id: one},\n    {id: two}, # last\n    # no\n  ]\n",
    "flow in lines that ends with its last": "operations: [{id: one},\n  {id: two}]\n",
    "flow as JSON": 'operations: [{"id": "one"}\n, {"id": "two"}\n] # end\n',
    "flow of pairs": "operations: [id: one, ? id : two]\n",
    "anchors": "operations: &all # named\n  - &one\n    id: one\n  - id: &two two\n",
    "a key in quotes": "'operations' :\n  - id: one\n",
    "a key with a mark": "? operations\n: - id: one\n    title: One\n  - id: two\n",
    "comments": "# a\noperations: # b\n  # c\n  - id: one # d\n    # e\n\n    # f\n  # g\n\n  # - id: three\n# h\n",
    "comments that are not indented": "operations:\n# a\n- id: one\n # b\n# c\n",
    "a comment that is a text": "operations:\n  - id: one\n    text: |\n      # none\n      - id: no\n    # one\n",
    "text": "operations:\n  - id: one\n    text: |\n      A.\n\n      B.\n\n\n",
    "text without its end": "operations:\n  - id: one\n    text: >-\n      A.\n\n",
    "text with all ends": "operations:\n  - id: one\n    text: |+ # keep\n      A.\n\n\n",
    "text with an indent": "operations:\n  - id: one\n    text: |2-\n        A.\n      B.\n",
    "text with spaces at its end": "operations:\n  - id: one\n    text: |\n      A.\n       \n         \n",
    "text of nothing": "operations:\n  - id: one\n    text: |\n\n",
    "text over lines": "operations:\n  - id: one\n    text: A\n      b\n\n      c # d\n",
    "text over lines in quotes": 'operations:\n  - id: one\n    text: "A\n\n\n   b: \\\n   c"  \n',
    "a value that is nothing": "operations:\n  - id: one\n    text:\n    # why\n",
    "an item that is nothing": "operations:\n  - id: one\n  -\n",
    "an item that is a list": "operations:\n  - - id: one\n    - id: two\n",
    "a tag": "operations:\n  - id: !!str one\n",
    "spaces": "operations:   \n  - id: one  # x\n    title: 'One'   \n   \n",
    "nothing": "operations:\n",
    "nothing and comments": "operations: # none yet\n  # to be written\n# the end\n",
    "nothing in a word": "operations: ~ # none\n",
    "nothing in another word": "operations: null\n",
    "nothing with an anchor": "operations: &all\n",
    "nothing with a key in quotes": '"operations":\n',
    "an empty list": "operations: []\n",
    "an empty list and a comment": "operations: [ ] # none\n",
    "an empty list in lines": "operations:\n  [\n  ]\n",
    "an empty list with a comment in it": "operations: [ # none\n  ]\n",
    "an empty list with an anchor": "operations: &all []\n",
    "missing": "",
}
VARIABLES = {
    "missing": "",
    "block": "variables:\n  A: {example: a} # a\n  B:\n    example: b\n\n    description: |\n      B.\n\n",
    "far in": "variables:\n      A:\n         example: a\n      # b\n",
    "flow": "variables: {A: {example: a}, B: {example: b}}\n",
    "flow in lines": "variables: {\n  A: {example: a}, # a\n  'B': {example: b}, # b\n}\n",
    "a key with a mark": "variables:\n  ? A\n  : example: a\n",
    "nothing": "variables: # none\n",
    "an empty mapping": "variables: { }\n",
    "an anchor": "variables: &v\n  &a A: {example: a}\n",
}
HEADS = {
    "title": "title: T\n",
    "comment and mark": "# What this is.\n---\ntitle: T # t\ndescription: >\n  D.\n\n",
    "directive": "%YAML 1.1\n---\n'title': T\n",
    "byte order mark": "\ufefftitle: T\n",
    "anchor at its top": "--- &top\ntitle: T\n",
}
TAILS = {
    "nothing": "",
    "comment": "# The end.\n",
    "comment after a line": "\n  # The end.\n\n\n",
    "mark": "...\n",
    "mark and comment": "# The end.\n...\n# After it.\n",
}
ENDS = {"line feed": "\n", "Windows": "\r\n", "carriage return": "\r"}


def data(text: str) -> Any:  # noqa: ANN401 - YAML
    return yaml.load(text, Loader=PlacedLoader)  # noqa: S506 - a safe loader


def drawn(operations: str) -> Iterator[str]:
    """Yield texts that hold operations in one layout, beside every layout of each other part once or more."""
    parts = (VARIABLES, HEADS, TAILS, ENDS)
    choices = [itertools.cycle(part.values()) for part in parts]
    for number in range(2 * max(map(len, parts))):
        variables, head, tail, end = map(next, choices)
        middle = (variables, OPERATIONS[operations]) if number % 4 < 2 else (OPERATIONS[operations], variables)
        text = f"{head}{''.join(middle)}{tail}"
        yield (text if number % 3 else text.rstrip("\n")).replace("\n", end)


@pytest.mark.parametrize("operations", OPERATIONS)
def test_a_list_has_one_more_and_all_else_is_as_it_was(operations: str) -> None:
    for before in drawn(operations):
        after = append_entries(append_item(before, "operations", ITEM), "variables", ENTRIES)
        # A last line that is not ended is ended: so is the text that it may be part of.
        old = data(f"{before}\n")
        wanted = {
            **old,
            "operations": [*(old.get("operations") or []), ITEM],
            "variables": {**(old.get("variables") or {}), **ENTRIES},
        }
        assert data(after) == wanted, before


@pytest.mark.parametrize("operations", OPERATIONS)
def test_nothing_that_stood_there_is_gone_or_moved(operations: str) -> None:
    for before in drawn(operations):
        after = append_entries(append_item(before, "operations", ITEM), "variables", ENTRIES)
        # But for what says that there is nothing.
        kept = re.sub(r" *(&all )?(~|null|\[\s*\]|\{\s*\})", "", before)
        left = iter(after)
        assert all(character in left for character in kept), before


FLOW = [
    "{title: T, operations: [{id: one}], variables: {A: {example: a}}}",
    '{"title": "T", "operations": [{"id": "one"}]}\n',
    "--- {\n  title: T,\n  operations: [\n    {id: one}\n  ],\n} # end\n...\n",
    "{title: T}",
    "{title: T, operations: []}",
    "{title: T, operations: }",
    "{title: T, operations: ~, variables: null}",
    "{title: T, ? operations : [{id: one}], variables: {? A : b,}}",
]


@pytest.mark.parametrize("before", FLOW)
def test_a_page_in_flow_style_stays_one(before: str) -> None:
    after = append_entries(append_item(before, "operations", ITEM), "variables", ENTRIES)
    old = data(before)
    assert data(after) == {
        **old,
        "operations": [*(old.get("operations") or []), ITEM],
        "variables": {**(old.get("variables") or {}), **ENTRIES},
    }
    assert after.count("\n") <= before.count("\n") + 3


LAID_OUT = [
    (
        "operations:\n  - id: one\n    # a\n\n  # b\n\nvariables:\n  A: {example: a}\n# end\n",
        "operations:\n  - id: one\n    # a\n  - id: new\n\n  # b\n\nvariables:\n  A: {example: a}\n  B: b\n# end\n",
    ),
    ("operations:\r\n- id: one", "operations:\r\n- id: one\r\n- id: new\r\nvariables:\r\n  B: b\r\n"),
    ("operations: # none\n  # yet\n...\n", "operations: # none\n  # yet\n  - id: new\nvariables:\n  B: b\n...\n"),
    ("  operations: []\n", "  operations:\n    - id: new\n  variables:\n    B: b\n"),
    (
        "operations: [{id: one}, {id: two}] # all\nvariables: {A: a}\n",
        "operations: [{id: one}, {id: two}, {id: new}] # all\nvariables: {A: a, B: b}\n",
    ),
    (
        "operations: [\n    {id: one}, # a\n    {id: b} # ]\n  ]\nvariables: {\n  A: a,\n}\n",
        "operations: [\n    {id: one}, # a\n    {id: b}, # ]\n    {id: new}\n  ]\nvariables: {\n  A: a,\n  B: b,\n}\n",
    ),
    (
        "operations:\n  - text: |\n      A.\n\nvariables:\n  A: a\n\n# end\n",
        "operations:\n  - text: |\n      A.\n  - id: new\n\nvariables:\n  A: a\n  B: b\n\n# end\n",
    ),
]


@pytest.mark.parametrize(("before", "after"), LAID_OUT)
def test_what_is_added_is_laid_out_as_what_stands_above_it(before: str, after: str) -> None:
    assert append_entries(append_item(before, "operations", {"id": "new"}), "variables", {"B": "b"}) == after


def test_the_key_of_entries_that_are_none_is_not_begun() -> None:
    assert append_entries("title: T", "variables", {}) == "title: T"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("operations: 5\n", "'operations' does not hold a list; expected one to add to"),
        ("operations: {a: b}\n", "'operations' does not hold a list; expected one to add to"),
        ("operations: *other\n", "'operations' does not hold a list; expected one to add to"),
        ("operations: [a]\noperations: [b]\n", "the key 'operations' stands there 2 times; expected it once"),
        ("operations: !!null ''\n", "'operations' is laid out in a way in which nothing can be added to it"),
        ("? operations\n? title\n: T\n", "'operations' is laid out in a way in which nothing can be added to it"),
        ("{title: T, operations}\n", "'operations' is laid out in a way in which nothing can be added to it"),
        ("- operations\n", "expected a mapping at its top"),
        ("# nothing\n", "expected a mapping at its top"),
        ("", "expected a mapping at its top"),
        ("operations: [\n", "is no YAML that can be read; expected a mapping"),
        ("a: b\n---\na: b\n", "is no YAML that can be read; expected a mapping"),
        ('a: "\\UFFFFFFFF"\n', "is no YAML that can be read; expected a mapping"),
        (f"a: {'[' * 2000}\n", "is no YAML that can be read; expected a mapping"),
        ("a: \0\n", "is no YAML that can be read; expected a mapping"),
    ],
)
def test_what_nothing_can_be_added_to_is_refused(text: str, message: str) -> None:
    with pytest.raises(CannotAppendError) as raised:
        append_item(text, "operations", ITEM)
    assert str(raised.value) == message


@pytest.mark.parametrize(
    "value",
    ["1e3", "1.5", "yes", "on", "null", "~", "true", "0x1f", "2026-01-31", "=", "a: b", "a\nb ", "", "- a", "#", "é"],
)
def test_a_text_stays_a_text(value: str) -> None:
    assert data(to_yaml({"a": value})) == data(to_flow({"a": value})) == {"a": value}


@pytest.mark.parametrize("value", ["a\nb", "a\n", "\n", "a\u2028b", "a\x85", "a\t"])
def test_flow_style_is_one_line_whatever_a_text_holds(value: str) -> None:
    assert len(to_flow({"a": value}).splitlines()) == 1
    assert data(to_flow({"a": value})) == {"a": value}
