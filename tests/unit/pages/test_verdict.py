"""What pages say of the recorded run: a word a snippet, and once a language when and with what."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from sixfold import project as pipeline
from sixfold.errors import Place
from sixfold.pages.verdict import run_line, verdict_line
from sixfold.project import Entry
from sixfold.results import RuntimeFacts, State, Verification
from sixfold.snippet import Snippet, SnippetKey
from sixfold.spec.model import ExpectedFailure

FACTS = {
    "py": RuntimeFacts("Python 3", "lib 1"),
    "java": RuntimeFacts("Java 17", "client 2", "debian a=1"),
    "java_rest": RuntimeFacts("Java 17", "http"),
}


@pytest.fixture
def entry(project: Path) -> Entry:
    return pipeline.load(project).entries[0]


def of(entry: Entry, language: str) -> Snippet:
    return next(snippet for snippet in entry.snippets if snippet.key.language == language)


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("the client <lib>\nlacks it", "the client &lt;lib> lacks it."),
        ("it is old.", "it is old."),
    ],
)
def test_an_expected_failure_says_why_and_until_when(entry: Entry, reason: str, said: str) -> None:
    failure = ExpectedFailure("py", reason, date(2027, 1, 31), Place("a.yaml", 1, 1))
    expecting = replace(entry, operation=replace(entry.operation, expected_failures=(failure,)))
    line = verdict_line(expecting, of(entry, "py"), State.EXPECTED, "v.md")
    assert (line.text, line.held) == (f"**Fails as expected**, until 2027-01-31: {said} [What that means](v.md)", False)
    assert "2027" not in verdict_line(expecting, of(entry, "js"), State.FAILED, "v.md").text
    assert "2027" not in verdict_line(expecting, of(entry, "py"), State.STALE, "v.md").text


def verification(days: dict[SnippetKey, str]) -> Verification:
    return Verification("2026-03-01", "d 1", FACTS, {}, {}, days)


def test_what_was_run_on_several_days_says_the_first_and_the_last(project: Path) -> None:
    one, two = (of(entry, "py") for entry in pipeline.load(project).entries)
    start = "This page's snippets were [run](v.md)"
    for days, said in (
        ({one.key: "2026-01-31", two.key: "2026-01-31"}, f"{start} on 2026-01-31 with lib 1, Python 3."),
        (
            {one.key: "2026-02-01", two.key: "2026-01-31"},
            f"{start} between 2026-01-31 and 2026-02-01 with lib 1, Python 3.",
        ),
        ({two.key: "2026-01-31"}, f"{start} on 2026-01-31 with lib 1, Python 3."),
        ({}, ""),
    ):
        assert run_line([one, two], verification(days), "v.md") == said


def test_each_form_of_a_language_says_what_it_was_run_with(project: Path) -> None:
    loaded = pipeline.load(project)
    one, two = (of(entry, "java") for entry in loaded.entries)
    stand_in = next(language for language in loaded.languages if language.name == "java").stand_in
    assert stand_in
    other = replace(two, chosen=replace(two.chosen, language=stand_in))
    days = {one.key: "2026-01-31", two.key: "2026-01-31"}
    assert run_line([one, other], verification(days), "v.md") == (
        "This page's snippets were [run](v.md) on 2026-01-31: "
        "Java (gRPC) with client 2 (its parts from Debian), Java 17; Java (REST) with http, Java 17."
    )


def test_of_a_language_of_which_nothing_more_is_known_the_day_is_said(entry: Entry) -> None:
    snippet = of(entry, "curl")
    assert run_line([snippet], verification({snippet.key: "2026-01-31"}), "v.md").endswith("(v.md) on 2026-01-31.")
