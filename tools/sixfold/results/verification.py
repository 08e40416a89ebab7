"""Results of the last real run, as committed, x the snippets as they are now -> what the verification page shows.

A result counts for the very bytes that were run, with the client library that is pinned now: a snippet that has changed
since, or whose client has, is shown as not verified.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import field
from enum import Enum
from pathlib import Path

from sixfold.errors import SixfoldError
from sixfold.frozen import frozen
from sixfold.language import Language
from sixfold.places import OUTPUTS, RESULTS
from sixfold.reading import UnreadableError, digest, parse_json, read_text
from sixfold.results.facts import RuntimeFacts
from sixfold.results.model import Results, Verdict
from sixfold.snippet import Snippet, SnippetKey
from sixfold.transcript import Output, Outputs


class State(Enum):
    """What can be said of a snippet as it is published now."""

    HELD = "held"
    EXPECTED = "expected failure"
    FAILED = "failed"
    STALE = "changed since"
    NOT_RUN = "not run"


@frozen
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

    :raises SixfoldError: when the file is not what `sixfold smoke --json` writes, or is no record for pages.
    """
    found = read_file(root / RESULTS, RESULTS, within=root) if os.path.lexists(root / RESULTS) else None
    if found and found.ahead:
        raise SixfoldError(
            f"{RESULTS}: its runs had what is kept, or made ahead, for many; expected each to start all of its runtime "
            f"anew; run: sixfold smoke --json {RESULTS} --outputs {OUTPUTS}"
        )
    return found


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


class Verifier:
    """Says of snippets what their results say, and what they printed, as far as they are still those that were run.

    Some are looked at at a time; ``verification`` tells of all that were added so far.
    """

    def __init__(self, results: Results | None, recorded: Outputs | None = None) -> None:
        """Begin with no snippet."""
        self._results, self._recorded = results, recorded
        self._found = {result.key: result for result in results.results} if results else {}
        self._states: dict[SnippetKey, State] = {}
        self._runs: dict[SnippetKey, int] = {}
        self._days: dict[SnippetKey, str] = {}
        self._outputs: dict[SnippetKey, Output] = {}
        told = (results.day, results.definition, results.runtimes) if results else ("", "", {})
        self.verification = Verification(*told, self._states, self._runs, self._days, self._outputs)

    def add(self, snippets: Iterable[Snippet], held: Mapping[str, str] | None = None) -> None:
        """Look at more snippets, which have been rendered.

        :param held: the SHA-256 of the files of snippets that have not been, by their paths.
        """
        for snippet in snippets:
            key = snippet.key
            files = _digests(snippet) if held is None else {file.path: held[file.path] for file in snippet.files}
            client = snippet.form.client_title
            if self._recorded and (
                printed := self._recorded.current(key, files=files, ran_as=snippet.form.name, client=client)
            ):
                self._outputs[key] = printed
            state = self._states[key] = self._state(snippet, files)
            if state is not State.NOT_RUN:
                self._days[key] = self._found[key].day
                if state is not State.STALE:
                    self._runs[key] = len(self._found[key].scenarios)

    def _state(self, snippet: Snippet, files: Mapping[str, str]) -> State:
        result = self._found.get(snippet.key)
        if result is None or result.verdict is Verdict.NOT_RUN:
            return State.NOT_RUN
        if result.files != files or _client_changed(self._results, snippet.form):
            return State.STALE
        return _STATES[result.verdict]


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
