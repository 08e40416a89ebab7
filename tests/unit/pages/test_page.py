"""A page is plain Markdown that includes the snippets' files."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import markdown
import pytest

from sixfold import project as pipeline
from sixfold.marks import Composed
from sixfold.output.build import build
from sixfold.pages.page import page_text, verification_text
from sixfold.project.entry import Entry, page_path
from sixfold.results import RuntimeFacts
from sixfold.results.verification import State, Verification
from sixfold.snippet.render import Renderer
from tests.support.rendering import verify

NAME = "docs/guide/things.md"


@pytest.fixture
def text(project: Path) -> str:
    return next(made.text for made in build(pipeline.load(project)) if made.path == NAME)


def test_places_mirror_the_specs(project: Path) -> None:
    loaded = pipeline.load(project)
    assert page_path(loaded.pages[0]) == NAME
    assert loaded.snippets[0].path == "code_snippets/guide/py/delete_one.py"


def test_front_matter_says_title_description_and_source(text: str) -> None:
    lines = text.splitlines()
    assert lines[0] == "---"
    head = dict(line.split(": ", 1) for line in lines[1 : lines.index("---", 1)])
    assert head.pop("hide") == "[toc]"  # the code stands where it would
    assert {key: json.loads(value) for key, value in head.items()} == {
        "title": "Delete Things",
        "description": "How things go. Delete One; Delete Some.",
        "generated_from": "specs/guide/things.yaml",
    }


def test_headings_and_texts_come_in_reading_order(text: str) -> None:
    order = [
        "# Delete Things",
        "## Delete One { #delete_one }",
        "This deletes one.",
        "## Delete Some { #delete_some }",
        "This deletes some.",
    ]
    found = [text.index(f"\n{line}\n") for line in order]
    assert found == sorted(found)


def test_each_operation_has_a_tab_a_language(text: str, project: Path) -> None:
    tabs = [line.split('"')[1] for line in text.splitlines() if line.startswith("=== ")]
    assert tabs == 2 * [language.label for language in pipeline.load(project).languages]


def test_each_tab_includes_its_file(text: str, project: Path) -> None:
    included = [line.split('"')[1] for line in text.splitlines() if line.strip().startswith("--8<--")]
    loaded = pipeline.load(project)
    made = {found.path for found in build(loaded)}
    assert len(included) == len(set(included)) == len(loaded.entries) * len(loaded.languages)
    assert set(included) <= made


def test_only_what_cannot_be_undone_is_marked(text: str) -> None:
    one, some = text.partition("<script")[0].split("## Delete Some")
    assert "This cannot be undone" in one
    assert "This cannot be undone" not in some


def test_the_note_is_shown_indented_and_only_where_there_is_one(project: Path, text: str) -> None:
    assert "!!! info" not in text
    path = project / "specs/api.yaml"
    path.write_text(path.read_text() + "note: |\n  First line.\n\n  Second line.\n")
    loaded = pipeline.load(project)
    entries = [in_one_tab(entry) for entry in loaded.entries]
    snippets = [snippet for entry in entries for snippet in entry.snippets]
    found = page_text(Renderer(project), loaded.api, loaded.pages[0], entries, verification=verify(None, snippets))
    assert found.count("!!! info") == 1
    assert "!!! info\n\n    First line.\n\n    Second line.\n" in found


def test_a_snippet_has_a_way_to_report_a_problem_with_it_where_there_is_an_address(project: Path, text: str) -> None:
    assert "Report a problem" not in text
    path = project / "specs/api.yaml"
    address = "https://example.com/new?title={operation}&body={language},%20{version}"
    path.write_text(f"{path.read_text()}issue_link: {address}\n")
    page = project / "specs/guide/things.yaml"
    page.write_text(page.read_text().replace("title: Delete One", "title: Delete <One> & ](x) {One}"))
    found = next(made.text for made in build(pipeline.load(project)) if made.path == NAME)
    said = (
        "?title=Delete%20%3COne%3E%20%26%20%5D%28x%29%20%7BOne%7D&body=Python%20%28gRPC%29,%20clarifai-grpc%2012.6.0>)"
    )
    assert f"[Report a problem with this snippet](<https://example.com/new{said}\n" in found
    assert found.count("[Report a problem") == 2 * len(pipeline.load(project).languages)


def in_one_tab(entry: Entry) -> Entry:
    """Return an operation with its first snippet alone, which says x."""
    first = entry.snippets[0]
    return replace(entry, snippets=(replace(first, files=(replace(first.files[0], code=Composed("x\n")),)),))


def test_an_operation_has_its_own_snippets_alone(project: Path) -> None:
    loaded = pipeline.load(project)
    entries = [in_one_tab(entry) for entry in loaded.entries]
    snippets = [snippet for entry in entries for snippet in entry.snippets]
    text = page_text(Renderer(project), loaded.api, loaded.pages[0], entries, verification=verify(None, snippets))
    one, some = text.partition("<script")[0].split("## Delete Some")
    assert ("guide/py/delete_one.py" in one, "guide/py/delete_some.py" in one) == (True, False)
    assert ("guide/py/delete_one.py" in some, "guide/py/delete_some.py" in some) == (False, True)


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (State.HELD, "[Verified](../verification.md) 2026-01-31 with lib 1, run 2\n    {: .verdict .held }"),
        (State.EXPECTED, "**Fails as expected**. [What that means](../verification.md)\n    {: .verdict }"),
        (State.FAILED, "**Failed**. [What that means](../verification.md)\n    {: .verdict }"),
        (State.STALE, "**Changed since it was run**. [What that means](../verification.md)\n    {: .verdict }"),
        (State.NOT_RUN, "**Not run yet**. [What that means](../verification.md)\n    {: .verdict }"),
    ],
)
def test_below_a_snippet_stands_what_can_be_said_of_it(project: Path, state: State, said: str) -> None:
    loaded = pipeline.load(project)
    entries = [in_one_tab(entry) for entry in loaded.entries]
    keys = [snippet.key for entry in entries for snippet in entry.snippets]
    facts = {"py": RuntimeFacts("run 2", "lib 1")}
    days = {} if state is State.NOT_RUN else dict.fromkeys(keys, "2026-01-31")
    verification = Verification("2026-02-28", "definition 1", facts, dict.fromkeys(keys, state), {}, days)
    text = page_text(Renderer(project), loaded.api, loaded.pages[0], entries, verification=verification)
    assert text.count(f"    ```\n\n    {said}\n") == len(entries)
    assert text.count("{: .verdict .held }") == (len(entries) if state is State.HELD else 0)
    # Only of what holds as it is, a day is said.
    assert text.count("2026-") == text.count("run 2") == (len(entries) if state is State.HELD else 0)
    for other in ("Verified", "Fails as expected", "**Failed**", "Changed since", "Not run yet"):
        assert (other in text) == (other in said)


@pytest.mark.parametrize("title", ['a "b" c', "a: b", "# x", "<b> & 'c'", "é\\n"])
def test_any_title_is_json_in_the_front_matter(project: Path, title: str) -> None:
    path = project / "specs/guide/things.yaml"
    path.write_text(path.read_text().replace("description: How things go.", f"description: {json.dumps(title)}"))
    loaded = pipeline.load(project)
    line = page_text(Renderer(project), loaded.api, loaded.pages[0], (), verification=verify(None, ())).splitlines()[2]
    assert json.loads(line.removeprefix("description: ")) == title


@pytest.mark.parametrize("tab", ['=== "Other"', '===+ "Other"', '===! "Other"', '===!+ "Other"'])
def test_a_tab_of_a_text_is_none_of_the_languages(project: Path, tab: str) -> None:
    path = project / "specs/guide/things.yaml"
    own = f"|\n{{0}}  A.\n\n{{0}}  {tab}\n\n{{0}}      y\n"
    text = path.read_text().replace("text: This deletes some.", f"text: {own.format('    ')}")
    path.write_text(text.replace("operations:", f"text: {own.format('').replace('  A.', '')}operations:"))
    loaded = pipeline.load(project)
    count = len(loaded.languages)
    page = next(made.text for made in build(loaded) if made.path == NAME)
    page = re.sub("--8<-- .*", "x", page)
    html = markdown.markdown(
        page.partition("---\n\n")[2],
        extensions=[
            "attr_list",
            "md_in_html",
            "admonition",
            "pymdownx.tabbed",
            "pymdownx.superfences",
            "pymdownx.details",
        ],
        extension_configs={"pymdownx.tabbed": {"alternate_style": True}},
    )
    labels = [found.count("<label") for found in re.findall('<div class="tabbed-labels">(.*?)</div>', html, re.DOTALL)]
    assert labels == [count, 1, count, 1]


@pytest.mark.parametrize("state", State)
def test_the_page_of_results_says_that_all_is_verified_only_where_it_is(project: Path, state: State) -> None:
    loaded = pipeline.load(project)
    entry = in_one_tab(loaded.entries[0])
    (snippet,) = entry.snippets
    for verification in (Verification("2026-01-31", "a 1", {}, {snippet.key: state}), verify(None, [snippet])):
        text = verification_text(Renderer(project), loaded.languages, [entry], verification)
        is_all = not verification.open
        assert is_all == (bool(verification.day) and state in (State.HELD, State.EXPECTED))
        assert (text.count("Every "), text.count("Not all\nsnippets")) == ((2, 0) if is_all else (0, 1))
