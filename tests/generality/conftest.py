"""A project that has the real API and templates, and pages of its own."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

import pytest

from sixfold import project
from sixfold.output import changes as output
from sixfold.output.build import build
from sixfold.project import Project
from tests.conftest import ROOT

Make = Callable[[Mapping[str, str]], Project]


@pytest.fixture(scope="session")
def make_project(tmp_path_factory: pytest.TempPathFactory) -> Make:
    """Return a function that makes a project of the given pages, generated."""

    def make(pages: Mapping[str, str]) -> Project:
        root = tmp_path_factory.mktemp("project")
        for name in ("templates", ".runtimes"):
            (root / name).symlink_to(ROOT / name)
        (root / "docs").mkdir()
        files = {"api.yaml": small_api(), "sandbox.yaml": (ROOT / "specs/sandbox.yaml").read_text(), **pages}
        for name, text in files.items():
            path = root / "specs" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        loaded = project.load(root)
        output.write(root, output.compare(root, build(loaded)))
        return loaded

    return make


def small_api() -> str:
    """Return the real ``api.yaml`` less what only the real pages use: sections, variables, the featured operation."""
    text = (ROOT / "specs/api.yaml").read_text(encoding="utf-8")
    text = re.sub(r"^sections:\n(?:  .*\n|\n)+", "", text, flags=re.MULTILINE)
    text = re.sub(r"^featured: .*\n", "", text, flags=re.MULTILINE)
    head, variables = text.split("\nvariables:\n")
    entries = re.split(r"(?m)^(?=  [A-Z])", variables)
    kept = [entry for entry in entries if entry.startswith(("  USER_ID:", "  PAT:", "  APP_ID:"))]
    return f"{head}\nvariables:\n{''.join(kept)}"
