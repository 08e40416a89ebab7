"""What every test of what is unchanged is given: code that counts as it does where nobody else works on it."""

from __future__ import annotations

import sys
from types import ModuleType

import pytest

from sixfold.unchanged import code
from tests.support.projects import ROOT

LIBRARIES = ("click", "clarifai_grpc", "google", "grpc", "jinja2", "markupsafe", "yaml")
"""What a run loads, of all that a process loads which runs tests: what other tests need is hundreds of files more."""


@pytest.fixture(autouse=True)
def code_is_old(monkeypatch: pytest.MonkeyPatch) -> None:
    """Test a checkout of a moment ago like any other, and without its folders: other tests write into these meanwhile.

    Tests run with the checkout, and what they import of it, on the path of modules; the command does not.
    """
    monkeypatch.setattr(code, "newest", lambda _: 0)
    counts = code._counts  # noqa: SLF001 - what it says of all else stays

    def counted(path: str) -> bool:
        is_ours = path == str(ROOT) or path.startswith(f"{ROOT}/")
        return counts(path) and (not is_ours or path.startswith(f"{ROOT}/.venv/"))

    monkeypatch.setattr(code, "_counts", counted)


@pytest.fixture(autouse=True)
def code_is_a_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let count what runs load, and what a test itself loads."""
    others = {*sys.modules} - {name for name in sys.modules if name.partition(".")[0] in LIBRARIES}

    def modules() -> list[ModuleType]:
        loaded = {name: module for name, module in [*sys.modules.items()] if name not in others}
        return [module for module in loaded.values() if isinstance(module, ModuleType)]

    monkeypatch.setattr(code, "_modules", modules)
