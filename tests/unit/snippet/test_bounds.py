"""A stranger's code is kept to a time and to memory of its own, and what bounds it goes with it."""

from __future__ import annotations

import resource
import time

import pytest

from sixfold.snippet.bounds import TookTooLongError, memory, within


def test_a_limit_holds_while_the_work_goes_on_and_no_longer() -> None:
    before = resource.getrlimit(resource.RLIMIT_AS)
    with memory(1 << 30):
        inside = resource.getrlimit(resource.RLIMIT_AS)
    with pytest.raises(KeyError), memory(1 << 30):
        raise KeyError
    after = resource.getrlimit(resource.RLIMIT_AS)
    assert inside[0] != before[0]
    assert (inside[1], after) == (before[1], before)


def test_a_narrower_limit_of_the_process_stays() -> None:
    before = resource.getrlimit(resource.RLIMIT_AS)
    with memory(1 << 30):
        inside = resource.getrlimit(resource.RLIMIT_AS)
        assert inside[0] < 1 << 60
    with memory(1 << 61):
        assert resource.getrlimit(resource.RLIMIT_AS)[0] >= inside[0]
    assert resource.getrlimit(resource.RLIMIT_AS) == before


def test_work_gives_what_it_gives_and_raises_what_it_raises() -> None:
    assert within(60, [lambda: 5, lambda: 6]) == [5, 6]
    with pytest.raises(ZeroDivisionError):
        within(60, [lambda: 5, lambda: 1 // 0])


def test_work_that_does_not_end_is_ended() -> None:
    def work() -> None:
        while True:
            time.sleep(0.001)

    with pytest.raises(TookTooLongError):
        within(0.01, [work])
    assert within(60, [lambda: 5]) == [5]


def test_each_piece_of_work_has_the_time() -> None:
    assert within(0.5, [lambda: time.sleep(0.2)] * 5) == [None] * 5
