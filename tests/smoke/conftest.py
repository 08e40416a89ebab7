"""What the tests of runs share: the command in a process of its own, and a copy of the project to break."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.commands import SixfoldProcess, in_process_of_its_own
from tests.support.projects import copy


@pytest.fixture(scope="session")
def sixfold() -> SixfoldProcess:
    """Run ``sixfold`` with these words, in the repository unless told otherwise."""
    return in_process_of_its_own


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """Copy what a run reads; the runtimes are those of the repository itself."""
    return copy(tmp_path / "project", "specs", "templates", "code_snippets", ".runtimes")
