"""The guides to bringing another API: their commands are run, with what they print; and what ships tells a failure."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from sixfold import project
from sixfold.output.build import build
from sixfold.output.changes import compare, write
from sixfold.places import FACTS
from sixfold.runner import smoke
from sixfold.runner.scenario import Scenario
from sixfold.shipping import shipped_files, shipped_languages
from tests.smoke.mutants import ONE
from tests.support.projects import ROOT, copy
from tests.support.runtimes import SHIPPED, make_runtimes

GUIDES = {
    "your-own-api": "examples/library/definition/library.binpb",
    "your-own-openapi": "examples/cinema/definition",
}
"""The guides by their names, with what each of them begins with."""
OTHERS = tuple(name for name, form in SHIPPED.items() if not form)


def commands(guide: str) -> list[tuple[str, str]]:
    """Return the commands of a guide, each with what it is said to print."""
    text = (ROOT / f"docs/{guide}.md").read_text(encoding="utf-8")
    fences = re.findall(r"(?ms)^```console\n(.*?)^```$", text)
    return [
        (command, printed)
        for fence in fences
        for command, _, printed in (part.partition("\n") for part in re.split(r"(?m)^\$ ", fence)[1:])
    ]


@pytest.mark.parametrize("guide", GUIDES)
def test_each_command_prints_what_the_guide_says(tmp_path: Path, guide: str) -> None:
    given = ROOT / GUIDES[guide]
    if given.is_dir():
        shutil.copytree(given, tmp_path, dirs_exist_ok=True)
    else:
        shutil.copy(given, tmp_path)
    folder = tmp_path
    bin_folder = str(Path(sys.executable).parent)
    path = os.pathsep.join([bin_folder, os.environ["PATH"]])
    environment = {**os.environ, "PATH": path, "NO_MKDOCS_2_WARNING": "1", "COLUMNS": "100"}
    assert len(commands(guide)) >= 7
    for command, printed in commands(guide):
        program, *words = shlex.split(command)
        if program == "cd":
            folder = folder / words[0]
            continue
        done = subprocess.run(
            [f"{bin_folder}/{program}", *words],
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stderr if program == "sixfold" else "") == (0, ""), command
        assert done.stdout == printed, command


def test_every_language_that_ships_is_run() -> None:
    assert set(SHIPPED) == set(shipped_languages())


@pytest.fixture(scope="module")
def with_status(tmp_path_factory: pytest.TempPathFactory) -> smoke.SmokeContext:
    """Return this repository's project, whose answers hold a status, in languages that ship and are none of its own."""
    root = copy(tmp_path_factory.mktemp("status"), "specs", "templates")
    for facts in list((root / "templates").glob(f"*/{FACTS}")):
        shutil.rmtree(facts.parent)
    for path, content in shipped_files(OTHERS).items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)
    make_runtimes(root)
    loaded = project.load(root)
    write(root, compare(root, build(loaded)))
    return smoke.SmokeContext.of(loaded)


@pytest.mark.parametrize("language", OTHERS)
def test_a_language_that_ships_tells_a_failure_by_the_apis_own_status(
    with_status: smoke.SmokeContext, language: str
) -> None:
    (item,) = (
        item for item in with_status.project.snippets if (item.key.operation, item.language.name) == (ONE, language)
    )
    found = smoke.scenarios(with_status, item)
    assert Scenario.FAILURE_STATUS in found
    for scenario in found:
        assert smoke.run_scenario(with_status, item, scenario, with_status.project.root / item.path).reasons == ()
