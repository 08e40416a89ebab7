"""What hand-written pages take in says what specs, snippets and results say."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

import pytest

from sixfold import project as pipeline
from sixfold.errors import Problems
from sixfold.language import load_languages
from sixfold.output import changes as output
from sixfold.output.build import build, render
from sixfold.output.includes import excerpt, gather, include_templates
from sixfold.reading import digest
from sixfold.results import RuntimeFacts, Shard
from sixfold.results.model import Result, Results, Verdict
from sixfold.snippet import SnippetKey
from sixfold.snippet.render import Renderer
from tests.support.projects import ROOT
from tests.support.rendering import verify

FORMS = [language.name for language in load_languages(ROOT, Problems())]


def made(root: Path, name: str) -> str:
    return next(found.text for found in build(pipeline.load(root)) if found.path == f"includes/{name}.md")


def test_each_template_makes_one(project: Path) -> None:
    names = ("calls", "failures", "first_call", "picture", "results", "standing", "vocabulary")
    assert include_templates(project) == tuple(f"includes/{name}.md.j2" for name in names)
    (project / "templates/includes/own.md.j2").write_text("{{ sections[0].title }}: {{ picture.source }}\n")
    assert made(project, "own") == "The Guide: specs/guide/things.yaml\n"


def test_what_no_template_makes_is_an_orphan(project: Path) -> None:
    template = project / "templates/includes/old.md.j2"
    template.write_text("old\n")
    output.write(project, output.compare(project, build(pipeline.load(project))))
    template.unlink()
    (project / "includes/calls.md").unlink()
    found = {change.path: change.status for change in output.compare(project, build(pipeline.load(project)))}
    assert found["includes/old.md"] is output.FileStatus.ORPHANED
    assert found["includes/calls.md"] is output.FileStatus.MISSING


def test_the_picture_is_of_the_first_operation_or_of_the_featured_one(project: Path) -> None:
    assert "\nid: delete_one\n" in made(project, "picture")
    path = project / "specs/api.yaml"
    path.write_text(path.read_text() + "featured: delete_some\n")
    text = made(project, "picture")
    assert "\nid: delete_some\n" in text
    for form in FORMS:
        assert f"(guide/things.md#delete_some--{form})" in text


@pytest.mark.parametrize("where", ["before the next", "last"])
def test_an_entry_stands_as_in_its_file_until_its_end(project: Path, where: str) -> None:
    path = project / "specs/guide/things.yaml"
    entry = textwrap.dedent("""\
        id: delete_one # kept
        title: "Delete: One"

        text: This deletes one.
        rpc: DeleteAnnotation
        request:
          # kept too
          input_id: $INPUT_ID
          annotation_id: note
        irreversible: true
        deletes: The annotation.
        keeps: Its input.
        fields: {annotation_id: The annotation.}""")
    before, _, after = path.read_text().partition("  - id: delete_one")
    _, some, rest = after.partition("  - id: delete_some")
    lines = textwrap.indent(entry, "    ").replace("    ", "  - ", 1)
    variables = re.search(r"variables:\n(?:  .*\n)+?(?=\S)", before)
    assert variables
    # What stands below the last operation is none of it.
    written = {
        "before the next": f"{before}{lines}\n{some}{rest}",
        "last": f"{before.replace(variables[0], '')}{lines}\n{variables[0]}",
    }
    path.write_text(written[where])
    if where == "last":
        path.write_text(written[where].replace("OTHER_ID: {example: in-2, description: The other input.}\n", ""))
    loaded = pipeline.load(project)
    rendered = render(loaded, Renderer(project))
    assert gather(project, loaded.api, rendered.entries, rendered.verification).picture.text == entry


@pytest.mark.parametrize("form", FORMS)
def test_an_excerpt_is_where_the_call_is_made(project: Path, form: str) -> None:
    loaded = pipeline.load(project)
    entry = render(loaded, Renderer(project)).entries[1]
    snippet = next(snippet for snippet in entry.snippets if snippet.language.name == form)
    text = excerpt(entry, snippet)
    lines = text.splitlines()
    assert len(lines) <= 10
    assert not lines[0].startswith(" ")
    source = textwrap.dedent(snippet.text)
    assert all(line in source for line in lines if line != "…")
    assert "DELETE" in text or "eleteInputs" in text


@pytest.mark.parametrize("form", FORMS)
def test_an_excerpt_holds_the_call_whatever_the_values_are(project: Path, form: str) -> None:
    path = project / "specs/guide/things.yaml"
    text = (
        path.read_text()
        .replace("example: in-2", 'example: "in 2\'s"')
        .replace("annotation_id: note", "annotation_id: $OTHER_ID")
    )
    path.write_text(text)
    loaded = pipeline.load(project)
    entry = render(loaded, Renderer(project)).entries[0]
    found = excerpt(entry, next(snippet for snippet in entry.snippets if snippet.language.name == form))
    assert "DELETE" in found or "eleteAnnotation" in found
    assert "Change these values" not in found


def test_an_excerpt_of_a_template_that_writes_no_value_is_its_end(project: Path) -> None:
    (project / "templates/py/snippet.py.j2").write_text("begin()\n\nend()\n")
    assert "\nend()\n" in made(project, "picture")


def test_results_count_each_form_by_itself(project: Path) -> None:
    loaded = pipeline.load(project)
    found = render(loaded, Renderer(project))
    held = [
        Result(
            snippet.key,
            {snippet.path: digest(snippet.text.encode())},
            Verdict.FAILED if snippet.key == SnippetKey("delete_some", "py") else Verdict.HELD,
            (),
            ("success", "wrong key"),
            1.0,
        )
        for snippet in found.snippets
    ]
    runtimes = {
        "py": RuntimeFacts("Python 3", "clarifai-grpc 12.6.0"),
        "curl": RuntimeFacts("curl 8", "curl"),
    }
    results = Results("2026-01-31T12:00:00Z", "p 1", tuple(r.key for r in held), (Shard(),), runtimes, tuple(held))
    facts = gather(project, loaded.api, found.entries, verify(results, found.snippets))
    rows = {row.form.name: (row.published, row.held, row.runs) for row in facts.results}
    assert rows == {**dict.fromkeys(FORMS, (2, 2, 4)), "py": (2, 1, 4)}
    forms = {row.form.name: row.form for row in facts.results}
    assert facts.verification.run_with(forms["py"]) == "clarifai-grpc 12.6.0, Python 3"
    assert facts.verification.run_with(forms["curl"]) == "curl 8"


def test_runs_of_what_has_changed_since_do_not_count(project: Path) -> None:
    loaded = pipeline.load(project)
    found = render(loaded, Renderer(project))
    first = found.snippets[0]
    result = Result(first.key, {first.path: digest(b"other")}, Verdict.HELD, (), ("success",), 1.0)
    results = Results("2026-01-31T12:00:00Z", "p 1", (first.key,), (Shard(),), {}, (result,))
    row = gather(project, loaded.api, found.entries, verify(results, found.snippets)).results[0]
    assert (row.published, row.held, row.runs) == (2, 0, 0)


def test_without_results_nothing_is_claimed(project: Path) -> None:
    assert made(project, "results") == "Nothing has been recorded yet.\n"


def test_every_page_is_among_the_calls(project: Path) -> None:
    assert made(project, "calls") == (
        '<div class="calls" markdown>\n- **The Guide**\n    - [Delete Things](guide/things.md)\n</div>\n'
    )
