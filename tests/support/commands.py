"""The command ``sixfold`` as a test starts it: in its own process, or in one of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from sixfold.cli import main
from tests.support.projects import ROOT

Sixfold = Callable[..., tuple[int, str, str]]
"""Words to an exit code, what was printed, and the errors."""

SixfoldProcess = Callable[..., subprocess.CompletedProcess[str]]
"""Words to an ended process."""


def in_process(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *words: str
) -> tuple[int, str, str]:
    """Run the command in a project, in this process."""
    monkeypatch.chdir(project)
    monkeypatch.setattr("sys.argv", ["sixfold", *words])
    capsys.readouterr()
    code = 0
    try:
        main()
    except SystemExit as leave:
        code = leave.code if isinstance(leave.code, int) else 1 if leave.code else 0
    printed = capsys.readouterr()
    return code, printed.out, printed.err


def in_process_of_its_own(
    *words: object, root: Path = ROOT, environment: Mapping[str, str] | None = None, before: tuple[str, ...] = ()
) -> subprocess.CompletedProcess[str]:
    """Run the command in the repository unless told otherwise; ``before`` are words that begin the line."""
    line = [*before, sys.executable, "-m", "sixfold", *map(str, words)]
    variables = {**os.environ, **(environment or {})}
    return subprocess.run(line, cwd=root, env=variables, capture_output=True, text=True, check=False)
