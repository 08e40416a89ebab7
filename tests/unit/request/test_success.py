"""Where an answer's status stands: wherever ``api.yaml`` says, at any depth; none where the answer has none."""

from __future__ import annotations

from pathlib import Path

import pytest

from sixfold.definition import ApiDefinition
from sixfold.document import source
from sixfold.errors import Problems
from sixfold.request import Context
from sixfold.request.success import check_success, success_status
from sixfold.spec.parse import parse_api
from tests.support.made_api import Made, Rpc, make

DEEP = ("", "head.code", ["message", "head.why"], True)
HTTP = {"get": "/v1/x"}
MESSAGES = {
    "Asked": ["string name"],
    "Flat": ["string note", "Code code"],
    "Apart": ["Head head", "string message"],
    "Head": ["Code code", "string why"],
    "Many": ["repeated Head head"],
}


@pytest.fixture(scope="module")
def made() -> Made:
    answers = ("Flat", "Apart", "Many", "google.protobuf.Empty")
    return make(MESSAGES, {f"Get{name.rpartition('.')[2]}": Rpc("Asked", HTTP, name) for name in answers})


def context(definition: ApiDefinition, folder: Path, api: str, success: str) -> Context:
    problems = Problems()
    lines = [line for line in api.splitlines() if not line.startswith("success:")]
    (folder / "api.yaml").write_text("\n".join([*lines, success, ""]))
    table = source.read(folder / "api.yaml", "api.yaml", problems)
    assert table is not None
    found = Context(parse_api(table, "api.yaml", problems), definition, problems)
    check_success(found)
    return found


def names(path: tuple[object, ...]) -> str:
    return ".".join(map(str, path))


@pytest.mark.parametrize(
    ("rpc", "success", "expected"),
    [
        ("GetFlat", "field: code, description: note", ("", "code", ["note"], False)),
        ("GetApart", "field: head.code, description: head.why", ("head", "code", ["why"], True)),
        ("GetApart", "field: head.code, description: message", ("", "head.code", ["message"], True)),
        ("GetApart", "field: head.code, description: message, details: head.why", DEEP),
        ("GetApart", "field: head.code", ("head", "code", [], True)),
    ],
)  # fmt: skip
def test_it_is_found_at_its_path(
    made: Made, tmp_path: Path, rpc: str, success: str, expected: tuple[str, str, list[str], bool]
) -> None:
    given = context(made.definition, tmp_path, made.api_yaml, f"success: {{{success}, value: SUCCESS}}")
    found = success_status(given, made.definition.method(rpc))
    assert given.problems.count == 0
    assert found is not None
    assert found.number == 1
    assert (names(found.holder), names(found.code), [names(text) for text in found.texts], found.leads) == expected


@pytest.mark.parametrize("rpc", ["GetEmpty", "GetMany", "GetFlat"])
def test_an_answer_without_it_has_none(made: Made, tmp_path: Path, rpc: str) -> None:
    given = context(made.definition, tmp_path, made.api_yaml, "success: {field: head.code, value: SUCCESS}")
    assert success_status(given, made.definition.method(rpc)) is None
    assert given.problems.count == 0


def test_an_api_without_it_has_none(made: Made, tmp_path: Path) -> None:
    given = context(made.definition, tmp_path, made.api_yaml, "")
    assert success_status(given, made.definition.method("GetApart")) is None
    assert given.problems.count == 0


def test_an_answer_that_holds_nothing_is_requested_all_the_same(made: Made, tmp_path: Path) -> None:
    request, problems = made.request(tmp_path, "GetEmpty", "name: a")
    assert request is not None, problems
    assert request.success is None
    assert request.success_module is None
    assert request.imports == request.types
