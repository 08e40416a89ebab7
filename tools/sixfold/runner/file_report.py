"""What came of one hand-written file, as data."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from sixfold.frozen import frozen
from sixfold.json_value import Json, JsonObject


@frozen
class FileReport:
    """What one file did where all goes well, and which failures it showed.

    ``authorization`` is what its calls had in the place of each key, None where nothing.
    ``requests`` are the decoded messages of its calls in protobuf's JSON form, None where one could not be decoded.
    ``findings`` are what a reader should know, in plain words; none means that nothing was found.
    """

    path: str
    language: str
    exit_code: int | None
    calls: tuple[str, ...]
    requests: tuple[JsonObject | None, ...]
    unknown_fields: tuple[str, ...]
    authorization: tuple[str | None, ...]
    failures_shown: Mapping[str, bool]
    findings: tuple[str, ...]
    ran: bool = True

    def concealed(self, conceal: Callable[[str], str]) -> FileReport:
        """Return it with every text that a file may have made as ``conceal`` writes it."""

        def each(texts: tuple[str, ...]) -> tuple[str, ...]:
            return tuple(map(conceal, texts))

        requests = tuple(
            None if request is None else {name: _concealed(value, conceal) for name, value in request.items()}
            for request in self.requests
        )
        return replace(
            self,
            requests=requests,
            unknown_fields=each(self.unknown_fields),
            calls=each(self.calls),
            findings=each(self.findings),
        )


def _concealed(value: Json, conceal: Callable[[str], str]) -> Json:
    if isinstance(value, str):
        return conceal(value)
    if isinstance(value, list):
        return [_concealed(inner, conceal) for inner in value]
    if isinstance(value, dict):
        return {name: _concealed(inner, conceal) for name, inner in value.items()}
    return value
