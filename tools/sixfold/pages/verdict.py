"""What the recorded run says of a page's snippets, as Markdown: a word a snippet, and when and with what a language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sixfold.escape import plain_text
from sixfold.project import Entry
from sixfold.results import State, Verification
from sixfold.snippet import Snippet

_SAID = {
    State.EXPECTED: "Fails as expected",
    State.FAILED: "Failed",
    State.STALE: "Changed since it was run",
    State.NOT_RUN: "Not run yet",
}


@dataclass(frozen=True)
class VerdictLine:
    """What stands above a snippet: ``text`` is Markdown of one line, and ``held`` whether all is well."""

    text: str
    held: bool


def verdict_line(entry: Entry, snippet: Snippet, state: State, results: str) -> VerdictLine:
    """Say in one line what can be said of a snippet as it is.

    :param results: where the page of results stands, as the snippet's page links to it.
    """
    if state is State.HELD:
        return VerdictLine(f"[Held]({results}) when run as it stands here.", held=True)
    expected = entry.operation.expected_failure(snippet.key.language) if state is State.EXPECTED else None
    why = f", until {expected.until}: {plain_text(' '.join(expected.reason.split()))}" if expected else ""
    end = "" if why.endswith((".", "!", "?")) else "."
    return VerdictLine(f"**{_SAID[state]}**{why}{end} [What that means]({results})", held=False)


def run_line(snippets: Iterable[Snippet], verification: Verification, results: str) -> str:
    """Say when the snippets of a page's tab were run, and with what; empty where none of them was.

    :param snippets: those of one page in one language; a stand-in may have written some of them.
    :param results: as of `verdict_line`.
    """
    ran = [snippet for snippet in snippets if verification.days.get(snippet.key)]
    if not ran:
        return ""
    days = sorted({verification.days[snippet.key] for snippet in ran})
    when = f"on {days[0]}" if len(days) == 1 else f"between {days[0]} and {days[-1]}"
    forms = {snippet.form.label: verification.run_with(snippet.form) for snippet in ran}
    said = [f"{label} with {run_with}" for label, run_with in forms.items()]
    if len(forms) == 1:
        said = [f"with {run_with}" for run_with in forms.values() if run_with]
        when += " " if said else ""
    else:
        when += ": "
    return f"This page's snippets were [run]({results}) {plain_text(when + '; '.join(said))}."
