"""Chromium for tests: without a window, and without any request of its own."""

from __future__ import annotations

import os
import shutil

from playwright.sync_api import Browser, Playwright


def launch(playwright: Playwright, *switches: str) -> Browser:
    """Start a browser: the shell that has no windows, where there is one, opens a page in half of the time."""
    return playwright.chromium.launch(
        executable_path=shutil.which("chromium-headless-shell") or shutil.which("chromium"),
        chromium_sandbox=os.geteuid() != 0,
        args=["--disable-background-networking", "--disable-component-update", "--no-first-run", *switches],
        env={name: value for name, value in os.environ.items() if not name.endswith("_proxy")},
    )
