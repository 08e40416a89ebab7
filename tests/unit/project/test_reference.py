"""What a page says of each field of a request: whether it is required, where it goes, and whether it is deprecated."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from sixfold import project as pipeline
from sixfold.definition import ApiDefinition
from sixfold.errors import Problems
from sixfold.project.reference import FieldRow, answer_rows, field_rows
from tests.support.projects import PAGE, change

THINGS = "specs/guide/things.yaml"


def rows(project: Path) -> dict[str, dict[str, FieldRow]]:
    return {entry.operation.id: {row.name: row for row in entry.fields} for entry in pipeline.load(project).entries}


def test_what_the_path_holds_is_required_and_the_rest_only_where_the_spec_says_so(project: Path) -> None:
    found = rows(project)
    path = ("user_app_id.user_id", "user_app_id.app_id", "input_id", "annotation_id")
    for name in path:
        assert (found["delete_one"][name].required, found["delete_one"][name].location) == (True, "path"), name
    ids = found["delete_some"]["ids"]
    assert (ids.required, ids.location) == (False, "body")
    change(project / THINGS, "fields: {ids: The inputs.}", "fields: {ids: {text: The inputs., required: true}}")
    assert rows(project)["delete_some"]["ids"].required


def test_a_field_that_the_definition_calls_deprecated_is_said_to_be(project: Path) -> None:
    page = PAGE.partition("operations:")[0].partition("variables:")[0]
    (project / THINGS).write_text(
        f"{page}operations:\n  - id: list_apps\n    title: List\n    text: This lists.\n    rpc: ListApps\n"
        "    request: {name: zoo, page: 1}\n    fields: {name: A name., page: A page.}\n"
    )
    found = rows(project)["list_apps"]
    assert {name: row.deprecated for name, row in found.items() if name in ("name", "page")} == {
        "name": True,
        "page": False,
    }


def test_a_deprecated_field_of_an_answer_is_said_to_be(definition: ApiDefinition) -> None:
    said = dict(answer_rows(definition.method("ListApps").request))
    assert said["name"].endswith(", deprecated")
    assert not said["page"].endswith(", deprecated")


def test_what_a_rules_body_names_stands_there_with_all_that_is_in_it_and_the_rest_in_the_query(project: Path) -> None:
    entry = next(found for found in pipeline.load(project).entries if found.operation.id == "delete_some")
    for body, places in (("user_app_id", ("body", "query")), ("ids", ("query", "body")), ("", ("query", "query"))):
        request = replace(entry.request, rule=replace(entry.request.rule, path="/v2/things", body=body))
        found = {row.name: row.location for row in field_rows(entry.operation, request, Problems())}
        assert (found["user_app_id.user_id"], found["ids"]) == places
