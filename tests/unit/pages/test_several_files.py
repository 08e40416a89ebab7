"""A snippet of several files is published in a folder, and its page shows each file under its name."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sixfold import project as pipeline
from sixfold.errors import SpecError
from sixfold.output.build import build
from tests.support.projects import add_several_files

FOLDER = "code_snippets/guide/curl_file/delete_some"


@pytest.fixture
def made(project: Path) -> dict[str, str]:
    return {output.path: output.text for output in build(pipeline.load(add_several_files(project)))}


def test_it_is_published_in_a_folder_of_its_own(made: dict[str, str]) -> None:
    assert made[f"{FOLDER}/request.json"] == '{"ids": ["in-1", "in-2"]}\n'
    assert made[f"{FOLDER}/delete_some.sh"].endswith("--data @request.json\n")
    # A snippet of one file stands where it stood.
    assert "code_snippets/guide/curl/delete_some.sh" in made


def test_its_page_shows_each_file_under_its_name(made: dict[str, str]) -> None:
    page = made["docs/guide/things.md"]
    tab = page[page.index('=== "cURL with a file"', page.index("## Delete Some")) :]
    first, second = tab.index(f'--8<-- "{FOLDER}/delete_some.sh"'), tab.index(f'--8<-- "{FOLDER}/request.json"')
    assert first < second < tab.index("{: .verdict")
    assert f'data-snippet="{FOLDER}/delete_some.sh" title="delete_some.sh" }}' in tab
    assert f'{{ .json data-language="curl_file" data-snippet="{FOLDER}/request.json" title="request.json" }}' in tab
    # A link leads to the one that is run, and names nothing where there is one file.
    assert page.count("#delete_some--curl_file ") == 1
    assert page.count(" title=") == 4


def test_a_value_is_put_into_each_by_its_own_rules(made: dict[str, str]) -> None:
    page = made["docs/guide/things.md"]
    data = json.loads(page.partition('class="sixfold-data">\n')[2].partition("</script>")[0])
    file = data["snippets"][f"{FOLDER}/request.json"]
    assert file["form"] == "curl_file/request.json"
    assert [hole[2] for hole in file["holes"]] == ["INPUT_ID", "OTHER_ID"]
    assert data["quoting"][file["form"]]["delimiter"] == '"'
    assert data["snippets"][f"{FOLDER}/delete_some.sh"]["form"] == "curl_file"


def test_an_operation_of_a_further_files_name_is_refused(project: Path) -> None:
    add_several_files(project)
    facts = project / "templates/curl_file/language.yaml"
    facts.write_text(f"{facts.read_text()}  delete_some.sh: {{fence: bash}}\n")
    (project / "templates/curl_file/delete_some.sh.j2").write_text("")
    with pytest.raises(SpecError, match="snippets in cURL with a file need a file of this name themselves"):
        pipeline.load(project)
