"""One HTML file in Chromium, as a command: what the page shows goes to standard output, its errors to standard error.

Exit code 0: the page shows a result and reported no error. 1: it reported an error (an exception, a console error).
2: it showed nothing in time, or the browser could not be started.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import ConsoleMessage, Error, Page, sync_playwright

PROXY = "https_proxy"
AUTHORITY = "SIXFOLD_SPKI"
"""The base64 SHA-256 of a public key to trust, for a stand-in's throw-away certificate."""

_QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
)
_PENDING = "() => document.body?.innerText.trim().startsWith('Calling ') ?? false"


def main(arguments: Sequence[str] | None = None) -> int:
    """Open the file that the command line names."""
    parser = argparse.ArgumentParser(prog="python -m sixfold.browser", description=__doc__)
    parser.add_argument("--syntax", action="store_true", help="only parse the page's scripts, without a network")
    parser.add_argument("--timeout", type=float, default=20, metavar="SECONDS", help="how long to wait for a result")
    parser.add_argument("file", type=Path)
    options = parser.parse_args(arguments)
    try:
        return _open(options.file.resolve(), options.timeout, syntax=options.syntax)
    except Error as error:
        print(f"browser: {error.message.splitlines()[0]}", file=sys.stderr)
        return 2


def _open(file: Path, timeout: float, *, syntax: bool) -> int:
    said: list[str] = []
    errors: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium") or shutil.which("chromium-browser"),
            chromium_sandbox=os.geteuid() != 0,
            args=[*_QUIET, *_switches()],
            env={
                **{name: value for name, value in os.environ.items() if not name.endswith("_proxy")},
                # Its sockets stand there, and a socket's path has room for 107 bytes: in a run this is ".".
                "TMPDIR": os.path.relpath(tempfile.gettempdir()),
            },
        )
        # The proxy is the page's alone: what the browser asks for by itself, through no proxy, finds no address.
        proxy = None if syntax else os.environ.get(PROXY)
        page = browser.new_context(proxy={"server": proxy} if proxy else None).new_page()
        page.on("pageerror", lambda error: errors.append(f"{error.name}: {error.message}"))

        def hear(message: ConsoleMessage) -> None:
            # Without arguments it is the browser that speaks, of a request that failed; the page may hide that.
            if message.args:
                (errors if message.type == "error" else said).append(message.text)

        page.on("console", hear)
        page.goto(file.as_uri(), timeout=timeout * 1000)
        shown = "" if syntax else _result(page, timeout)
        browser.close()
    if syntax:
        errors = [error for error in errors if error.startswith("SyntaxError")]
    for text in (shown, *said):
        if text:
            print(text)
    for error in errors:
        print(error, file=sys.stderr)
    if errors:
        return 1
    return 0 if syntax or shown or said else 2


def _result(page: Page, timeout: float) -> str:
    """Return what the page shows when its network has been quiet for half a second and it no longer says it waits."""
    page.wait_for_load_state("networkidle", timeout=timeout * 1000)
    try:
        page.wait_for_function(f"() => !({_PENDING})()", timeout=timeout * 1000)
    except Error:
        print(f"browser: the page showed no result in {timeout:g} s", file=sys.stderr)
        return ""
    text: str = page.evaluate("() => document.body?.innerText ?? ''")
    return text.strip()


def _switches() -> list[str]:
    authority = os.environ.get(AUTHORITY)
    trust = [f"--ignore-certificate-errors-spki-list={authority}"] if authority else []
    return ["--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", *trust]


if __name__ == "__main__":
    sys.exit(main())
