"""Nothing written by hand is passed over: each Python file of the repository is formatted, linted and typed."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

from tests.support.projects import ROOT

OTHERS = ("code_snippets", "tests/hand_written")
"""Snippets: the generator's, and those that stand for what somebody else wrote."""


@pytest.fixture(scope="module")
def sources() -> list[Path]:
    """List the Python files of the repository."""
    words = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "*.py"]
    listed = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    return [Path(name) for name in listed if not name.startswith(OTHERS) and (ROOT / name).exists()]


def passed_over(sources: list[Path], folders: list[str]) -> list[str]:
    return [str(source) for source in sources if not any(source.is_relative_to(folder) for folder in folders)]


def test_ruff_is_told_of_every_folder_with_python_in_it(sources: list[Path]) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    [folders] = re.findall("^SOURCES := (.*)$", makefile, re.MULTILINE)
    assert passed_over(sources, folders.split()) == []
    told = re.findall(r"/ruff .*", makefile)
    assert told
    assert all(command.endswith("$(SOURCES)") for command in told)


def test_mypy_is_told_of_every_folder_with_python_in_it(sources: list[Path]) -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["mypy"]
    assert passed_over(sources, settings["files"]) == []
