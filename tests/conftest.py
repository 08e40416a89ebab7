"""What all tests share: the project itself, and its languages with their runtimes."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from sixfold.definition import Service
from sixfold.project import Project
from tests.support import drawing
from tests.support.projects import ROOT, load_service, repository

TOGETHER = (
    "tests/generality/test_every_rpc.py",
    "tests/generality/test_growing.py",
    "tests/generality/test_shapes.py",
    "tests/smoke/test_drawn_files.py",
    "tests/smoke/test_hand_written.py",
    "tests/smoke/test_isolation.py",
    "tests/smoke/test_stand_ins.py",
)
"""Files and folders whose tests share what is dear to make: each is one process's. The first that fits is meant."""

BY_FILE = ("tests/site/", "tests/unit/", "tests/sandbox/", "tests/test_architecture.py")
"""Where each file is one process's: its tests share what is dear, or are quicker than to hand them out."""


class Scheduling(LoadScopeScheduling):  # type: ignore[misc] # see pyproject.toml: it has no py.typed
    """Hands out tests one by one, or all those together that share something."""

    def _split_scope(self, nodeid: str) -> str:
        place = next((place for place in TOGETHER if nodeid.startswith(place)), None)
        return place or (nodeid.partition("::")[0] if nodeid.startswith(BY_FILE) else nodeid)


def pytest_configure(config: pytest.Config) -> None:
    missing = [place for place in TOGETHER if not (config.rootpath / place).exists()]
    assert missing == [], f"TOGETHER names what is not there: {missing}"


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Scheduling:
    return Scheduling(config, log)


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
def service() -> Service:
    return load_service()


@pytest.fixture(scope="session")
def loaded() -> Project:
    return repository()
