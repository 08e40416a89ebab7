"""`sixfold new` writes an entry that is right but for the words, and nobody publishes those that it writes."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest
import yaml

from sixfold import project as pipeline
from sixfold.definition import Method
from sixfold.errors import SpecError
from sixfold.project import ProjectBase
from sixfold.scaffold import NoDraftError, drafted_page, method_of
from sixfold.scaffold import entry as scaffold
from sixfold.scaffold.drafting import resource_of
from sixfold.spec import PLACEHOLDER
from tests.support.commands import Sixfold
from tests.support.projects import ROOT

PAGE = "specs/guide/more.yaml"
NEXT = "replace each text that begins with TODO(sixfold) by your own, then run: sixfold generate"


@pytest.fixture(scope="module")
def real() -> ProjectBase:
    return pipeline.load_base(ROOT)


def unary(real: ProjectBase) -> dict[str, Method]:
    found = real.definition.methods.values()
    return {method.name: method for method in found if method.rules and not method.streaming}


def request_of(real: ProjectBase, rpc: str) -> dict[str, Any]:
    return cast("dict[str, Any]", scaffold.draft(real.api, real.definition.method(rpc)).operation.get("request", {}))


def told(root: Path) -> list[str]:
    try:
        pipeline.load(root)
    except SpecError as error:
        return [str(problem) for problem in error.problems]
    return []


@pytest.fixture(scope="module")
def drafted(real: ProjectBase, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project with a page of each RPC, as `sixfold new` writes it."""
    root = tmp_path_factory.mktemp("drafted")
    (root / "templates").symlink_to(ROOT / "templates")
    (root / "specs/all").mkdir(parents=True)
    shutil.copy(ROOT / "specs/api.yaml", root / "specs")
    for name, method in unary(real).items():
        found = scaffold.draft(real.api, method, f"rpc_{name.lower()}")
        (root / f"specs/all/{name.lower()}.yaml").write_text(drafted_page(str(found.operation["title"]), found))
    return root


def test_each_placeholder_is_refused_where_it_stands_and_nothing_else_is(drafted: Path) -> None:
    places = set()
    for path in (drafted / "specs/all").iterdir():
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
            if PLACEHOLDER in line:
                column = re.search(rf"['\"]?{re.escape(PLACEHOLDER)}", line)
                assert column
                places.add(f"specs/all/{path.name}:{number}:{column.start() + 1}")
    problems = [problem for problem in told(drafted) if not problem.startswith("specs/api.yaml")]
    assert {problem.split(": ")[0] for problem in problems} == places
    assert len(problems) == len(places) > 1000
    assert all(problem.endswith(": is still what 'sixfold new' wrote; expected your own words") for problem in problems)


def test_with_words_in_their_place_every_entry_is_right(drafted: Path, tmp_path: Path) -> None:
    root = tmp_path / "edited"
    shutil.copytree(drafted, root, symlinks=True)
    for path in (root / "specs/all").iterdir():
        path.write_text(path.read_text(encoding="utf-8").replace(PLACEHOLDER, "Now "))
    assert [problem for problem in told(root) if not re.search("unused variable|no operation", problem)] == []


def test_nothing_that_is_for_the_author_is_unmarked(real: ProjectBase) -> None:
    for method in unary(real).values():
        found = scaffold.draft(real.api, method)
        words = [str(found.operation[key]) for key in ("title", "text", "deletes", "keeps") if key in found.operation]
        words += cast("dict[str, str]", found.operation.get("fields", {})).values()
        words += [str(text) for variable in found.variables.values() for text in variable.values()]
        assert [word for word in words if not word.startswith(PLACEHOLDER)] == []


def empty(value: object) -> Iterator[object]:
    if value in ({}, []):
        yield value
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for item in inner:
        yield from empty(item)


def test_no_message_is_left_empty(real: ProjectBase) -> None:
    for name in unary(real):
        assert list(empty([request_of(real, name) or None])) == [], name


@pytest.mark.parametrize("rpc", ["PostInputs", "PatchInputs", "PostModelOutputs", "PostWorkflowResults"])
def test_inputs_have_data(real: ProjectBase, rpc: str) -> None:
    (given,) = request_of(real, rpc)["inputs"]
    assert given["data"]["image"]["url"].startswith("https://")


def test_an_action_is_one_of_the_three_that_the_api_takes(real: ProjectBase) -> None:
    actions = {name: request_of(real, name).get("action") for name in unary(real) if name.startswith("Patch")}
    texts = {name: action for name, action in actions.items() if action is not None}
    assert len(texts) > 25
    assert set(texts.values()) == {"merge", "overwrite"}


def test_a_patch_changes_something(real: ProjectBase) -> None:
    patches = {name: method for name, method in unary(real).items() if name.startswith("Patch")}
    assert len(patches) > 30
    for name, method in patches.items():
        request = request_of(real, name)
        scope = {*real.api.scope.keys, "action"}
        held = [request.get(found.name) for found in method.request.fields if found.name not in scope]
        entries = [entry for one in held for entry in (one if isinstance(one, list) else [one])]
        assert {"id"} not in [set(entry) for entry in entries if isinstance(entry, dict)], name


def test_an_enum_says_something(real: ProjectBase) -> None:
    method = real.definition.method("PostInputs")
    entry = scaffold.scaffold(method, frozenset(real.api.scope.keys), {}, everything=True).operation
    given = cast("dict[str, object]", entry["request"])
    name, enum = next((found.name, found.enum) for found in method.request.fields if found.enum is not None)
    assert given[name] == next(name for name, number in enum.numbers.items() if number)


def test_an_id_in_a_message_is_that_of_the_message(real: ProjectBase) -> None:
    found = request_of(real, "PostModelOutputs")
    assert (found["model_id"], found["inputs"][0]["id"]) == ("$MODEL_ID", "$INPUT_ID")


@pytest.mark.parametrize(
    ("draft", "problem"),
    [
        ("PatchModelRequest.action: merge", "no field of a request is called so; did you mean 'Patch"),
        ("Patch*Request.action: 5", "expected text, got the number 5; write it in quotes"),
        ("Input.data: {picture: x}", "Data has no field 'picture'"),
        ("Input.data: $NOPE", "expected the fields of Data"),
        ("Annotation.input_id: $nope", "expected a variable like $INPUT_ID, got '$nope'"),
        ("5", "expected values by patterns like"),
    ],
)
def test_a_draft_is_held_against_the_definition(project: Path, draft: str, problem: str) -> None:
    api = project / "specs/api.yaml"
    api.write_text(api.read_text() + f"drafts:\n  {draft}\n")
    problems = told(project)
    assert len(problems) == 1
    assert problems[0].startswith("specs/api.yaml:19:")
    assert problem in problems[0]


def test_a_draft_may_name_a_variable_that_the_page_has_to_define(project: Path, sixfold: Sixfold) -> None:
    api = project / "specs/api.yaml"
    api.write_text(api.read_text() + "drafts:\n  Annotation.input_id: $PICTURE_ID\n")
    page = yaml.safe_load(sixfold("new", "PostAnnotations")[1])
    assert page["operations"][0]["request"]["annotations"][0]["input_id"] == "$PICTURE_ID"
    assert page["variables"]["PICTURE_ID"] == {
        "example": f"{PLACEHOLDER}my-picture",
        "description": f"{PLACEHOLDER}The picture ID.",
    }


def test_the_narrowest_draft_wins(project: Path, sixfold: Sixfold) -> None:
    api = project / "specs/api.yaml"
    api.write_text(
        api.read_text() + "drafts:\n  Patch*Request.action: merge\n  PatchInputsRequest.action: b\n  '*.action': c\n"
    )
    shown = {rpc: yaml.safe_load(sixfold("new", rpc)[1]) for rpc in ("PatchModels", "PatchInputs")}
    assert {rpc: page["operations"][0]["request"]["action"] for rpc, page in shown.items()} == {
        "PatchModels": "merge",
        "PatchInputs": "b",
    }


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize("verb", ["check", "generate"])
def test_a_new_page_is_published_when_its_last_word_is_written(sixfold: Sixfold, project: Path, verb: str) -> None:
    code, out, _ = sixfold("new", "GetModel", "--page", "guide/more")
    assert (code, out.strip()) == (
        0,
        f"{PAGE}: wrote get_model; {NEXT}",
    )
    code, out, err = sixfold(verb, "-q")
    assert (code, out) == (1, "")
    lines = err.splitlines()
    assert len(lines) == (project / PAGE).read_text().count(PLACEHOLDER.strip())
    assert all(re.match(rf"{PAGE}:\d+:\d+: \S+: is still what 'sixfold new' wrote; ", line) for line in lines)
    assert not (project / "code_snippets").exists()
    edit(project / PAGE, PLACEHOLDER, "Now: ")
    assert sixfold("generate", "-q") == (0, "", "")


def test_a_second_entry_can_be_put_beside_one_that_is_not_edited_yet(sixfold: Sixfold, project: Path) -> None:
    page = project / "specs/guide/things.yaml"
    page.write_text(f"# Mine.\n{page.read_text()}# The end.\n")
    before = page.read_text()
    for rpc in ("GetModel", "ListModels"):
        assert sixfold("new", rpc, "--page", "guide/things")[0] == 0
    lines = page.read_text().split("\n")
    assert [line for line in before.split("\n") if line not in lines] == []
    edit(page, PLACEHOLDER, "Now ")
    assert told(project) == []


@pytest.mark.parametrize("rpc", ["GetModel", "DeleteModel", "PatchModels"])
def test_what_the_author_is_asked_is_no_answer(sixfold: Sixfold, project: Path, rpc: str) -> None:
    assert sixfold("new", rpc, "--page", "guide/more")[0] == 0
    edit(project / PAGE, PLACEHOLDER, "")
    lines = (project / PAGE).read_text().split("\n")
    asked = [number for number, line in enumerate(lines, 1) if re.search(": '?Say what ", line)]
    problems = told(project)
    assert [int(problem.split(":")[1]) for problem in problems] == asked
    assert len(asked) >= 2
    assert all(problem.endswith(": is still what 'sixfold new' wrote; expected your own words") for problem in problems)


@pytest.mark.parametrize("text", ["TODO(sixfold):", "Some words. TODO(sixfold): more", "TODO(sixfold):x"])
def test_a_placeholder_is_refused_in_part_and_anywhere(project: Path, text: str) -> None:
    edit(project / "specs/guide/things.yaml", "This deletes one.", f'"{text}"')
    (problem,) = told(project)
    assert problem.startswith("specs/guide/things.yaml:9:11: operations[0].text: is still what 'sixfold new' wrote")


@pytest.mark.parametrize("text", ["TODO: buy milk", "Say what goes. The thing.", "todo(sixfold)"])
def test_what_a_person_may_write_is_no_placeholder(project: Path, text: str) -> None:
    edit(project / "specs/guide/things.yaml", "This deletes one.", f'"{text}"')
    assert told(project) == []


@pytest.mark.parametrize(
    ("rpc", "resource"),
    [
        ("DeletePipelineSteps", "pipeline_step"),
        ("DeleteCategories", "category"),
        ("GetAccess", "access"),
        ("PutV2Tasks", "v_2_task"),
        ("Get2Tasks", "task"),
        ("Ping", "ping"),
    ],
)
def test_what_an_rpc_is_about_is_its_name_in_the_singular(rpc: str, resource: str) -> None:
    assert resource_of(rpc) == resource


def test_an_rpc_that_rest_cannot_reach_is_refused(real: ProjectBase) -> None:
    method = real.definition.method("DeleteInputs")
    for changed in (replace(method, rules=()), replace(method, streaming=True)):
        definition = replace(real.definition, methods={method.full_name: changed})
        with pytest.raises(
            NoDraftError, match=r"^DeleteInputs is a streaming RPC or has no HTTP binding; expected one "
        ):
            method_of(definition, "DeleteInputs")
    assert method_of(real.definition, "DeleteInputs") is method
