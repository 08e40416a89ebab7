"""What all tests share: the project itself, and its languages with their runtimes."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sixfold import project
from sixfold.install import is_installed
from sixfold.language import Language
from sixfold.project import Project

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def loaded() -> Project:
    return project.load(ROOT)


def need(language: Language) -> None:
    """End the test where a runtime is missing: failed in CI, skipped out loud elsewhere."""
    if is_installed(ROOT, language):
        return
    message = f"the runtime of {language.name} is not installed; run: sixfold install"
    if os.environ.get("CI") == "true":
        pytest.fail(message)
    pytest.skip(message)
