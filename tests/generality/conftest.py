"""A project that has the real API and templates, and pages of its own."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from sixfold.project import Project
from tests.support.projects import Make, of_pages


@pytest.fixture(scope="session")
def make_project(tmp_path_factory: pytest.TempPathFactory) -> Make:
    """Return a function that makes a project of the given pages, generated."""

    def make(pages: Mapping[str, str]) -> Project:
        return of_pages(tmp_path_factory.mktemp("project"), pages)

    return make
