"""What came of one hand-written file, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sixfold.json_value import JsonObject


@dataclass(frozen=True)
class FileReport:
    """What one file did where all goes well, and which failures it showed.

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
