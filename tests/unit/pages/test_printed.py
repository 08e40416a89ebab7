"""A page shows what the recorded run saw, of snippets that are now as they were run, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from sixfold import project as pipeline
from sixfold.output.build import render
from sixfold.pages.page import page_text, twin_texts
from sixfold.pages.printed import Recorded, recorded
from sixfold.reading import digest
from sixfold.snippet import Renderer
from sixfold.transcript import Answered, Output, Outputs, Transcript
from tests.support.rendering import verify

DAY = "2026-01-31"
GOOD = Answered("SUCCESS", 10000, "Ok", "", 200, "OK", {"status": {"code": 10000}})
NO = Answered("NO_KEY", 11009, "No | key", "why", 401, "OK", {"status": {"code": 11009}})
RUNS = {
    "success": Transcript(0, "It is\n\n`done`\n", "", GOOD),
    "wrong key": Transcript(1, "", "no\x1b[1m key\n", NO),
    "disconnect": Transcript(2, "a\n", "b\n"),
}
Shown = Callable[..., tuple[str, str, Recorded]]


@pytest.fixture
def shown(project: Path) -> Shown:
    """Return a function that gives a page, its twin in Python and what is recorded, of runs that were recorded."""
    loaded = pipeline.load(project)
    renderer = Renderer(project)
    entries = render(loaded, renderer).entries

    def shown(**changes: object) -> tuple[str, str, Recorded]:
        snippets = [snippet for entry in entries for snippet in entry.snippets]
        outputs = {
            snippet.key: replace(
                Output(snippet.form.name, {file.path: digest(file.text.encode()) for file in snippet.files}, RUNS, DAY),
                **changes,  # type: ignore[arg-type] # of any field
            )
            for snippet in snippets
        }
        versions = {snippet.form.name: (snippet.form.client_title, "v") for snippet in snippets}
        verification = verify(None, snippets, Outputs("d", versions, outputs))
        given = (renderer, loaded.api, loaded.pages[0], entries)
        text = page_text(*given, verification=verification)
        return text, twin_texts(*given, verification=verification)["py"], recorded(entries[0], verification)

    return shown


def test_each_tab_says_what_its_snippet_prints(shown: Shown) -> None:
    text, twin, found = shown()
    assert "    ``` { .text .prints }\n    It is\n\n    `done`\n    ```\n" in text
    assert "        With a wrong key, with exit code 1:\n" in text
    assert r"        no\x1b[1m key" in text
    assert "        a\n        b\n" in text
    assert f"Seen on {DAY}," in text
    assert "What it prints when the call succeeds:\n\n```text\nIt is\n\n`done`\n```\n" in twin
    assert "What it prints with a wrong key, with exit code 1:\n" in twin
    assert found.answer == '{\n  "status": {\n    "code": 10000\n  }\n}'


def test_what_a_browser_shows_has_no_exit_code(shown: Shown) -> None:
    _, _, found = shown()
    codes = {key.language: [print_.exit_code for print_ in prints.all] for key, prints in found.prints.items()}
    assert codes["js"] == [None, None, None]
    assert codes["py"] == [0, 1, 2]


def test_the_errors_are_a_table(shown: Shown) -> None:
    text, twin, found = shown()
    assert "| With a wrong key | 401 | `NO_KEY` (11009)<br>No \\| key |" in text
    assert "| With a wrong key | 401 | `NO_KEY` (11009): No \\| key |" in twin
    assert "| When the connection is closed before an answer | none | none |" in text
    assert [error.exits for error in found.errors] == [True, True]


@pytest.mark.parametrize("change", [{"files": {"x": "0"}}, {"ran_as": "other"}], ids=str)
def test_of_what_has_changed_since_nothing_is_shown(shown: Shown, change: dict[str, object]) -> None:
    text, twin, found = shown(**change)
    assert "What it prints" not in text + twin
    assert "as it was run" not in text + twin
    assert found == Recorded("", (), {})


def test_a_situation_that_no_word_is_known_for_is_called_by_its_name(shown: Shown) -> None:
    _, _, found = shown(transcripts={"out of coffee": Transcript(418, "no\n", "")})
    assert {print_.sentence for prints in found.prints.values() for print_ in prints.failures} == {"Out of coffee"}
