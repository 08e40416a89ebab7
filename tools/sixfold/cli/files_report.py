"""Reports of hand-written files -> what a person reads of them: a paragraph a file, how they differ, and the sum."""

from __future__ import annotations

import json
from collections.abc import Iterable

from sixfold.runner import FileReport
from sixfold.visible import visible


def report(found: FileReport) -> str:
    """Return what one file did, with an empty line behind it."""
    lines = [f"{found.path}  ({found.language or 'of no known language'})"]
    if found.ran:
        lines += [f"  {label:<15}{text}" for label, text in _facts(found)]
    lines += [f"  ! {finding}" for finding in found.findings]
    return "\n".join([*map(visible, lines), ""])


def compared(came: Iterable[FileReport], reports: Iterable[FileReport]) -> str:
    """Return what only a comparison of all files could find, which no report said that was shown as it came."""
    shown = {found.path: set(found.findings) for found in came}
    lines = []
    for found in reports:
        new = [finding for finding in found.findings if finding not in shown.get(found.path, ())]
        lines += [found.path, *(f"  ! {finding}" for finding in new), ""] if new else []
    return "\n".join(["Compared with each other:", "", *map(visible, lines)]) if lines else ""


def summary(reports: Iterable[FileReport]) -> str:
    """Return how many files there are of each kind, as one line."""
    ran = [found for found in reports if found.ran]
    not_run = sum(not found.ran for found in reports)
    wrong = sum(bool(found.findings) for found in ran)
    line = f"{len(ran) + not_run} files: {len(ran) - wrong} with nothing found, {wrong} with findings"
    return f"{line}, {not_run} not run" if not_run else line


def _facts(found: FileReport) -> Iterable[tuple[str, str]]:
    yield "calls", f"{len(found.calls)}: {', '.join(found.calls)}" if found.calls else "0"
    yield "request", "; ".join(json.dumps(request, ensure_ascii=False) for request in found.requests) or "-"
    yield "unknown fields", ", ".join(found.unknown_fields) or "none"
    yield "key", ", ".join(key or "not sent" for key in found.authorization) or "-"
    shown = ", ".join(f"{name} {'yes' if is_shown else 'NO'}" for name, is_shown in found.failures_shown.items())
    yield "failure shown", shown or ("-" if found.calls else "not tried: it never reached the API")
