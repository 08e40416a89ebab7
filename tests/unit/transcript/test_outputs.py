"""A record of outputs says of what has not changed what it said before, and holds nothing twice."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from sixfold.errors import SixfoldError
from sixfold.snippet import SnippetKey
from sixfold.transcript import Answered, Output, Outputs, Transcript, is_outputs, read_outputs

PY, JS = SnippetKey("one", "py"), SnippetKey("one", "js")
NO = Answered("NO_KEY", 11009, "No key", "why", 401, "OK", {"status": {"code": 11009, "description": "No key"}})
OLD, NEW = "2026-01-31", "2026-02-28"
TEXTS = ["", "done", "done\n", "\n", "a\n\nb", "\r  0\r100\n", 'é\x1b[1m"\u2028', "a\x85b\x0cc"]


def output(day: str, **changes: object) -> Output:
    runs = {"success": Transcript(0, "done\n", ""), "wrong key": Transcript(1, "", "no\n", NO)}
    return replace(Output("py", {"one.py": "0" * 64}, runs, day), **changes)  # type: ignore[arg-type] # of any field


def outputs(day: str) -> Outputs:
    versions = {"py": ("lib 1", "Python 3"), "js": ("fetch", "Chromium 1")}
    return Outputs("d 1", versions, {PY: output(day), JS: output(day, ran_as="js", files={"one.js": "1" * 64})})


def days(found: Outputs) -> list[str]:
    return [output.day for output in found.outputs.values()]


def test_it_is_read_as_it_was_written(tmp_path: Path) -> None:
    file = tmp_path / "o.json"
    assert read_outputs(file) is None
    file.write_text(json.dumps(outputs(OLD).to_json()))
    assert read_outputs(file) == outputs(OLD)
    assert is_outputs(file.read_bytes())
    assert not any(is_outputs(content) for content in (b"", b"[]", b"{}", b'{"results": []}', b"\xff"))


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_is_kept_byte_for_byte(text: str) -> None:
    for found in (Transcript(0, text, ""), Transcript(None, "", text, NO), Transcript(-9, text, text)):
        assert Transcript.from_json(json.loads(json.dumps(found.to_json()))) == found


def test_what_the_api_answered_stands_once_and_of_a_language_what_it_alone_got() -> None:
    other = replace(NO, http=403)
    runs = {"wrong key": Transcript(1, "", "", NO)}
    made = replace(
        outputs(OLD),
        outputs={
            SnippetKey("one", language): Output("py", {"f": "0"}, {"wrong key": Transcript(1, "", "", answer)}, OLD)
            for language, answer in {"a": other, "b": NO, "c": NO, "d": None}.items()
        },
    )
    text = json.dumps(made.to_json())
    assert (text.count('"http": 401'), text.count('"http": 403')) == (1, 1)
    read = Outputs.from_json(json.loads(text), "f")
    assert read == made
    assert read.outputs[SnippetKey("one", "b")].transcripts == runs


def test_where_nothing_has_changed_nothing_of_the_record_does() -> None:
    assert outputs(NEW).recorded(outputs(OLD)) == outputs(OLD)
    assert outputs(NEW).recorded(None) == outputs(NEW)


@pytest.mark.parametrize(
    "change",
    [
        {"files": {"one.py": "1" * 64}},
        {"ran_as": "py_rest"},
        {"transcripts": {"success": Transcript(0, "done\n", "")}},
        {"transcripts": {**output(OLD).transcripts, "success": Transcript(0, "done\n", "a warning\n")}},
        {"transcripts": {**output(OLD).transcripts, "success": Transcript(0, "done\n", "", NO)}},
    ],
    ids=str,
)
def test_what_prints_something_else_has_the_new_day(change: dict[str, object]) -> None:
    new = outputs(NEW)
    changed = replace(new, outputs={**new.outputs, PY: output(NEW, **change)})
    assert days(changed.recorded(outputs(OLD))) == [NEW, OLD]


def test_another_version_is_a_new_day_for_its_language_and_another_definition_for_all() -> None:
    new = outputs(NEW)
    versions = {**new.versions, "js": ("fetch", "Chromium 2")}
    assert days(replace(new, versions=versions).recorded(outputs(OLD))) == [OLD, NEW]
    assert days(replace(new, definition="d 2").recorded(outputs(OLD))) == [NEW, NEW]


def test_an_output_counts_for_the_very_files_form_and_client_that_were_run() -> None:
    found = outputs(OLD)
    own = {"files": {"one.py": "0" * 64}, "ran_as": "py", "client": "lib 1"}
    assert found.current(PY, **own) == output(OLD)  # type: ignore[arg-type] # each of its own type
    for change in ({"files": {"one.py": "2" * 64}}, {"ran_as": "py_rest"}, {"client": "lib 2"}):
        assert found.current(PY, **{**own, **change}) is None  # type: ignore[arg-type]
    assert found.current(SnippetKey("two", "py"), **own) is None  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "content",
    [
        [],
        {},
        {"definition": 1, "versions": {}, "outputs": {}},
        {"definition": "d", "versions": {"py": {"client": "c"}}, "outputs": {}},
        {"definition": "d", "versions": {}, "outputs": {"one": {}}},
        {"definition": "d", "versions": {}, "outputs": {"one": {"answers": {}, "languages": {"py": {}}}}},
        {
            "definition": "d",
            "versions": {},
            "outputs": {
                "one": {
                    "answers": {},
                    "languages": {"py": {"day": "", "ran_as": "py", "files": {}, "runs": {"a": {"exit_code": "0"}}}},
                }
            },
        },
    ],
)
def test_a_file_of_something_else_is_refused(content: object) -> None:
    with pytest.raises(SixfoldError, match=r"^o\.json: expected what 'sixfold smoke --outputs' writes; "):
        Outputs.from_json(content, "o.json")  # type: ignore[arg-type] # any JSON


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "o.json").write_text("{")
    with pytest.raises(SixfoldError, match=r"^outputs\.json: not JSON: "):
        read_outputs(tmp_path / "o.json")
    (tmp_path / "o.json").write_bytes(b"\xff")
    with pytest.raises(SixfoldError, match=r"^outputs\.json: cannot be read: expected UTF-8 text"):
        read_outputs(tmp_path / "o.json")
