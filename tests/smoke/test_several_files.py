"""A snippet of several files is run with all of them, as they are published, and by hand as a person copies them."""

from __future__ import annotations

from pathlib import Path

import pytest

from sixfold import project
from sixfold.errors import SixfoldError
from sixfold.output.build import build
from sixfold.output.changes import compare, write
from sixfold.results import Verdict
from sixfold.runner import copy_command, run_command, sandbox_of, smoke
from sixfold.runner.scenario import Scenario
from sixfold.snippet import Snippet
from tests.support.processes import run
from tests.support.projects import ROOT, add_several_files, change, write_small
from tests.support.runtimes import need

KEY = ("delete_some", "curl_file")


@pytest.fixture
def context(tmp_path: Path) -> smoke.SmokeContext:
    root = add_several_files(write_small(tmp_path / "project"))
    (root / "specs/sandbox.yaml").write_bytes((ROOT / "specs/sandbox.yaml").read_bytes())
    loaded = project.load(root)
    write(root, compare(root, build(loaded)))
    need(next(language for language in loaded.languages if language.name == "curl"))
    return smoke.SmokeContext.of(loaded)


def item_of(context: smoke.SmokeContext) -> Snippet:
    return next(item for item in context.project.snippets if (item.key.operation, item.key.language) == KEY)


def test_it_is_run_with_all_of_them(context: smoke.SmokeContext) -> None:
    item, root = item_of(context), context.project.root
    result = smoke.run_snippet(context, item)
    assert (result.verdict, result.reasons) == (Verdict.HELD, ())
    folder = "code_snippets/guide/curl_file/delete_some"
    assert list(result.files) == [f"{folder}/delete_some.sh", f"{folder}/request.json"]
    # What stands beside the file that is run decides what is sent.
    change(root / item.files[1].path, '"in-1"', '"in-3"')
    assert smoke.run_scenario(context, item, Scenario.SUCCESS, root / item.path).reasons
    (root / item.files[1].path).unlink()
    with pytest.raises(SixfoldError, match=r"request\.json: cannot be read"):
        smoke.run_snippet(context, item)


def test_a_person_runs_a_copy_of_all_of_them(context: smoke.SmokeContext) -> None:
    item, loaded = item_of(context), context.project
    with sandbox_of(loaded, [loaded.entry(item.key)]) as sandbox:
        command = f"{copy_command(loaded.root, [item])} && {run_command(loaded.root, item, sandbox.proxies)}"
        said = run("bash", "-c", command, cwd=loaded.root)
        assert '"code": 10000' in said
        assert [call.rpc for call in sandbox.calls] == ["clarifai.api.V2.DeleteInputs"]
