"""What the recorded run says that an operation's snippets print, and which failures of the API it was run with."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping

from sixfold.frozen import frozen
from sixfold.project import Entry
from sixfold.results import Verification
from sixfold.snippet import Snippet, SnippetKey
from sixfold.transcript import Answered, Output, Transcript
from sixfold.visible import visible_lines

_SUCCESS = "success"
_SITUATIONS = {
    _SUCCESS: "when the call succeeds",
    "wrong key": "with a wrong key",
    "unknown id": "with an ID that does not exist",
    "failure status": "when the API says that it failed",
    "disconnect": "when the connection is closed before an answer",
}


@frozen
class Print:
    """What a snippet prints in one situation: its output, and behind that its errors, as a terminal shows both.

    ``exit_code`` is None where it has none, as a page in a browser.
    """

    situation: str
    text: str
    exit_code: int | None

    @property
    def sentence(self) -> str:
        """The situation, as a sentence begins with it."""
        return _begun(self.situation)


@frozen
class Prints:
    """What a snippet printed in its recorded runs, with the day on which that was first seen, as YYYY-MM-DD."""

    day: str
    success: Print | None
    failures: tuple[Print, ...]

    @property
    def all(self) -> tuple[Print, ...]:
        """What it printed in each situation, that of success first."""
        return (*filter(None, (self.success,)), *self.failures)


@frozen
class ErrorRow:
    """One failure that an operation's snippets were run with.

    ``answer`` is what the API answered, None where it closed the connection instead. ``exits`` says whether each
    snippet that has an exit code ended with another than 0.
    """

    situation: str
    answer: Answered | None
    exits: bool

    @property
    def sentence(self) -> str:
        """The situation, as a sentence begins with it."""
        return _begun(self.situation)


@frozen
class Recorded:
    """What is recorded of one operation: ``answer`` is the answer when all goes well, as JSON; empty without one."""

    answer: str
    errors: tuple[ErrorRow, ...]
    prints: Mapping[SnippetKey, Prints]


def _begun(text: str) -> str:
    return text[:1].upper() + text[1:]


def recorded(entry: Entry, verification: Verification) -> Recorded:
    """Gather what a page shows of an operation's recorded runs, of the snippets that are now as they were run."""
    found = [
        (snippet, verification.outputs[snippet.key])
        for snippet in entry.snippets
        if snippet.key in verification.outputs
    ]
    prints = {snippet.key: _prints(snippet, output) for snippet, output in found}
    return Recorded(_answer(output for _, output in found), tuple(_errors(found)), prints)


def _prints(snippet: Snippet, output: Output) -> Prints:
    made = {name: _print(snippet, name, transcript) for name, transcript in output.transcripts.items()}
    return Prints(output.day, made.pop(_SUCCESS, None), tuple(made.values()))


def _print(snippet: Snippet, name: str, transcript: Transcript) -> Print:
    text = "\n".join(part.strip("\n") for part in (transcript.stdout, transcript.stderr) if part.strip("\n"))
    code = None if snippet.form.runtime.page else transcript.exit_code
    return Print(_SITUATIONS.get(name, name), visible_lines(text), code)


def _answer(outputs: Iterable[Output]) -> str:
    """Return the JSON of the first answer to a call that went well."""
    for output in outputs:
        good = output.transcripts.get(_SUCCESS)
        if good and good.answer:
            return json.dumps(good.answer.content, indent=2, ensure_ascii=False)
    return ""


def _errors(found: list[tuple[Snippet, Output]]) -> Iterator[ErrorRow]:
    names = dict.fromkeys(name for _, output in found for name in output.transcripts if name != _SUCCESS)
    for name in names:
        ran = [(snippet, run) for snippet, output in found if (run := output.transcripts.get(name))]
        answer = next((run.answer for _, run in ran if run.answer), None)
        exits = all(run.exit_code for snippet, run in ran if not snippet.form.runtime.page)
        yield ErrorRow(_SITUATIONS.get(name, name), answer, exits)
