"""Reports of hand-written files -> operations, and of each the rows of a table: what differs first."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import Enum
from pathlib import Path

from sixfold.frozen import frozen
from sixfold.json_value import Json
from sixfold.runner import FileReport

_LONGEST = 300
"""How much of a value is shown, in characters."""
NO_CALL = "No call"
"""What stands for the operation of files that call nothing, and have the name of none that does."""


class Mark(Enum):
    """What is to be said of a row or a cell; in the order in which rows stand."""

    WRONG = 0
    LACKING = 1
    DIFFERENT = 2
    SAME = 3


@frozen
class Cell:
    """What one file has in a row: texts, one of which is said as it is; several are a list, and none is good."""

    texts: tuple[str, ...]
    mark: Mark = Mark.SAME
    is_code: bool = True


@frozen
class Row:
    """A fact of each file of an operation, in the order of the files."""

    name: str
    cells: tuple[Cell, ...]
    mark: Mark


def operations(reports: Sequence[FileReport], languages: Sequence[str]) -> dict[str, list[FileReport]]:
    """Return the files that ran by what they call, those with most findings first, each in the order of languages.

    A file that calls nothing stands with those of its name, where there are any.
    """
    ran = [report for report in reports if report.ran]
    of_name = {Path(report.path).stem: report.calls[0] for report in ran if report.calls}
    groups: dict[str, list[FileReport]] = {}
    for report in ran:
        name = report.calls[0] if report.calls else of_name.get(Path(report.path).stem, NO_CALL)
        groups.setdefault(name, []).append(report)

    def place(report: FileReport) -> int:
        return languages.index(report.language) if report.language in languages else len(languages)

    ordered = sorted(groups, key=lambda name: -sum(len(report.findings) for report in groups[name]))
    return {name: sorted(groups[name], key=place) for name in ordered}


def rows(reports: Sequence[FileReport]) -> list[Row]:
    """Return the rows of one operation: what was found, then what not every file sends, then what differs."""
    found = [*_fields(reports), *(_fact(reports, name, of) for name, of in _FACTS.items())]
    findings = [
        Cell(report.findings, Mark.WRONG if report.findings else Mark.SAME, is_code=False) for report in reports
    ]
    if any(cell.texts for cell in findings):
        found.insert(0, Row("Found", tuple(findings), Mark.WRONG))
    return sorted(found, key=lambda row: row.mark.value)


def short_paths(reports: Sequence[FileReport]) -> dict[str, str]:
    """Return the paths of files without the folder that all of them are in."""
    paths = [report.path for report in reports]
    folder = os.path.commonpath([Path(path).absolute().parent for path in paths]) if paths else ""
    return {path: os.path.relpath(Path(path).absolute(), folder) for path in paths}


def shown(value: Json) -> str:
    """Return a value as JSON; of a long one its beginning, and its length."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}… ({len(text):,} characters)"


def _fields(reports: Sequence[FileReport]) -> Iterator[Row]:
    """Yield a row for each field of the first requests, by its path."""
    sent = [dict(_flat(report.requests[0])) if report.requests and report.requests[0] else {} for report in reports]
    asked = [bool(report.requests) for report in reports]
    for name in dict.fromkeys(path for fields in sent for path in fields):
        values = [fields.get(name) for fields in sent]
        some_lack = any(name not in fields for fields, is_asked in zip(sent, asked, strict=True) if is_asked)
        differ = len({json.dumps(value) for value, is_asked in zip(values, asked, strict=True) if is_asked}) > 1
        mark = Mark.LACKING if some_lack else Mark.DIFFERENT if differ else Mark.SAME
        cells = (
            Cell(("no request",), is_code=False)
            if not is_asked
            else Cell((shown(fields[name]),), Mark.SAME if mark is Mark.LACKING else mark)
            if name in fields
            else Cell(("not sent",), Mark.LACKING, is_code=False)
            for fields, is_asked in zip(sent, asked, strict=True)
        )
        yield Row(name, tuple(cells), mark)


def _flat(value: Json, path: str = "") -> Iterator[tuple[str, Json]]:
    if isinstance(value, Mapping) and value:
        for name, inner in value.items():
            yield from _flat(inner, f"{path}.{name}" if path else name)
    elif isinstance(value, list) and value and all(isinstance(inner, Mapping) for inner in value):
        for number, inner in enumerate(value):
            yield from _flat(inner, f"{path}[{number}]")
    else:
        yield path, value


def _fact(reports: Sequence[FileReport], name: str, of: Callable[[FileReport], str]) -> Row:
    texts = [shown(of(report)) for report in reports]
    mark = Mark.DIFFERENT if len(set(texts)) > 1 else Mark.SAME
    cells = (Cell((text,), mark if text in _unusual(texts) else Mark.SAME, is_code=False) for text in texts)
    return Row(name, tuple(cells), mark)


def _unusual(texts: Sequence[str]) -> set[str]:
    """Return the texts that are not that of most; all of them, where none is."""
    usual, count = Counter(texts).most_common(1)[0]
    return set(texts) - ({usual} if count * 2 > len(texts) else set())


def _failures(report: FileReport) -> str:
    told = [f"{name}: {'shown' if is_shown else 'not shown'}" for name, is_shown in report.failures_shown.items()]
    return "; ".join(told) or "not tried: it never reached the API"


_FACTS: Mapping[str, Callable[[FileReport], str]] = {
    "Calls": lambda report: ", ".join(report.calls) or "none",
    "Unknown fields": lambda report: ", ".join(report.unknown_fields) or "none",
    "Key": lambda report: ", ".join(key or "not sent" for key in report.authorization) or "-",
    "Failures": _failures,
    "Exit code": lambda report: "ended from outside" if report.exit_code is None else str(report.exit_code),
}
