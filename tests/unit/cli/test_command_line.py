"""What is asked for and cannot be is refused: names that there are not, options that would have no effect."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sixfold.cli.smoke import command
from tests.support.commands import Sixfold


@pytest.mark.parametrize(
    ("pattern", "meant"), [("Delte*", "Delete*"), ("*Modls", "*Models"), ("deletemodels", "DeleteModels"), ("?!", "")]
)
def test_a_pattern_that_no_rpc_matches_is_refused(sixfold: Sixfold, pattern: str, meant: str) -> None:
    code, out, err = sixfold("coverage", "--only", pattern, "--fail-under", "90")
    assert (code, out) == (2, "")
    hint = f"; did you mean '{meant}'?" if meant else ""
    assert f"no RPC matches '{pattern}'{hint}\n" in err


def test_of_streaming_rpcs_none_is_to_hold(sixfold: Sixfold) -> None:
    _, out, _ = sixfold("coverage", "--only", "StreamModel*")
    assert out == "1 RPC: 0 held, 0 documented, not verified as it is, 0 no spec, 1 streaming; none to hold\n"
    _, out, _ = sixfold("coverage", "--only", "StreamModel*", "--json")
    assert json.loads(out)["percent"] is None


def test_the_list_of_what_has_no_spec_fits_a_terminal(sixfold: Sixfold) -> None:
    _, out, _ = sixfold("coverage")
    assert max(map(len, out.splitlines())) <= 120
    assert "ListModels," in out


NAMES = {
    (
        "smoke",
        "delete_oen",
    ): "no operation 'delete_oen'; did you mean 'delete_one'? expected one of: delete_one, delete_some",
    ("smoke", "x", "--language", "nod"): "no operation 'x'; expected one of: delete_one, delete_some",
    (
        "smoke",
        "--language",
        "nod",
    ): "no language 'nod'; did you mean 'node'? expected one of: curl, java, js, node, php, py",
    (
        "sandbox",
        "delete_oen",
    ): "no operation 'delete_oen'; did you mean 'delete_one'? expected one of: delete_one, delete_some",
    ("install", "--language", "nod"): "no language 'nod'; did you mean 'node'? expected one of: ",
    ("smoke", "docs/nothing.py"): "; to judge files that no spec made, say --files",
}


@pytest.mark.parametrize("words", NAMES)
def test_a_name_that_there_is_not_is_told_with_the_nearest(sixfold: Sixfold, words: tuple[str, ...]) -> None:
    code, out, err = sixfold(*words)
    assert (code, out) == (2, "")
    assert NAMES[words] in err


VALUES = {
    "--language": ["py"],
    "--jobs": ["2"],
    "--shard": ["1/2"],
    "--sample": ["2"],
    "--since": ["HEAD"],
    "--seed": ["a"],
    "--junit": ["j.xml"],
    "--trust": [],
    "--times": ["t.json"],
    "--outputs": ["o.json"],
    "--afresh": [],
    "--env": ["A=1"],
    "--with": ["."],
    "--html": ["page.html"],
}
IDLE = {
    "--files": {"--language", "--shard", "--sample", "--since", "--seed", "--times", "--outputs", "--afresh"},
    "--merge": {
        "--language",
        "--shard",
        "--sample",
        "--since",
        "--seed",
        "--jobs",
        "--trust",
        "--afresh",
        "--env",
        "--with",
        "--html",
    },
}


@pytest.mark.parametrize("task", IDLE)
@pytest.mark.parametrize("option", VALUES)
def test_an_option_without_an_effect_is_refused(sixfold: Sixfold, project: Path, task: str, option: str) -> None:
    (project / "one").write_text("nothing")
    code, _, err = sixfold("smoke", task, option, *VALUES[option], "one")
    idle = option in IDLE[task]
    assert (f"{option} would have no effect: leave it out" in err, code == 2) == (idle, idle)


def test_one_task_at_a_time(sixfold: Sixfold) -> None:
    code, _, err = sixfold("smoke", "--merge", "--files", "one")
    assert (code, "--merge would have no effect" in err) == (2, True)


def test_each_option_of_smoke_is_decided_on() -> None:
    options = {name for parameter in command.params for name in parameter.opts if name.startswith("--")}
    assert options == {*VALUES, "--root", "--quiet", "--json", "--files", "--merge"}
