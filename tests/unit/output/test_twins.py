"""A twin says what its page says, in the same words and order, and is plain Markdown."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sixfold import output
from sixfold import project as pipeline
from sixfold.errors import SixfoldError
from sixfold.output import changes, twins
from sixfold.output.build import build
from tests.support.projects import add_several_files

NOTE = """\
note: |
  First `<line>` with [a link](../guide/things.md).

  Second: {not this}.
"""
OPERATION = """\
  - id: find_inputs
    title: Find _Inputs_
    text: |
      Before.

      === "Other"

          A tab.

      ```python
      === "no tab"
      ```
    rpc: ListModelInputs
    request: {model_id: $INPUT_ID}
    fields: {model_id: "The `<model>`."}
"""
ELEMENTS = "</?(?:br|div|figure|p|span)\\b.*?>"
MARKS = rf"^ *(===|!!! (?!info$)\w+|!!!|\?\?\? \w+)|^ *\{{:.*|\{{ [.#].*?\}}|{ELEMENTS}|^ *[`~]{{3,}}.*"
"""What a page holds for the site's builders alone."""


@pytest.fixture
def made(project: Path) -> Path:
    api, page = project / "specs/api.yaml", project / "specs/guide/things.yaml"
    api.write_text(api.read_text() + NOTE)
    page.write_text(page.read_text() + OPERATION)
    output.write(project, changes.compare(project, build(pipeline.load(project))))
    return project


def words(text: str) -> list[str]:
    bare = re.sub(MARKS, "", re.sub("</?code>", "", text), flags=re.MULTILINE)
    return re.findall(r"\w+", bare.replace("&lt;", "<").lower())


def words_of_page(project: Path, name: str) -> list[str]:
    text = (project / "docs" / name).read_text().partition("\n---\n")[2].partition("<script type")[0]
    parts = re.split(r'^ *--8<-- "(.*)"$', text, flags=re.MULTILINE)
    texts = ((project / part).read_text() if at % 2 else part for at, part in enumerate(parts))
    return [word for text in texts for word in words(text)]


@pytest.mark.parametrize("name", ["guide/things.md", "coverage.md", "verification.md"])
def test_a_twin_says_what_its_page_says(made: Path, name: str) -> None:
    text = twins(pipeline.load(made)).pages[name].text
    assert text.startswith("# ")
    assert words(text) == words_of_page(made, name)


def test_a_twin_is_plain_markdown(made: Path) -> None:
    text = twins(pipeline.load(made)).pages["guide/things.md"].text
    prose = re.sub(r"^(`{3,}).*?^\1$", "", text, flags=re.DOTALL | re.MULTILINE)
    # A link may have its address between angle brackets.
    assert not re.search(
        r"^ *(===|!!!|\?\?\?)|--8<--|(?<!\]\()<\w|\{ ?[.#:]", re.sub("`[^`]*`", "", prose), re.MULTILINE
    )
    assert "> **Info**\n>\n> First `<line>` with [a link](../guide/things.md).\n>\n> Second: \\{not this}.\n" in text
    assert "> **This cannot be undone**\n>\n> **Deletes:** The annotation.\n>\n> **Keeps:** Its input.\n" in text
    assert "\n> **`ListModelInputs` is deprecated**\n" in text
    assert "\nBefore.\n\n#### Other\n\nA tab.\n" in text
    assert '```python\n=== "no tab"\n```\n' in text
    assert "| `model_id`: string, required, in path | The `<model>`. |" in text
    for path in (made / "code_snippets").rglob("*.*"):
        assert f"\n{path.read_text()}```\n" in text


@pytest.mark.parametrize("language", ["py", "js", "node", "java", "php", "curl"])
def test_in_one_language_a_twin_has_this_ones_tabs_alone(made: Path, language: str) -> None:
    text = twins(pipeline.load(made)).pages["guide/things.md"].languages[language]
    own = {path.read_text() for path in (made / "code_snippets").rglob(f"{language}/*")}
    others = {path.read_text() for path in (made / "code_snippets").rglob("*.*")} - own
    assert all(snippet in text for snippet in own)
    assert not [snippet for snippet in others if snippet in text]
    heads = [line for line in text.split("\n") if line.startswith("#### ")]
    assert len([head for head in heads if head not in ("#### Other", "#### Request", "#### Response")]) == 3


def test_an_include_has_a_template_of_its_own_or_is_plain_as_it_is(made: Path) -> None:
    (made / "templates/includes/own.md.j2").write_text("{{ sections[0].title }}\n")
    output.write(made, changes.compare(made, build(pipeline.load(made))))
    includes = twins(pipeline.load(made)).includes
    assert sorted(includes) == [
        f"includes/{name}.md"
        for name in ("calls", "failures", "first_call", "own", "picture", "results", "standing", "vocabulary")
    ]
    assert includes["includes/calls.md"] == "- **The Guide**\n    - [Delete Things](guide/things.md)\n"
    assert includes["includes/own.md"] == "The Guide\n"
    assert words(includes["includes/picture.md"]) == words((made / "includes/picture.md").read_text())


@pytest.mark.parametrize("path", ["docs/guide/things.md", "code_snippets/guide/py/delete_one.py", "includes/calls.md"])
def test_a_page_that_is_not_what_its_inputs_make_has_no_twin(made: Path, path: str) -> None:
    (made / path).write_text("another\n")
    with pytest.raises(
        SixfoldError, match=rf"^{path}(:| \(and 2 other files\):) not what its inputs make; run: sixfold generate;"
    ):
        twins(pipeline.load(made))


def test_each_file_of_a_snippet_stands_under_its_name(project: Path) -> None:
    add_several_files(project)
    output.write(project, changes.compare(project, build(pipeline.load(project))))
    text = twins(pipeline.load(project)).pages["guide/things.md"].languages["curl_file"]
    tab = text[text.index("#### cURL with a file", text.index("## Delete Some")) :]
    order = [
        "\n`delete_some.sh`:\n\n```bash\ncurl ",
        '\n`request.json`:\n\n```json\n{"ids": ["in-1", "in-2"]}\n```\n',
        "**Not",
    ]
    places = [tab.index(part) for part in order]
    assert places == sorted(places)
    assert "`delete_some.py`" not in twins(pipeline.load(project)).pages["guide/things.md"].text
