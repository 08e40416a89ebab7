"""How a process ended, and what that says of it."""

from __future__ import annotations

from sixfold.container.process import Ended, Exit, Run


def test_a_limit_is_that_of_time_or_of_output_and_nothing_else() -> None:
    ends = (*Ended, Exit(0), Exit(1), Exit(-9))
    assert {end for end in ends if Run(end, "", "", 1.0).was_cut_off} == {Ended.TIME, Ended.EXCESS}
    assert [end for end in ends if Run(end, "", "", 1.0).succeeded] == [Exit(0)]
    assert Run(Ended.TIME, "a", "b", 1.0).exit_code is None
