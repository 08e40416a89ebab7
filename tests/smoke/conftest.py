"""What the tests of runs share: the command in a process of its own, and a copy of the project to break."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.conftest import ROOT

Sixfold = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def sixfold() -> Sixfold:
    """Run ``sixfold`` with these words, in the project unless told otherwise."""

    def run(
        *words: object, root: Path = ROOT, environment: Mapping[str, str] | None = None, before: tuple[str, ...] = ()
    ) -> subprocess.CompletedProcess[str]:
        line = [*before, sys.executable, "-m", "sixfold", *map(str, words)]
        variables = {**os.environ, **(environment or {})}
        return subprocess.run(line, cwd=root, env=variables, capture_output=True, text=True, check=False)

    return run


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """Copy what a run reads; the runtimes are those of the project itself."""
    root = tmp_path / "project"
    root.mkdir()
    for name in ("specs", "templates", "code_snippets"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    (root / ".runtimes").symlink_to(ROOT / ".runtimes")
    return root
