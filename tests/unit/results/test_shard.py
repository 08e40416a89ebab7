"""A run is split into parts that are the same each time, and as long as each other."""

from __future__ import annotations

import random

import pytest

from sixfold.results import Shard
from sixfold.results.shard import divided
from sixfold.snippet import SnippetKey


def test_shards_are_a_partition_whatever_the_order() -> None:
    keys = [SnippetKey(f"operation_{number}", "py") for number in range(18)]
    seconds = {key: float(number % 5) for number, key in enumerate(keys[:15])}
    shards = [Shard(number, 4) for number in (1, 2, 3, 4)]
    parts = [shard.choose(keys, seconds) for shard in shards]
    assert sorted(key for part in parts for key in part) == sorted(keys)
    assert parts == [shard.choose(reversed(keys), seconds) for shard in shards]


def test_shards_are_balanced_by_time_and_not_by_number() -> None:
    times = {"java": 9.0, "js": 8.0, "node": 3.0, "py": 1.0, "php": 0.6, "curl": 0.1}
    seconds = {SnippetKey("one", name): time for name, time in times.items()}
    assert {key.language for key in Shard(1, 2).choose(seconds, seconds)} == {"java", "py", "php", "curl"}
    assert {key.language for key in Shard(2, 2).choose(seconds, seconds)} == {"js", "node"}


def test_a_snippet_without_a_time_counts_as_a_second() -> None:
    keys = [SnippetKey("one", name) for name in "abc"]
    assert Shard(1, 2).choose(keys, {keys[2]: 1.5}) == {keys[2]}
    assert Shard(2, 2).choose(keys, {keys[2]: 1.5}) == {*keys[:2]}


def test_more_shards_than_snippets_leave_some_empty() -> None:
    keys = [SnippetKey("one", name) for name in "ab"]
    assert [len(Shard(number, 3).choose(keys, {})) for number in (1, 2, 3)] == [1, 1, 0]


@pytest.mark.parametrize(
    "text", ["", "1", "0/1", "1/0", "2/1", "01/2", "1/2/3", " 1/2", "-1/2", "a/b", f"1/{9:0>5000}"]
)
def test_what_is_no_part_is_none(text: str) -> None:
    assert Shard.parsed(text) is None


def test_a_part_is_read_as_it_is_written() -> None:
    assert Shard.parsed("2/3") == Shard(2, 3)
    assert str(Shard(2, 3)) == "2/3"
    assert (Shard(1, 1).is_all, Shard(1, 2).is_all) == (True, False)


def test_without_times_each_shard_has_as_much_of_each_language() -> None:
    keys = [SnippetKey(f"operation_{number}", name) for number in range(6) for name in ("py", "java", "js", "curl")]
    for number in (1, 2):
        mine = Shard(number, 2).choose(keys, {})
        assert [sum(key.language == name for key in mine) for name in ("py", "java", "js", "curl")] == [3, 3, 3, 3]


RECORDED = {
    "curl": (0.3, 0.5),
    "java": (5.9, 12.4),
    "js": (4.8, 7.9),
    "node": (2.1, 4.5),
    "php": (1.2, 3.1),
    "py": (1.8, 4.5),
}
"""The shortest and the longest time of a snippet in all its situations, in seconds, by language: on a busy machine."""


@pytest.mark.parametrize(("total", "longest"), [(7, 0.0), (64, 7200.0)])
def test_of_many_operations_no_shard_takes_much_longer_than_its_part(total: int, longest: float) -> None:
    source = random.Random(total)  # noqa: S311 - a draw, no secret
    seconds = {
        SnippetKey(f"operation_{number}", name): source.uniform(*times)
        for number in range(10_000)
        for name, times in RECORDED.items()
    }
    seconds[SnippetKey("one", "java")] = longest
    whole = sum(seconds.values())
    slowest = max(sum(seconds[key] for key in part) for part in divided(seconds, seconds, total))
    assert slowest <= max(1.15 * whole / total, longest)
