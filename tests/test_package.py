"""What a user does first: the wheel in an empty environment."""

from __future__ import annotations

import sys
import venv
from pathlib import Path

import sixfold
from tests.support.descriptor_sets import shop
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
    pip = (command.with_name("pip"), "install", "--quiet", "--disable-pip-version-check")
    run(*pip, wheel)
    make_first_projects(tmp_path, command, pip)
    # Of this repository's project, not of the tool.
    run(*pip, "clarifai-grpc==12.6.0")
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


def make_first_projects(folder: Path, command: Path, pip: tuple[str | Path, ...]) -> None:
    """Begin projects where nothing is but the wheel: of a descriptor set, of a published package, and of documents."""
    env = {"PYTHONPATH": "", "XDG_CONFIG_HOME": str(folder / "first-config"), "NO_MKDOCS_2_WARNING": "1"}
    (folder / "shop.binpb").write_bytes(shop().SerializeToString())
    run(*pip, "authzed==1.25.0")
    sources = (
        ("shop", "--descriptors=shop.binpb", 4),
        ("authzed", "--package=authzed", 19),
        ("cinema", f"--openapi={ROOT / 'examples/cinema/definition/cinema.yaml'}", 6),
    )
    for name, source, count in sources:
        run(command, "init", name, source, "--languages=curl", cwd=folder, environment=env)
        run(command, "generate", cwd=folder / name, environment=env)
        run(command.with_name("mkdocs"), "build", "--strict", cwd=folder / name, environment=env)
        run(command, "finish", "site", cwd=folder / name, environment=env)
        assert "files are what their inputs make" in run(command, "check", cwd=folder / name, environment=env)
        shown = run(command, "smoke", cwd=folder / name, environment=env)
        assert f"{count} published = {count} held + 0 expected failures" in shown
    # Nobody was asked: the tool knows the languages that it ships.
    assert not (folder / "first-config").exists()
