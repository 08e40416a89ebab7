"""What is needed of this machine: a test that lacks it fails in CI, and is skipped out loud elsewhere."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import NoReturn

import pytest

from sixfold.install import is_installed
from sixfold.language import Language
from tests.support.projects import ROOT

PROGRAMS = {"curl": 'echo "curl 8"', "bash": 'exec sh "$@"'}
"""What does in quick tests for each program of cURL's language, as a line of the shell: most call nothing by it."""
LACKING = {name: does for name, does in PROGRAMS.items() if shutil.which(name) is None}
"""Those of them that this machine lacks."""


SHIPPED = {
    "curl": "curl",
    "java": "java_rest",
    "go": "",
    "js": "js",
    "node": "node_rest",
    "php": "",
    "py": "",
    "ruby": "",
}
"""What of this repository's runtimes runs a language that ships; for what has none there, see `make_runtimes`."""


GO = ROOT / "tests/go"
"""What stands for the client library of Go: what its snippets import, compiled."""


def need_program(name: str) -> None:
    """End the test where one of these is wanted as it is, and is not there."""
    if name in LACKING:
        missing(f"{name} is not there")


def need(language: Language) -> None:
    """End the test where a runtime is missing."""
    if not is_installed(ROOT, language):
        missing(f"the runtime of {language.name} is not installed; run: sixfold install")


def missing(what: str, *, of_root: bool = False) -> NoReturn:
    """End a test that cannot be run here: failed in CI, skipped out loud elsewhere.

    :param of_root: whether only root can be expected to have it, in CI too.
    """
    if os.environ.get("CI") == "true" and (not of_root or os.geteuid() == 0):
        pytest.fail(what)
    pytest.skip(what)


def make_runtimes(root: Path) -> None:
    """Give a project what runs the languages that ship: the Python of the tests has the library of Python's."""
    for folder in ("py", "php/conf.d"):
        (root / ".runtimes" / folder).mkdir(parents=True)
    (root / ".runtimes/php/conf.d/certificates.ini").write_bytes((root / "templates/php/certificates.ini").read_bytes())
    (root / ".runtimes/py/.venv").symlink_to(sys.prefix)
    if not (GO / "cache").is_dir():
        missing("what Go snippets import is not compiled; run: make test")
    (root / ".runtimes/go").symlink_to(GO)
