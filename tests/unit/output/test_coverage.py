"""How far each RPC of an API is documented: by its operations, and by what is known of every snippet of theirs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from sixfold import project as pipeline
from sixfold.errors import Problems
from sixfold.language import load_languages
from sixfold.output import Coverage, RpcState, cover, render
from sixfold.results import State
from sixfold.snippet import Renderer
from tests.support.projects import ROOT
from tests.support.services import two_services

RPC, OTHER = "clarifai.api.V2.DeleteAnnotation", "clarifai.api.V2.DeleteInputs"

Covered = Callable[..., Coverage]


@pytest.fixture
def covered(project: Path) -> Covered:
    """Give the coverage, where all snippets are in a state but some of the first operation's, which are in another."""
    loaded = pipeline.load(project)
    rendered = render(loaded, Renderer(project))
    first = [snippet.key for snippet in rendered.snippets if snippet.key.operation == "delete_one"]

    def covered(state: State, another: State | None = None, count: int = 1, pattern: str = "*") -> Coverage:
        states = dict.fromkeys(rendered.verification.states, state)
        states |= dict.fromkeys(first[:count], another) if another else {}
        return cover(loaded.definition, rendered.entries, replace(rendered.verification, states=states), pattern)

    return covered


def state_of(found: Coverage, rpc: str) -> RpcState:
    (row,) = (row for row in found.rows if row.rpc == rpc)
    return row.state


@pytest.mark.parametrize("state", [State.HELD, State.EXPECTED])
def test_an_rpc_holds_when_every_snippet_does(covered: Covered, state: State) -> None:
    assert {row.rpc for row in covered(state).of(RpcState.HELD)} == {RPC, OTHER}
    assert state_of(covered(State.HELD, State.EXPECTED), RPC) is RpcState.HELD


@pytest.mark.parametrize("state", [State.FAILED, State.STALE, State.NOT_RUN])
@pytest.mark.parametrize("count", [1, 6])
def test_one_snippet_that_does_not_hold_leaves_its_rpc_open_and_no_other(
    covered: Covered, state: State, count: int
) -> None:
    found = covered(State.HELD, state, count)
    assert (state_of(found, RPC), state_of(found, OTHER)) == (RpcState.OPEN, RpcState.HELD)


def test_rpcs_of_two_services_are_told_apart_by_their_names(project: Path) -> None:
    verification = render(pipeline.load(project), Renderer(project)).verification
    found = cover(two_services(), (), verification)
    assert [row.rpc for row in found.rows] == ["zoo.V1.Get", "zoo.V1.List", "zoo.V2.Get", "zoo.V2.Find"]
    assert [row.name for row in found.rows] == ["zoo.V1.Get", "List", "zoo.V2.Get", "Find"]
    assert [row.rpc for row in cover(two_services(), (), verification, "Get").rows] == ["zoo.V1.Get", "zoo.V2.Get"]


def test_nothing_holds_that_was_never_run(covered: Covered) -> None:
    assert covered(State.NOT_RUN).of(RpcState.HELD) == ()


def test_streaming_rpcs_are_no_gap_and_do_not_count(covered: Covered) -> None:
    found = covered(State.HELD)
    streaming = [row.name for row in found.of(RpcState.OUT_OF_REACH)]
    assert "StreamAnnotations" in streaming
    assert RpcState.MISSING is state_of(found, "clarifai.api.V2.GetModel")
    assert len(found.of(RpcState.MISSING)) == len(found.rows) - len(streaming) - 2
    assert found.reachable == len(found.rows) - len(streaming)


def test_the_share_is_of_what_can_be_documented(covered: Covered) -> None:
    found = covered(State.HELD)
    assert found.percent == pytest.approx(100 * 2 / found.reachable)
    assert covered(State.HELD, State.FAILED).percent == pytest.approx(100 / found.reachable)
    assert covered(State.FAILED).percent == 0
    assert covered(State.HELD, pattern="DeleteInputs").percent == 100
    assert covered(State.HELD, pattern="clarifai.api.V2.DeleteInputs").percent == 100
    assert covered(State.HELD, pattern="StreamAnnotations").percent == 100


@pytest.mark.parametrize(
    ("pattern", "count"), [("DeleteInputs", 1), ("Delete[IA]*s", 0), ("*", 0), ("deleteinputs", -1)]
)
def test_a_pattern_picks_rpcs_by_their_whole_name(covered: Covered, pattern: str, count: int) -> None:
    rows = covered(State.HELD, pattern=pattern).rows
    assert len(rows) == max(count, 0) if count else len(rows) > 1


def test_a_row_says_where_its_operation_is_and_what_calls_it(covered: Covered) -> None:
    (row,) = covered(State.HELD, pattern=OTHER).rows
    assert (row.operations, row.page) == (("delete_some",), "guide/things.md#delete_some")
    known = {"py": "client", "js": "REST", "node": "client", "java": "client", "php": "client", "curl": "REST"}
    assert {**row.forms, **known} == row.forms
    assert set(row.forms) == {language.name for language in load_languages(ROOT, Problems())}
    (other,) = covered(State.HELD, pattern="GetModel").rows
    assert (other.operations, other.page, other.forms) == ((), "", {})
