"""What all tests share: the project itself, and its languages with their runtimes."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from sixfold.definition import ApiDefinition
from sixfold.project import Project
from tests.support import drawing
from tests.support.projects import ROOT, load_definition, repository

SHARES = 'scope="module"'
"""What a file holds whose tests share what is dear to make: each is one process's, or each process would make it."""

BY_FILE = ("tests/site/", "tests/unit/", "tests/sandbox/", "tests/test_architecture.py")
"""Where each file is one process's too: its tests are quicker than to hand them out, or look at one site."""


LONG = (
    "tests/test_package.py",
    "tests/unit/since/test_random_changes.py",
    "tests/smoke/test_smoke_command.py",
    "tests/smoke/test_sandbox_command.py",
    "tests/unit/unchanged/test_process.py",
)
"""Files with tests that take long and are handed out one by one: first, or one of them ends when all others have."""


class Scheduling(LoadScopeScheduling):  # type: ignore[misc] # see pyproject.toml: it has no py.typed
    """Hands out tests one by one, or all those of a file that share something."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return file if file.startswith(BY_FILE) or _shares(self.config.rootpath / file) else nodeid


@cache
def _shares(file: Path) -> bool:
    return SHARES in file.read_text(encoding="utf-8")


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Scheduling:
    return Scheduling(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: not item.nodeid.startswith(LONG))


def pytest_report_header() -> str:
    if drawing.is_whole():
        return "drawn: everything"
    return f"drawn: by the seed {drawing.seed()}; the same again: {drawing.SEED}={drawing.seed()}"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Keep what came of a run of everything, with its day."""
    if not drawing.is_whole():
        return
    counts = {name: len(terminalreporter.getreports(name)) for name in ("passed", "failed", "skipped", "error")}
    result = {"day": datetime.now(UTC).date().isoformat(), "commit": drawing.commit(), **counts}
    (ROOT / os.environ[drawing.WHOLE]).write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def definition() -> ApiDefinition:
    return load_definition()


@pytest.fixture(scope="session")
def loaded() -> Project:
    return repository()
