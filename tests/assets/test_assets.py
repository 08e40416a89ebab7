"""The site's scripts (docs/assets/*.js) under TypeScript's strict rules, and what MkDocs is told of them."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from tests.support.projects import ROOT
from tests.support.runtimes import missing

SCRIPTS = sorted((ROOT / "docs/assets").glob("*.js"))
COMPILER = ROOT / "tests/npm/node_modules/.bin/tsc"
SETTINGS = ROOT / "tests/assets/tsconfig.json"


class Loader(yaml.SafeLoader):
    """Reads a builder's settings, but for what they take from the environment."""


Loader.add_constructor("!ENV", lambda *_: None)


def check(project: Path) -> list[str]:
    """Return what TypeScript finds wrong, a line each; it writes nothing."""
    if shutil.which("node") is None or not COMPILER.is_file():
        missing("TypeScript is not installed; run: make test, or npm ci --prefix tests/npm")
    words: list[str | Path] = [COMPILER, "--project", project, "--pretty", "false"]
    run = subprocess.run(words, capture_output=True, text=True, check=False)
    assert bool(run.returncode) == bool(run.stdout), run.stderr
    return run.stdout.splitlines()


def test_every_script_holds_its_types() -> None:
    assert check(SETTINGS) == []


WORKER = "keeper.js"
"""Runs by itself, so it is no module; `carry.js` names it."""
WRONG = {
    "quoting.js": ("form.prefix", "form.prefixed"),
    "tabs.js": ("copy(url.href)", "copy(url)"),
    "markdown.js": ('from "./clipboard.js"', 'from "./clipbord.js"'),
    "values.js": ("refusal(variable, value)", "refusal(value, variable)"),
}


def test_a_wrong_word_of_a_script_is_found(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "docs/assets", tmp_path / "docs/assets")
    (tmp_path / "tests/assets").mkdir(parents=True)
    shutil.copy(SETTINGS, tmp_path / "tests/assets")
    for name, (right, wrong) in WRONG.items():
        changed = tmp_path / "docs/assets" / name
        text = changed.read_text(encoding="utf-8")
        assert right in text
        changed.write_text(text.replace(right, wrong, 1), encoding="utf-8")
    said = "\n".join(check(tmp_path / "tests/assets"))
    assert {name for name in WRONG if f"docs/assets/{name}(" in said} == set(WRONG)


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_a_script_takes_what_it_needs_from_modules_and_leaves_nothing_behind(script: Path) -> None:
    text = script.read_text(encoding="utf-8")
    assert script.name == WORKER or re.search(r"^(import|export) ", text, re.MULTILINE)
    assert not re.search(r"\b(window|globalThis)\.\w+ = ", text)
    writing = {"navigator.clipboard", "execCommand", "document.createElement", "localStorage.", "sessionStorage."}
    owner = {"clipboard.js": {"navigator.clipboard", "execCommand"}, "dom.js": {"document.createElement"}}
    assert {word for word in writing if word in text} <= owner.get(script.name, set())


def test_the_builder_names_every_script_that_no_other_imports_and_each_as_a_module() -> None:
    imported = {
        name
        for script in SCRIPTS
        for name in re.findall(r'(?:from |import\(|new URL\()"\./(.+?)"', script.read_text(encoding="utf-8"))
    }
    settings = yaml.load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"), Loader)["extra_javascript"]  # noqa: S506 - a safe loader
    assert all(entry["type"] == "module" for entry in settings)
    assert {entry["path"] for entry in settings} == {
        f"assets/{script.name}" for script in SCRIPTS if script.name not in imported
    }
