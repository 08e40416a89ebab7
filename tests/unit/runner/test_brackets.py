"""Where brackets stand: one pass says what a look from each place says."""

from __future__ import annotations

import random

import pytest

from sixfold.runner.brackets import Brackets


def looked_for(source: str, place: int) -> int | None:
    """Return where the brackets around a place begin, by walking back from it."""
    closed = 0
    for at in range(place - 1, -1, -1):
        if source[at] in ")]}":
            closed += 1
        elif source[at] in "([{":
            if not closed:
                return at
            closed -= 1
    return None


@pytest.mark.parametrize("seed", range(20))
def test_every_place_is_in_the_brackets_that_are_open_before_it(seed: int) -> None:
    drawn = random.Random(seed)  # noqa: S311 - a text, no secret
    source = "".join(drawn.choices("()[]{}a ", k=60))
    brackets = Brackets(source)
    assert [brackets.around(place) for place in range(61)] == [looked_for(source, place) for place in range(61)]
    for begin, end in brackets.closing.items():
        assert looked_for(source, end) == begin
        assert source[begin] in "([{"
        assert source[end] in ")]}"
