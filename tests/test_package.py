"""What a user does first: the wheel in an empty environment, and `make docs` twice."""

from __future__ import annotations

import sys
import venv
from pathlib import Path

import sixfold
from tests.support.processes import run
from tests.support.projects import ROOT

OPERATION = "delete_annotation_input_annotation_ids"


def test_the_wheel_works_on_a_clone_from_an_empty_environment(tmp_path: Path) -> None:
    clone = tmp_path / "clone"
    run("git", "clone", "--quiet", ROOT, clone)
    run(sys.executable, "-m", "build", "--no-isolation", "--wheel", "--outdir", tmp_path / "dist", ROOT)
    (wheel,) = (tmp_path / "dist").glob("*.whl")
    venv.create(tmp_path / "empty", with_pip=True)
    command = tmp_path / "empty/bin/sixfold"
    run(command.with_name("pip"), "install", "--quiet", "--disable-pip-version-check", wheel)
    # The clone is of what is committed, so this says that a commit is right, not the working tree.
    assert run(command, "--version", cwd=clone).split()[-1] == sixfold.__version__
    env = {"PYTHONPATH": "", "XDG_CONFIG_HOME": str(tmp_path / "config")}
    assert "files are what their inputs make" in run(command, "check", cwd=clone, environment=env)
    # What drives the browser is no part of the tool: it comes with the language that needs it.
    assert not list((tmp_path / "empty").glob("lib/python*/site-packages/playwright"))
    assert "js: ready" in run(command, "install", "--language", "js", cwd=clone, environment=env)
    shown = run(command, "smoke", OPERATION, "--language", "js", cwd=clone, environment=env)
    assert "1 published = 1 held + 0 expected failures" in shown
    # Nobody was asked: the clone starts nothing but what this repository does.
    assert not (tmp_path / "config").exists()


def test_a_second_build_is_the_same_byte_for_byte(tmp_path: Path) -> None:
    env = {"SOURCE_DATE_EPOCH": "1700000000", "NO_MKDOCS_2_WARNING": "1"}
    for name in ("first", "second"):
        run(sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", tmp_path / name, environment=env)
        run(sys.executable, "-m", "sixfold", "finish", "--quiet", tmp_path / name)
    first, second = (
        {
            path.relative_to(tmp_path / name): path.read_bytes()
            for path in (tmp_path / name).rglob("*")
            if path.is_file()
        }
        for name in ("first", "second")
    )
    assert len(first) > 20
    assert first == second
