"""One HTML file in Chromium, as a command: what the page shows goes to standard output, its errors to standard error.

Exit code 0: the page shows a result and reported no error. 1: it reported an error (an exception, a console error).
2: it showed nothing in time, or the browser could not be started.

Chromium starts slowly. ``--serve SOCKET`` keeps one until standard input ends; a command that finds that socket in its
environment has its file opened there, in a context of its own: nothing of one file is left for the next.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import shutil
import socket
import sys
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.async_api import Browser, ConsoleMessage, Page

PROXY = "https_proxy"
AUTHORITY = "SIXFOLD_SPKI"
"""The base64 SHA-256 of a public key to trust, for a stand-in's throw-away certificate."""
SOCKET = "SIXFOLD_BROWSER"
"""Where a browser is kept."""

_QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
)
_PENDING = "() => document.body?.innerText.trim().startsWith('Calling ') ?? false"


@dataclass(frozen=True)
class Job:
    """One file to open: ``timeout`` is in seconds, ``proxy`` a URL or empty."""

    file: str
    timeout: float
    syntax: bool
    proxy: str


@dataclass(frozen=True)
class Outcome:
    """What the command ends with, and what it prints."""

    exit_code: int
    stdout: str
    stderr: str


def main(arguments: Sequence[str] | None = None) -> int:
    """Open the file that the command line names, or keep a browser for others."""
    parser = argparse.ArgumentParser(prog="python -m sixfold.browser", description=__doc__)
    parser.add_argument("--syntax", action="store_true", help="only parse the page's scripts, without a network")
    parser.add_argument("--timeout", type=float, default=20, metavar="SECONDS", help="how long to wait for a result")
    parser.add_argument("--serve", type=Path, metavar="SOCKET", help="keep a browser until standard input ends")
    parser.add_argument("file", type=Path, nargs="?")
    options = parser.parse_args(arguments)
    if options.serve:
        return asyncio.run(_serve(options.serve))
    if not options.file:
        parser.error("expected a file")
    proxy = "" if options.syntax else os.environ.get(PROXY, "")
    job = Job(str(options.file.resolve()), options.timeout, options.syntax, proxy)
    kept = os.environ.get(SOCKET)
    outcome = _ask(kept, job) if kept else asyncio.run(_alone(job))
    sys.stdout.write(outcome.stdout)
    sys.stderr.write(outcome.stderr)
    return outcome.exit_code


def _ask(kept: str, job: Job) -> Outcome:
    """Have a file opened by the browser that is kept at a socket."""
    folder, name = os.path.split(kept)
    try:
        # By its name alone: a socket's path has room for 107 bytes.
        os.chdir(folder)
        with socket.socket(socket.AF_UNIX) as connection, connection.makefile("rw", encoding="utf-8") as stream:
            connection.connect(name)
            stream.write(json.dumps(asdict(job)) + "\n")
            stream.flush()
            return Outcome(**json.loads(stream.readline()))
    except (OSError, ValueError) as error:
        return Outcome(2, "", f"browser: the one that is kept at {kept} gave no answer: {error}\n")


async def _alone(job: Job) -> Outcome:
    from playwright.async_api import Error  # noqa: PLC0415 - a command that asks a kept browser does without

    try:
        async with _browser() as browser:
            return await _open(browser, job)
    except Error as error:
        return Outcome(2, "", f"browser: {error.message.splitlines()[0]}\n")


async def _serve(path: Path) -> int:
    from playwright.async_api import Error  # noqa: PLC0415 - see above

    async with _browser() as browser:
        over = asyncio.Event()
        browser.on("disconnected", lambda _: over.set())

        async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            job = Job(**json.loads(await reader.readline()))
            try:
                outcome = await _open(browser, job)
            except Error as error:
                outcome = Outcome(2, "", f"browser: {error.message.splitlines()[0]}\n")
            writer.write(json.dumps(asdict(outcome)).encode() + b"\n")
            writer.close()

        def hear() -> None:
            # Its owner holds the other end: when that is gone, however it went, so is this.
            if not os.read(sys.stdin.fileno(), 1024):
                over.set()

        asyncio.get_running_loop().add_reader(sys.stdin, hear)
        async with await asyncio.start_unix_server(answer, path):
            print("ready", flush=True)
            await over.wait()
    return 0


@asynccontextmanager
async def _browser() -> AsyncIterator[Browser]:
    from playwright.async_api import async_playwright  # noqa: PLC0415 - see above

    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=shutil.which("chromium") or shutil.which("chromium-browser"),
            chromium_sandbox=os.geteuid() != 0,
            args=[*_QUIET, *_switches()],
            env=_environment(),
        )
        try:
            yield browser
        finally:
            await browser.close()


def _environment() -> dict[str, str | float | bool]:
    # Its sockets stand in this folder, and a socket's path has room for 107 bytes: in a run this is ".".
    folder = os.path.relpath(tempfile.gettempdir())
    return {**{name: value for name, value in os.environ.items() if not name.endswith("_proxy")}, "TMPDIR": folder}


async def _open(browser: Browser, job: Job) -> Outcome:
    said: list[str] = []
    errors: list[str] = []
    # The proxy is the page's alone: what the browser asks for by itself, through no proxy, finds no address.
    context = await browser.new_context(proxy={"server": job.proxy} if job.proxy else None)
    try:
        page = await context.new_page()
        page.on("pageerror", lambda error: errors.append(f"{error.name}: {error.message}"))

        def hear(message: ConsoleMessage) -> None:
            # Without arguments it is the browser that speaks, of a request that failed; the page may hide that.
            if message.args:
                (errors if message.type == "error" else said).append(message.text)

        page.on("console", hear)
        await page.goto(Path(job.file).as_uri(), timeout=job.timeout * 1000)
        shown, late = ("", "") if job.syntax else await _result(page, job)
    finally:
        await context.close()
    if job.syntax:
        errors = [error for error in errors if error.startswith("SyntaxError")]
    stdout = "".join(f"{text}\n" for text in (shown, *said) if text)
    stderr = "".join(f"{text}\n" for text in (late, *errors) if text)
    if errors:
        return Outcome(1, stdout, stderr)
    return Outcome(0 if job.syntax or shown or said else 2, stdout, stderr)


async def _result(page: Page, job: Job) -> tuple[str, str]:
    """Return what the page shows when its network has been quiet for half a second and it no longer says it waits.

    Where it still waits when the time is up, nothing counts as shown, and the second text says so.
    """
    from playwright.async_api import Error  # noqa: PLC0415 - see above

    await page.wait_for_load_state("networkidle", timeout=job.timeout * 1000)
    try:
        await page.wait_for_function(f"() => !({_PENDING})()", timeout=job.timeout * 1000)
    except Error:
        return "", f"browser: the page showed no result in {job.timeout:g} s"
    text: Any = await page.evaluate("() => document.body?.innerText ?? ''")
    return str(text).strip(), ""


def _switches() -> list[str]:
    authority = os.environ.get(AUTHORITY)
    trust = [f"--ignore-certificate-errors-spki-list={authority}"] if authority else []
    return ["--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", *trust]


if __name__ == "__main__":
    sys.exit(main())
