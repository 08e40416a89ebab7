"""Hand-written files against each other, from reports made by hand: what most of one operation send, and who not."""

from __future__ import annotations

import pytest

from sixfold.definition import ApiDefinition
from sixfold.json_value import Json, JsonObject
from sixfold.runner.compare import compare
from sixfold.runner.file_report import FileReport

NAMES = ("py", "python", "js", "javascript", "node", "nodejs", "java", "php", "curl")
WHOSE: JsonObject = {"user_app_id": {"user_id": "me", "app_id": "mine"}}
DELETE = "DeleteAnnotations"


def report(path: str, rpc: str = DELETE, /, **fields: Json) -> FileReport:
    return FileReport(path, "x", 0, (rpc,), ({**WHOSE, **fields},), (), ("Key k",), {}, ())


def findings(definition: ApiDefinition, *reports: FileReport) -> dict[str, list[str]]:
    return {found.path: list(found.findings) for found in compare(definition, NAMES, reports) if found.findings}


def six(**changes: JsonObject) -> list[FileReport]:
    """Give six files of one operation, each with ids of its own."""
    made = []
    for number, name in enumerate(("py", "js", "node", "java", "php", "curl")):
        fields: JsonObject = {"input_ids": [f"i{number}"], "ids": [f"a{number}", f"b{number}"]}
        made.append(report(f"docs/{name}/delete.x", **changes.get(name, fields)))
    return made


def test_ids_that_differ_are_no_finding(definition: ApiDefinition) -> None:
    assert findings(definition, *six()) == {}


def test_the_field_that_one_file_does_not_send_is_named(definition: ApiDefinition) -> None:
    assert findings(definition, *six(node={"input_ids": ["other"]})) == {
        "docs/node/delete.x": ["does not send ids, which 5 of 6 files of this operation send"]
    }


def test_the_field_that_few_files_send_is_named_with_its_beginning(definition: ApiDefinition) -> None:
    more: JsonObject = {"input_ids": ["i"], "ids": ["x" * 10_000]}
    found = findings(
        definition,
        *(report(f"{name}/a.x", input_ids=["i"]) for name in ("py", "js", "java")),
        report("php/a.x", **more),
    )
    assert list(found) == ["php/a.x"]
    (said,) = found["php/a.x"]
    assert said.startswith("sends ids (['xxx")
    assert said.endswith("…), which 3 of 4 files of this operation do not send")
    assert len(said) < 200


@pytest.mark.parametrize("each", [1, 2, 3])
def test_without_a_majority_both_forms_are_told_with_who_sends_which(definition: ApiDefinition, each: int) -> None:
    names = ["py", "js", "java", "php", "curl", "node"][: 2 * each]
    ids: JsonObject = {"ids": ["a"]}
    files = [report(f"{name}/a.x", input_ids=["i"], **(ids if at < each else {})) for at, name in enumerate(names)]
    paths = [file.path for file in files]
    said = f"files of this operation differ in ids, set by {', '.join(paths[:each])}; not by {', '.join(paths[each:])}"
    assert findings(definition, *files) == {path: [said] for path in paths}


def test_a_message_that_is_missing_is_told_and_not_its_fields_too(definition: ApiDefinition) -> None:
    files = six()
    files[2] = FileReport(files[2].path, "x", 0, (DELETE,), ({"input_ids": ["i"], "ids": ["a"]},), (), (), {}, ())
    assert findings(definition, *files) == {
        "docs/node/delete.x": ["does not send user_app_id, which 5 of 6 files of this operation send"]
    }


def test_a_value_that_is_no_example_is_compared(definition: ApiDefinition) -> None:
    files = [report(f"{name}/a.x", "DeleteModels", delete_all=True) for name in ("py", "js", "java")]
    assert findings(definition, *files) == {}
    files = [report(f"{name}/a.x", "ListInputs", page=1, per_page=10) for name in ("py", "js", "java")]
    assert findings(definition, *files, report("php/a.x", "ListInputs", page=1, per_page=99)) == {
        "php/a.x": ["sends per_page: 99, where 3 of 4 files send 10"]
    }


def test_a_value_that_half_of_the_files_send_is_no_rule(definition: ApiDefinition) -> None:
    pages = {"py": 10, "js": 10, "java": 10, "php": 20, "curl": 30, "node": 40}
    files = [report(f"{name}/a.x", "ListInputs", per_page=number) for name, number in pages.items()]
    assert findings(definition, *files) == {}
    told = findings(definition, *files[:5])
    assert told == {
        path: [f"sends per_page: {number}, where 3 of 5 files send 10"]
        for path, number in (("php/a.x", 20), ("curl/a.x", 30))
    }


def test_one_that_calls_another_rpc_is_told(definition: ApiDefinition) -> None:
    files = [*six(), report("docs/ruby/delete.x", "DeleteAnnotation", input_id="i", annotation_id="a")]
    # Ruby is no language of this project: its file is another one.
    assert findings(definition, *files) == {}
    files = [*six()[:5], report("docs/curl/delete.x", "DeleteAnnotation", input_id="i", annotation_id="a")]
    assert findings(definition, *files) == {
        "docs/curl/delete.x": [
            "calls DeleteAnnotation, where 5 of 6 files of this operation call DeleteAnnotations",
        ]
    }


def test_one_name_in_other_folders_is_another_operation(definition: ApiDefinition) -> None:
    wide = [report(f"docs/{name}/all.x", input_ids=["i"]) for name in ("py", "js", "java")]
    assert findings(definition, *six(), *wide) == {}, "two operations may call one RPC"
    apart = [report("filter/x.py", input_ids=["i"]), report("legacy/x.py", "DeleteInputs", ids=["i"])]
    assert findings(definition, *apart) == {}


def test_files_of_other_names_stand_together_by_their_rpc(definition: ApiDefinition) -> None:
    lone = [report("a.py", ids=["1"]), report("b/Main.java", ids=["2"]), report("c.js", input_ids=["i"])]
    found = findings(definition, *lone)
    assert found["c.js"] == [
        "does not send ids, which 2 of 3 files of this operation send",
        "sends input_ids (['i']), which 2 of 3 files of this operation do not send",
    ]
    assert list(found) == ["c.js"]


def test_names_are_the_same_however_a_language_writes_them(definition: ApiDefinition) -> None:
    files = [report("py/delete_all.py", ids=["1"]), report("js/delete-all.js", ids=["2"])]
    files.append(report("java/DeleteAll.java", ids=["3"], input_ids=["i"]))
    assert list(findings(definition, *files)) == ["java/DeleteAll.java"]


def test_what_was_not_run_or_called_nothing_is_compared_with_nothing(definition: ApiDefinition) -> None:
    nothing = FileReport("docs/go/delete.x", "", None, (), (), (), (), {}, ("not run: x",), ran=False)
    assert findings(definition, *six(), nothing) == {"docs/go/delete.x": ["not run: x"]}
