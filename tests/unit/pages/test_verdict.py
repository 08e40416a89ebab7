"""What pages say of the recorded run: a line a snippet, with when and with what."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from sixfold import project as pipeline
from sixfold.errors import Place
from sixfold.pages.verdict import verdict_line
from sixfold.project import Entry
from sixfold.results import RuntimeFacts, State, Verification
from sixfold.snippet import Snippet
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


def known(snippet: Snippet, state: State) -> Verification:
    """Return results that know one snippet: it was run on one day, and is in this state now."""
    return Verification("2026-03-01", "d 1", FACTS, {snippet.key: state}, {}, {snippet.key: "2026-01-31"})


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("the client <lib>\nlacks it", "the client &lt;lib> lacks it."),
        ("it is old.", "it is old."),
        ("it is old!", "it is old!"),
        ("is it old?", "is it old?"),
    ],
)
def test_an_expected_failure_says_why_and_until_when(entry: Entry, reason: str, said: str) -> None:
    failure = ExpectedFailure("py", reason, date(2027, 1, 31), Place("a.yaml", 1, 1))
    expecting = replace(entry, operation=replace(entry.operation, expected_failures=(failure,)))
    python, javascript = of(entry, "py"), of(entry, "js")
    line = verdict_line(expecting, python, known(python, State.EXPECTED), "v.md")
    assert (line.text, line.held) == (f"**Fails as expected**, until 2027-01-31: {said} [What that means](v.md)", False)
    assert "2027" not in verdict_line(expecting, javascript, known(javascript, State.FAILED), "v.md").text
    assert "2027" not in verdict_line(expecting, python, known(python, State.STALE), "v.md").text


def test_what_does_not_hold_says_so_without_a_day(entry: Entry) -> None:
    snippet = of(entry, "py")
    for state, said in (
        (State.FAILED, "Failed"),
        (State.STALE, "Changed since it was run"),
        (State.NOT_RUN, "Not run yet"),
    ):
        line = verdict_line(entry, snippet, known(snippet, state), "v.md")
        assert (line.text, line.held) == (f"**{said}**. [What that means](v.md)", False)


def test_what_holds_says_since_when_and_with_what_it_was_run(project: Path) -> None:
    loaded = pipeline.load(project)
    entry = loaded.entries[0]
    stand_in = next(language for language in loaded.languages if language.name == "java").stand_in
    assert stand_in
    java = of(entry, "java")
    other = replace(java, chosen=replace(java.chosen, language=stand_in))
    for snippet, said in (
        (of(entry, "py"), " with lib 1, Python 3"),
        (java, " with client 2 (its parts from Debian), Java 17"),
        (other, " with http, Java 17"),
        (of(entry, "curl"), ""),  # of which nothing more is known
    ):
        line = verdict_line(entry, snippet, known(snippet, State.HELD), "v.md")
        assert (line.text, line.held) == (f"[Verified](v.md) 2026-01-31{said}", True)
