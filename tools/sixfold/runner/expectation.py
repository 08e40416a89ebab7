"""Reasons against a snippet x the failure that its spec expects -> its verdict. Pure."""

from __future__ import annotations

from datetime import date

from sixfold.results import Verdict


def with_expectation(
    reasons: tuple[str, ...], reason: str | None, until: date | None, today: date
) -> tuple[Verdict, tuple[str, ...]]:
    """Return the verdict of a snippet that the spec expects to fail (``reason`` is given), or to hold.

    An expected failure ends on its date, and fails as soon as the snippet holds.
    """
    if reason is None or until is None:
        return (Verdict.FAILED if reasons else Verdict.HELD), reasons
    if not reasons:
        return Verdict.FAILED, (f"holds, though the spec expects a failure ({reason}); remove the expectation",)
    if today > until:
        return Verdict.FAILED, (*reasons, f"its expected failure ended on {until}: {reason}")
    return Verdict.EXPECTED_FAILURE, reasons
