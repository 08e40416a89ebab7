"""What the recorded run says of a page's snippets, as Markdown: a line a snippet."""

from __future__ import annotations

from sixfold.escape import plain_text
from sixfold.frozen import frozen
from sixfold.project import Entry
from sixfold.results import State, Verification
from sixfold.snippet import Snippet

_SAID = {
    State.EXPECTED: "Fails as expected",
    State.FAILED: "Failed",
    State.STALE: "Changed since it was run",
    State.NOT_RUN: "Not run yet",
}


@frozen
class VerdictLine:
    """What stands above a snippet: ``text`` is Markdown of one line, and ``held`` whether all is well."""

    text: str
    held: bool


def verdict_line(entry: Entry, snippet: Snippet, verification: Verification, results: str) -> VerdictLine:
    """Say in one line what can be said of a snippet as it is: of one that holds, since when, and with what it was run.

    :param results: where the page of results stands, as the snippet's page links to it.
    """
    state = verification.states[snippet.key]
    if state is State.HELD:
        run_with = plain_text(verification.run_with(snippet.form))
        known = f" with {run_with}" if run_with else ""
        return VerdictLine(f"[Verified]({results}) {verification.days[snippet.key]}{known}", held=True)
    expected = entry.operation.expected_failure(snippet.key.language) if state is State.EXPECTED else None
    why = f", until {expected.until}: {plain_text(' '.join(expected.reason.split()))}" if expected else ""
    end = "" if why.endswith((".", "!", "?")) else "."
    return VerdictLine(f"**{_SAID[state]}**{why}{end} [What that means]({results})", held=False)
