"""A long text in YAML is read once, and what is kept of it says the same, places included."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from sixfold.definition.openapi import kept
from sixfold.definition.openapi.text import MalformedTextError, Parsed, parse
from sixfold.json_value import Json

TREE: Json = {
    "openapi": "3.1.0",
    "paths": {f"/things/{{id}}/{number}": {"get": {"tags": ["ü\"'", "\u2028"]}} for number in range(2000)},
    "values": [0, -1, 1.5, 10**400, 1e308, True, None, {}, []],
}
TEXT = yaml.safe_dump(TREE, allow_unicode=True, sort_keys=False)
POINTERS = ((), ("paths", "/things/{id}/1999", "get", "tags", "1"), ("values", "8"), ("values", "9"), ("absent", "x"))


def test_what_is_kept_is_what_was_read(state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = kept.read(TEXT, "a.yaml")
    monkeypatch.setattr(kept, "parse", None)
    again = kept.read(TEXT, "a.yaml")
    assert again.value == first.value == TREE
    assert type(again.marks) is not type(first.marks)
    for pointer in POINTERS:
        assert again.marks.find(pointer) == first.marks.find(pointer) == parse(TEXT, "a.yaml").marks.find(pointer)
    (file,) = (state / "cache/sixfold/openapi").iterdir()
    file.write_bytes(file.read_bytes()[:-4])
    monkeypatch.setattr(kept, "parse", parse)
    assert kept.read(TEXT, "a.yaml").value == TREE


@pytest.mark.parametrize("change", ["content", "version"])
def test_another_text_and_another_version_are_read_anew(monkeypatch: pytest.MonkeyPatch, change: str) -> None:
    kept.read(TEXT, "a.yaml")
    calls: list[str] = []

    def parsing(text: str, file: str) -> Parsed:
        calls.append(file)
        return parse(text, file)

    monkeypatch.setattr(kept, "parse", parsing)
    if change == "version":
        monkeypatch.setattr(kept, "__version__", "0")
    kept.read(TEXT + ("more: 1\n" if change == "content" else ""), "a.yaml")
    assert calls == ["a.yaml"]


@pytest.mark.parametrize("text", ["a: &a [1]\nb: *a\n", '{"a": "b"', "a: [\n"])
def test_what_is_no_tree_of_its_own_is_not_kept(state: Path, text: str) -> None:
    filled = text.replace("\n", "\n" + "# long\n" * 10_000, 1)
    for _ in range(2):
        try:
            assert kept.read(filled, "a.yaml").value == {"a": [1], "b": [1]}
        except MalformedTextError:
            assert text != "a: &a [1]\nb: *a\n"
    assert not (state / "cache").exists()
