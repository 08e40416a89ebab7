"""What a snippet printed and what the API answered it, by situation; and the whole record of that."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, field, replace
from typing import Any, Self

from sixfold.errors import SixfoldError
from sixfold.frozen import frozen
from sixfold.json_value import Json, JsonObject
from sixfold.snippet import SnippetKey


@frozen
class Answered:
    """What the API answered one call.

    ``status`` and ``number`` are of the API's own status code, empty and 0 for an API without codes; ``http`` is the
    HTTP status that goes with it over REST, and ``grpc`` the name of gRPC's over gRPC. ``content`` is the answer in its
    REST form.
    """

    status: str
    number: int
    description: str
    details: str
    http: int
    grpc: str
    content: Json


@frozen
class Transcript:
    """What came of one run: ``exit_code`` is None where it did not end by itself, ``answer`` where it got none."""

    exit_code: int | None
    stdout: str
    stderr: str
    answer: Answered | None = None

    def to_json(self) -> JsonObject:
        """Return the form that is written to a file, texts as lists of their lines."""
        texts = {"stdout": self.stdout, "stderr": self.stderr}
        printed: JsonObject = {name: [*text.split("\n")] for name, text in texts.items() if text}
        return {"exit_code": self.exit_code, **printed, "answer": asdict(self.answer) if self.answer else None}

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> Self:
        """Read what `to_json` wrote.

        :raises KeyError, TypeError, ValueError: when it is something else.
        """
        texts = {name: "\n".join(content.get(name, ())) for name in ("stdout", "stderr")}
        code, answer = content["exit_code"], content["answer"]
        if not (code is None or type(code) is int):
            raise TypeError(f"expected an exit code, got {code!r}")
        return cls(code, **texts, answer=None if answer is None else _answered(answer))


@frozen
class Output:
    """What one snippet printed: ``files`` maps its paths to their SHA-256 as they were run, as a result does.

    ``transcripts`` are by the names of situations, in the order in which they were run. ``ran_as`` is the language
    whose runtime and client library it was run with, and ``day`` that on which this was first seen, as YYYY-MM-DD.
    """

    ran_as: str
    files: Mapping[str, str]
    transcripts: Mapping[str, Transcript]
    day: str = ""


@frozen
class Outputs:
    """The record of a run: ``versions`` are of client library and runtime, by a language's name."""

    definition: str
    versions: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    outputs: Mapping[SnippetKey, Output] = field(default_factory=dict)

    def recorded(self, before: Outputs | None) -> Outputs:
        """Return what is to be recorded: an output that an earlier record has just so keeps its day."""

        def kept(key: SnippetKey, output: Output) -> Output:
            earlier = before.outputs.get(key) if before else None
            same = before and earlier and _said(before, earlier) == _said(self, output)
            return replace(output, day=earlier.day) if earlier and same else output

        return replace(self, outputs={key: kept(key, output) for key, output in self.outputs.items()})

    def completed(self, before: Outputs | None, published: Sequence[SnippetKey]) -> Outputs:
        """Add what an earlier record has of snippets that were not run, where that was of the same versions.

        :param published: all snippets that there are, in their order.
        """
        if before is None or before.definition != self.definition:
            return self
        earlier = {
            key: found
            for key, found in before.outputs.items()
            if self.versions.get(found.ran_as) in (None, before.versions.get(found.ran_as))
        }
        every = {**earlier, **self.outputs}
        used = {found.ran_as for found in earlier.values()}
        versions = {name: found for name, found in before.versions.items() if name in used}
        kept = {key: every[key] for key in published if key in every}
        return replace(self, versions={**versions, **self.versions}, outputs=kept)

    def current(self, key: SnippetKey, *, files: Mapping[str, str], ran_as: str, client: str) -> Output | None:
        """Return what a snippet printed, where it is still the one that was run, with the client library of then."""
        output = self.outputs.get(key)
        if output is None or (output.files, output.ran_as) != (files, ran_as):
            return None
        return output if self.versions.get(ran_as, ("", ""))[0] == client else None

    def to_json(self) -> JsonObject:
        """Return the form that is written to a file. What the API answered stands once an operation."""
        operations: dict[str, dict[SnippetKey, Output]] = {}
        for key, output in self.outputs.items():
            operations.setdefault(key.operation, {})[key] = output
        return {
            "definition": self.definition,
            "versions": {name: {"client": client, "runtime": own} for name, (client, own) in self.versions.items()},
            "outputs": {name: _operation(found) for name, found in operations.items()},
        }

    @classmethod
    def from_json(cls, content: Json, name: str) -> Self:
        """Read what `to_json` wrote.

        :param name: the file, for messages.
        :raises SixfoldError: when it is something else.
        """
        whole: Any = content
        try:
            versions = {key: (_text(own["client"]), _text(own["runtime"])) for key, own in whole["versions"].items()}
            outputs = {
                SnippetKey(operation, language): _output(own, found["answers"])
                for operation, found in whole["outputs"].items()
                for language, own in found["languages"].items()
            }
            return cls(_text(whole["definition"]), versions, outputs)
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise SixfoldError(
                f"{name}: expected what 'sixfold smoke --outputs' writes; {error!r} does not fit"
            ) from error


def _said(outputs: Outputs, output: Output) -> tuple[object, ...]:
    return outputs.definition, outputs.versions.get(output.ran_as), replace(output, day="")


def _operation(outputs: Mapping[SnippetKey, Output]) -> JsonObject:
    """Write the answers that most languages got, once, and of a language what it alone got."""
    usual = {name: _most(answers) for name, answers in _answers(outputs.values()).items()}
    return {
        "answers": {name: asdict(answer) if answer else None for name, answer in usual.items()},
        "languages": {key.language: _of_language(output, usual) for key, output in outputs.items()},
    }


def _answers(outputs: Iterable[Output]) -> Mapping[str, list[Answered | None]]:
    found: dict[str, list[Answered | None]] = {}
    for output in outputs:
        for name, transcript in output.transcripts.items():
            found.setdefault(name, []).append(transcript.answer)
    return found


def _most(answers: list[Answered | None]) -> Answered | None:
    # What JSON holds cannot be counted as it is.
    (text, _), *_ = Counter(map(repr, answers)).most_common(1)
    return next(answer for answer in answers if repr(answer) == text)


def _of_language(output: Output, usual: Mapping[str, Answered | None]) -> JsonObject:
    runs: JsonObject = {}
    for name, transcript in output.transcripts.items():
        run = transcript.to_json()
        if transcript.answer == usual[name]:
            del run["answer"]
        runs[name] = run
    return {"day": output.day, "ran_as": output.ran_as, "files": {**output.files}, "runs": runs}


def _output(content: Mapping[str, Any], answers: Mapping[str, Any]) -> Output:
    runs = {name: Transcript.from_json({"answer": answers.get(name), **run}) for name, run in content["runs"].items()}
    files = {path: _text(digest) for path, digest in content["files"].items()}
    return Output(_text(content["ran_as"]), files, runs, _text(content["day"]))


def _answered(content: Mapping[str, Any]) -> Answered:
    answer = Answered(**content)
    for text in (answer.status, answer.description, answer.details, answer.grpc):
        _text(text)
    if type(answer.number) is not int or type(answer.http) is not int:
        raise TypeError(f"expected whole numbers, got {answer.number!r} and {answer.http!r}")
    return answer


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"expected a text, got {value!r}")
    return value
