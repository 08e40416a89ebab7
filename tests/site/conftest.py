"""The site, built as `make docs` builds it, into a temporary folder; a server of it, and a browser."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tests.support.browsers import launch
from tests.support.projects import ROOT
from tests.support.static_server import serve

ADDRESS = "https://docs.example.com/"
"""Where the site is said to stand; nothing here asks for it."""


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the site, once for all processes of a run: the first builds it, and the others wait. None changes it."""
    own = tmp_path_factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "site"
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            build(folder.with_suffix(".new"))
            folder.with_suffix(".new").rename(folder)
    return folder


def build(folder: Path) -> None:
    words = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)]
    env = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "SITE_URL": ADDRESS}
    for command in (words, [sys.executable, "-m", "sixfold", "finish", "--quiet", str(folder)]):
        run = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
        assert run.returncode == 0, run.stdout + run.stderr


@pytest.fixture(scope="session")
def served(site: Path) -> Iterator[str]:
    with serve(site) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()


@pytest.fixture
def with_clipboard(browser: Browser) -> Iterator[BrowserContext]:
    """Give a reader's session of its own, in which a test may read the clipboard too."""
    context = browser.new_context()
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    yield context
    context.close()
