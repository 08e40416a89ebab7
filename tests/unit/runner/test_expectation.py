"""An expected failure is one until its last day, and for as long as the snippet fails."""

from __future__ import annotations

from datetime import date

import pytest

from sixfold.results import Verdict
from sixfold.runner.expectation import with_expectation

LAST = date(2026, 1, 31)


@pytest.mark.parametrize(
    ("reasons", "day", "verdict"),
    [
        (("why",), date(2026, 1, 30), Verdict.EXPECTED_FAILURE),
        (("why",), LAST, Verdict.EXPECTED_FAILURE),
        (("why",), date(2026, 2, 1), Verdict.FAILED),
        ((), LAST, Verdict.FAILED),
        ((), date(2026, 2, 1), Verdict.FAILED),
    ],
)
def test_a_failure_is_expected_until_its_last_day(reasons: tuple[str, ...], day: date, verdict: Verdict) -> None:
    found, told = with_expectation(reasons, "the key is being replaced", LAST, day)
    assert found is verdict
    assert told[: len(reasons)] == reasons
    expected = {
        (True, False): "holds, though the spec expects a failure (the key is being replaced); remove the expectation",
        (True, True): "its expected failure ended on 2026-01-31: the key is being replaced",
    }
    assert told[len(reasons) :] == ((expected[True, bool(reasons)],) if verdict is Verdict.FAILED else ())


@pytest.mark.parametrize(("reasons", "verdict"), [((), Verdict.HELD), (("why",), Verdict.FAILED)])
def test_without_an_expectation_reasons_decide(reasons: tuple[str, ...], verdict: Verdict) -> None:
    assert with_expectation(reasons, None, None, LAST) == (verdict, reasons)
