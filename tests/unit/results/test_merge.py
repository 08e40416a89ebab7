"""Shards of one run are joined to what one run would have said; nothing else is joined, and no other sum is good."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest

from sixfold.errors import SixfoldError
from sixfold.results import Result, Results, RuntimeFacts, Shard, Verdict, merge
from sixfold.snippet import SnippetKey

KEYS = tuple(SnippetKey(*name.split(".")) for name in ("a.py", "b.py", "c.js", "d.js", "e.js"))
RUNTIMES = {
    "py": RuntimeFacts("Python 3", "toy 1"),
    "js": RuntimeFacts("Chromium 1", "browser"),
}


def result(key: SnippetKey, verdict: Verdict = Verdict.HELD) -> Result:
    reasons = () if verdict is Verdict.HELD else ("why",)
    return Result(key, {f"{key.operation}.{key.language}": "0" * 64}, verdict, reasons, ("success",), 1.0)


def part(number: int, total: int, *verdicts: Verdict, started: str = "2026-01-31T12:00:00Z") -> Results:
    """Return a shard in which each snippet has a verdict; held where none is given."""
    shard = Shard(number, total)
    chosen = shard.choose(KEYS, {})
    own = [key for key in KEYS if key in chosen]
    given = (*verdicts, *(Verdict.HELD for _ in own[len(verdicts) :]))
    results = tuple(result(key, verdict) for key, verdict in zip(own, given, strict=True))
    return Results(started, "toy 12", KEYS, (shard,), RUNTIMES, results)


def test_parts_in_any_order_are_what_one_run_says() -> None:
    parts = [part(1, 3, started="2026-01-31T12:00:02Z"), part(2, 3), part(3, 3, started="2026-01-31T12:00:01Z")]
    for given in permutations(parts):
        whole = merge(given)
        assert whole == replace(part(1, 1), started="2026-01-31T12:00:00Z")
        assert whole.sum_holds
        assert not whole.is_part


def test_a_failure_in_any_part_is_one_of_the_whole() -> None:
    for number in (1, 2, 3):
        whole = merge(part(each, 3, *([Verdict.FAILED] if each == number else [])) for each in (1, 2, 3))
        assert (whole.sum_holds, whole.count(Verdict.FAILED), whole.count(Verdict.HELD)) == (False, 1, 4)


def test_a_result_that_is_lost_is_missed() -> None:
    first = part(1, 2)
    assert not merge([replace(first, results=first.results[1:]), part(2, 2)]).sum_holds


def test_a_result_that_two_parts_have_is_refused() -> None:
    first, second = part(1, 2), part(2, 2)
    with pytest.raises(SixfoldError, match="in several shards; expected the same --times for all of them"):
        merge([first, replace(second, results=(*second.results, first.results[0]))])


@pytest.mark.parametrize("numbers", [(1, 2), (1, 2, 3, 3), (1, 1, 2), (3,)])
def test_each_part_is_expected_once(numbers: tuple[int, ...]) -> None:
    with pytest.raises(SixfoldError, match="expected each of 3 shards once, got "):
        merge(part(number, 3) for number in numbers)


def test_parts_of_different_numbers_are_no_run() -> None:
    with pytest.raises(SixfoldError, match="expected each of 2 shards once, got 1/2, 2/3"):
        merge([part(1, 2), part(2, 3)])


def with_client(of: Results, client: str) -> Results:
    return replace(of, runtimes={**RUNTIMES, "py": replace(RUNTIMES["py"], client=client)})


@pytest.mark.parametrize(
    ("other", "message"),
    [
        (with_client(part(2, 2), "toy 2"), "the results are of different client libraries; expected shards of one run"),
        (
            replace(part(2, 2), runtimes={"py": RUNTIMES["py"]}),
            "the results are of different client libraries; expected shards of one run",
        ),
        (
            replace(part(2, 2), definition="toy 13"),
            "the results are of different sets of snippets; expected shards of one run",
        ),
        (
            replace(part(2, 2), published=(*KEYS, SnippetKey("f", "js"))),
            "the results are of different sets of snippets; expected shards of one run",
        ),
    ],
)
def test_what_was_run_with_something_else_is_not_joined(other: Results, message: str) -> None:
    for given in ([part(1, 2), other], [other, part(1, 2)]):
        with pytest.raises(SixfoldError) as raised:
            merge(given)
        assert str(raised.value) == message


def test_runtimes_may_differ_from_machine_to_machine() -> None:
    newer = replace(part(2, 2), runtimes={**RUNTIMES, "py": replace(RUNTIMES["py"], runtime="Python 4")})
    assert merge([part(1, 2), newer]).runtimes == RUNTIMES


@pytest.mark.parametrize(
    ("verdicts", "holds"),
    [
        ((), True),
        ((Verdict.EXPECTED_FAILURE, Verdict.HELD, Verdict.EXPECTED_FAILURE), True),
        ((Verdict.HELD, Verdict.FAILED), False),
        ((Verdict.NOT_RUN,), False),
    ],
)
def test_the_sum_that_has_to_come_out(verdicts: tuple[Verdict, ...], *, holds: bool) -> None:
    assert part(1, 1, *verdicts).sum_holds is holds


def test_one_of_several_is_a_part() -> None:
    assert [part(1, total).is_part for total in (1, 2, 11)] == [False, True, True]
