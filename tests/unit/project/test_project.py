"""The way of the data, end to end."""

from __future__ import annotations

from pathlib import Path

import pytest

from sixfold import project as pipeline
from sixfold.errors import SpecError
from sixfold.output.build import build, built
from tests.support.projects import change


def test_each_operation_is_an_entry(project: Path) -> None:
    loaded = pipeline.load(project)
    assert [entry.operation.id for entry in loaded.entries] == ["delete_one", "delete_some"]
    assert [entry.request.rpc.text for entry in loaded.entries] == ["DeleteAnnotation", "DeleteInputs"]
    assert {entry.page.path for entry in loaded.entries} == {"guide/things"}


def test_it_makes_a_file_an_operation_and_language(project: Path) -> None:
    loaded = pipeline.load(project)
    paths = [made.path for made in build(loaded)]
    assert len(paths) == len(set(paths))
    snippets = {path for path in paths if path.startswith("code_snippets/")}
    assert len(snippets) == 2 * len(loaded.languages)
    assert {"code_snippets/guide/node/delete_some.js", "code_snippets/guide/curl/delete_one.sh"} <= snippets


def test_it_makes_a_page_a_spec_and_the_navigation(project: Path) -> None:
    paths = {made.path for made in build(pipeline.load(project))}
    assert {"docs/guide/things.md", "nav.yml"} <= paths


def test_every_file_names_what_decides_it(project: Path) -> None:
    inputs = {made.path: made.inputs for made in build(pipeline.load(project))}
    assert inputs["code_snippets/guide/py/delete_one.py"] == (
        "specs/guide/things.yaml",
        "specs/api.yaml",
        "templates/py/snippet.py.j2",
        "templates/py/language.yaml",
        "templates/macros/python.j2",
        "templates/macros/values.j2",
        "templates/py/client.yaml",
    )
    assert inputs["code_snippets/guide/js/delete_one.html"] == (
        "specs/guide/things.yaml",
        "specs/api.yaml",
        "templates/js/snippet.html.j2",
        "templates/js/language.yaml",
        "templates/node_rest/language.yaml",
        "templates/node/language.yaml",
        "templates/macros/javascript.j2",
        "templates/macros/values.j2",
    )
    snippets = [path for path in inputs if path.startswith("code_snippets/")]
    sources = tuple(dict.fromkeys(source for path in snippets for source in inputs[path][2:]))
    assert inputs["docs/guide/things.md"] == (
        "specs/guide/things.yaml",
        "specs/api.yaml",
        "templates/page.md.j2",
        *sources,
        "verification.json",
        "outputs.json",
    )
    assert inputs["includes/results.md"] == (
        "templates/includes/results.md.j2",
        "verification.json",
        "specs/api.yaml",
        "specs/guide/things.yaml",
        *sources,
    )
    assert inputs["nav.yml"] == ("specs/api.yaml", "specs/guide/things.yaml")


def test_every_text_ends_with_one_line_end(project: Path) -> None:
    for made in build(pipeline.load(project)):
        assert made.text.endswith("\n")
        assert not made.text.endswith("\n\n")


def test_no_line_ends_with_a_blank(project: Path) -> None:
    lines = [(made.path, line) for made in build(pipeline.load(project)) for line in made.text.split("\n")]
    assert [(path, line) for path, line in lines if line != line.rstrip()] == []


def test_it_is_the_same_every_time(project: Path) -> None:
    assert build(pipeline.load(project)) == build(pipeline.load(project))


def test_building_writes_nothing(project: Path) -> None:
    before = sorted(project.rglob("*"))
    build(pipeline.load(project))
    assert sorted(project.rglob("*")) == before


def test_stages_are_reported(project: Path) -> None:
    said: list[tuple[str, str]] = []
    loaded = pipeline.load(project, lambda context, text: said.append((context, text)))
    list(built(loaded, lambda context, text: said.append((context, text))))
    assert [context for context, _ in said] == ["load", "define", "request", "render", "page"]
    count = len(loaded.languages)
    assert said[0] == ("load", f"1 page, 2 operations, {count} languages")
    assert said[1] == ("define", f"clarifai-grpc 12.6.0: clarifai.api.V2, {len(loaded.definition.methods)} RPCs")
    assert said[3] == ("render", f"{2 * count} snippets in {count} languages")


def test_problems_of_specs_languages_and_definition_come_together(project: Path) -> None:
    change(project / "specs/guide/things.yaml", "rpc: DeleteInputs", "rpc: DeleteInput")
    change(project / "specs/guide/things.yaml", "title: Delete One", "titel: Delete One")
    change(project / "templates/py/language.yaml", "tab: 1", "tab: one")
    with pytest.raises(SpecError) as error:
        pipeline.load(project)
    places = [problem.place.file for problem in error.value.problems]
    assert set(places) == {"specs/guide/things.yaml", "templates/py/language.yaml"}
    assert len(places) >= 4


def test_a_definition_that_is_not_there_is_said_where_it_is_named(project: Path) -> None:
    change(project / "specs/api.yaml", "version: 12.6.0", "version: 1.2.3")
    with pytest.raises(SpecError, match=r"^specs/api.yaml:4:3: definition: expected clarifai-grpc 1.2.3, got 12.6.0"):
        pipeline.load(project)


def test_without_a_definition_the_other_problems_are_said(project: Path) -> None:
    change(project / "specs/api.yaml", "  package: clarifai-grpc\n", "")
    with pytest.raises(SpecError, match=r"definition.package: missing; expected text"):
        pipeline.load(project)


def test_a_module_that_is_no_module_is_said_where_it_is_named(project: Path) -> None:
    change(project / "specs/api.yaml", "clarifai_grpc.grpc.api.service_pb2", ".x")
    with pytest.raises(
        SpecError, match=r"^specs/api.yaml:4:3: definition: clarifai-grpc 12.6.0 has no protobuf module"
    ):
        pipeline.load(project)


def test_a_section_that_no_page_is_in_is_said_where_it_is_named(project: Path) -> None:
    change(project / "specs/api.yaml", "  guide: The Guide", "  guide: The Guide\n  gone: Gone")
    loaded = pipeline.load(project)
    with pytest.raises(SpecError, match=r"^specs/api.yaml:14:3: sections.gone: unused section; no page is in this"):
        build(loaded)


@pytest.mark.parametrize(("old", "new"), [("status.code", "status.kode"), ("value: SUCCESS", "value: SUCCES")])
def test_a_success_status_that_no_answer_has(project: Path, old: str, new: str) -> None:
    change(project / "specs/api.yaml", old, new)
    with pytest.raises(SpecError, match=r"has no status 'status.kode'|did you mean 'SUCCESS'\?"):
        pipeline.load(project)


def test_a_key_that_is_no_variable(project: Path) -> None:
    change(project / "specs/api.yaml", "variable: PAT", "variable: PATT")
    with pytest.raises(SpecError, match=r"unknown variable 'PATT'; did you mean 'PAT'\?"):
        pipeline.load(project)


def test_a_spec_that_is_changed_changes_its_files_and_no_others(project: Path) -> None:
    before = {made.path: made.text for made in build(pipeline.load(project))}
    change(project / "specs/guide/things.yaml", "$OTHER_ID", "third")
    change(project / "specs/guide/things.yaml", "  OTHER_ID: {example: in-2, description: The other input.}\n", "")
    after = {made.path: made.text for made in build(pipeline.load(project))}
    changed = {path for path in after if after[path] != before[path]}
    assert changed == {path for path in after if "/delete_some." in path} | {"docs/guide/things.md"}


def test_that_nothing_stands_in_is_not_said_where_a_base_cannot_be_read(project: Path) -> None:
    change(project / "templates/node/client.yaml", "  DeleteInputs:", "  DeleteOthers:")
    change(project / "templates/node_rest/language.yaml", "extends: node", "extends: *node")
    with pytest.raises(SpecError) as error:
        pipeline.load(project)
    assert [(found.place.file, found.key_path) for found in error.value.problems] == [
        ("templates/node_rest/language.yaml", "extends")
    ]
