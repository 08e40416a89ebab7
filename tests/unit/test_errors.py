"""Places, problems and their order."""

from __future__ import annotations

import pytest

from sixfold.errors import FilePart, Place, Problem, Problems, SixfoldError, SpecError


@pytest.mark.parametrize(
    ("place", "shown"),
    [
        (Place("specs/a.yaml", 3, 7), "specs/a.yaml:3:7"),
        (Place("specs/a.yaml"), "specs/a.yaml"),
        (Place("specs/"), "specs/"),
    ],
)
def test_place_is_shown_as_editors_link_it(place: Place, shown: str) -> None:
    assert str(place) == shown


def test_problem_names_place_key_and_message() -> None:
    assert str(Problem(Place("a.yaml", 1, 2), "title", "missing")) == "a.yaml:1:2: title: missing"


def test_problem_without_a_key_leaves_it_out() -> None:
    assert str(Problem(Place("a.yaml"), "", "the file is empty")) == "a.yaml: the file is empty"


def test_spec_error_orders_by_place() -> None:
    late, early = Problem(Place("a", 10, 1), "", "late"), Problem(Place("a", 9, 1), "", "early")
    other = Problem(Place("b", 1, 1), "", "other")
    assert str(SpecError([other, late, early])) == "a:9:1: early\na:10:1: late\nb:1:1: other"


def test_spec_error_says_a_repeated_problem_once() -> None:
    problem = Problem(Place("a", 1, 1), "", "same")
    assert SpecError([problem, problem]).problems == (problem,)


def test_spec_error_is_the_users_to_mend() -> None:
    assert issubclass(SpecError, SixfoldError)


def test_no_problem_raises_nothing() -> None:
    Problems().raise_any()


def test_all_problems_are_raised_at_once() -> None:
    problems = Problems()
    problems.add(Place("b"), "", "second")
    problems.add(Place("a"), "key", "first")
    with pytest.raises(SpecError, match="a: key: first\nb: second"):
        problems.raise_any()


def test_a_key_that_is_wrong_is_told_though_another_was_meant_to_be_it() -> None:
    problems = Problems()
    problems.meant([FilePart("a", "title"), FilePart("a", "text")])
    problems.add(Place("a", 1, 1), "title", "wrong")
    problems.add_missing(Place("a", 1, 1), "text", "missing")
    assert [problem.message for problem in problems.found] == ["wrong"]


def test_what_is_built_on_a_file_that_is_wrong_under_the_same_key_is_not_told() -> None:
    problems = Problems()
    above = problems.built_on(["base"])
    problems.add(Place("base"), "runtime.run", "wrong")
    above.add(Place("own"), "runtime.run[1]", "follows")
    above.add_missing(Place("own"), "runtime.run", "follows, too")
    above.add(Place("own"), "runtime.route", "told")
    assert [str(found) for found in problems.found] == ["base: runtime.run: wrong", "own: runtime.route: told"]


def test_collectors_share_nothing() -> None:
    Problems().add(Place("a"), "", "x")
    assert Problems().found == []
