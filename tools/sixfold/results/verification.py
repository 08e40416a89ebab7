"""Results of the last real run, as committed, x the snippets as they are now -> what the verification page shows.

A result counts for the very bytes that were run, with the client library that is pinned now: a snippet that has changed
since, or whose client has, is shown as not verified.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from sixfold.errors import SixfoldError
from sixfold.language import Language
from sixfold.places import RESULTS
from sixfold.reading import UnreadableError, digest, parse_json, read_text
from sixfold.results.model import Results, RuntimeFacts, Verdict
from sixfold.snippet import Snippet, SnippetKey
from sixfold.transcript import Output, Outputs


class State(Enum):
    """What can be said of a snippet as it is published now."""

    HELD = "held"
    EXPECTED = "expected failure"
    FAILED = "failed"
    STALE = "changed since"
    NOT_RUN = "not run"


@dataclass(frozen=True)
class Verification:
    """``states`` by snippet; ``day`` and ``definition`` are of the run, empty where there was none.

    ``runtimes`` are by a language's name, ``runs`` maps a snippet to the number of situations in which it was run as it
    is, and ``days`` each snippet that was run to the day on which its result was first seen, as YYYY-MM-DD.
    ``outputs`` are what snippets printed that are now as they were run.
    """

    day: str
    definition: str
    runtimes: Mapping[str, RuntimeFacts]
    states: Mapping[SnippetKey, State]
    runs: Mapping[SnippetKey, int] = field(default_factory=dict)
    days: Mapping[SnippetKey, str] = field(default_factory=dict)
    outputs: Mapping[SnippetKey, Output] = field(default_factory=dict)

    def run_with(self, form: Language) -> str:
        """Say in a few words with what a language's snippets were run, and where else its client's parts came from."""
        facts = self.runtimes.get(form.name)
        if facts is None:
            return ""
        client = facts.client
        if facts.provenance:
            client += f" (its parts from {facts.provenance.split()[0].capitalize()})"
        return facts.runtime if facts.runtime.startswith(client) else f"{client}, {facts.runtime}"

    @property
    def held(self) -> int:
        """How many snippets hold as they are."""
        return sum(state is State.HELD for state in self.states.values())

    @property
    def expected(self) -> int:
        """How many fail as their spec expects."""
        return sum(state is State.EXPECTED for state in self.states.values())

    @property
    def open(self) -> int:
        """How many snippets nothing good can be said of."""
        return len(self.states) - self.held - self.expected


def read_results(root: Path) -> Results | None:
    """Return the committed results, None where there are none.

    :raises SixfoldError: when the file is not what `sixfold smoke --json` writes.
    """
    return read_file(root / RESULTS, RESULTS, within=root) if os.path.lexists(root / RESULTS) else None


def read_file(path: Path, name: str, *, within: Path | None = None) -> Results:
    """Read a file of results.

    :param name: the file as messages name it.
    :param within: the folder that it must stand in once links are followed.
    :raises SixfoldError: when it is not what `sixfold smoke --json` writes.
    """
    try:
        return Results.from_json(parse_json(read_text(path, within=within)), name)
    except UnreadableError as error:
        raise SixfoldError(f"{name}: cannot be read: {error}") from error
    except ValueError as error:
        raise SixfoldError(f"{name}: not JSON: {error}") from error


def verify(results: Results | None, snippets: Iterable[Snippet], recorded: Outputs | None = None) -> Verification:
    """Say of each snippet what its result says, and what it printed, as far as it is still the one that was run."""
    found = {result.key: result for result in results.results} if results else {}
    states, outputs = {}, {}
    for snippet in snippets:
        printed = recorded and recorded.current(
            snippet.key, files=_digests(snippet), ran_as=snippet.form.name, client=snippet.form.client_title
        )
        if printed:
            outputs[snippet.key] = printed
        result = found.get(snippet.key)
        if result is None or result.verdict is Verdict.NOT_RUN:
            states[snippet.key] = State.NOT_RUN
        elif result.files != _digests(snippet) or _client_changed(results, snippet.form):
            states[snippet.key] = State.STALE
        else:
            states[snippet.key] = _STATES[result.verdict]
    if results is None:
        return Verification("", "", {}, states, outputs=outputs)
    current = (key for key, state in states.items() if state not in (State.NOT_RUN, State.STALE))
    runs = {key: len(found[key].scenarios) for key in current}
    days = {key: found[key].day for key, state in states.items() if state is not State.NOT_RUN}
    return Verification(results.day, results.definition, results.runtimes, states, runs, days, outputs)


def _digests(snippet: Snippet) -> Mapping[str, str]:
    return {file.path: digest(file.text.encode()) for file in snippet.files}


def _client_changed(results: Results | None, form: Language) -> bool:
    known = results.runtimes.get(form.name) if results else None
    return known is not None and known.client != form.client_title


_STATES = {
    Verdict.HELD: State.HELD,
    Verdict.FAILED: State.FAILED,
    Verdict.EXPECTED_FAILURE: State.EXPECTED,
}
