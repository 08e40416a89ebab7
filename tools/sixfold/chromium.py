"""Chromium, started for one file or kept for many: each is opened in a context of its own, with a proxy of its own.

What is kept may be Chromium's shell without a window, where there is that: the same engine, which opens a context in
two fifths of the processor's time.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from sixfold.page_job import Job, PageOutcome, failed
from sixfold.settled import result

if TYPE_CHECKING:
    from playwright.async_api import Browser, BrowserContext, ConsoleMessage

AUTHORITY = "SIXFOLD_SPKI"
"""The base64 SHA-256 of a public key to trust, for a sandbox's throw-away certificate."""

_WHOLE = ("chromium", "chromium-browser")
_LIGHT = "chromium-headless-shell"
_QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
)
_LONGEST = 2
"""How many times its ``timeout`` a page may take in all: what waits for no event waits without a limit of its own."""
_PATIENCE = 5.0
"""How long a page may take to close, in seconds."""


def opened(job: Job) -> PageOutcome:
    """Open one file in a browser that is started for it."""
    return asyncio.run(_browse(partial(_open, job=job, end=lambda: None), _WHOLE))


def served(path: Path, ready: Callable[[], None]) -> PageOutcome:
    """Keep a browser for those who ask at a socket, until standard input ends; ``ready`` is called once it is there."""
    return asyncio.run(_browse(partial(_serve, path=path, ready=ready), (_LIGHT, *_WHOLE)))


async def _browse(use: Callable[[Browser], Awaitable[PageOutcome]], programs: tuple[str, ...]) -> PageOutcome:
    """Start a browser for one use: the first of these programs that there is."""
    from playwright.async_api import Error, async_playwright  # noqa: PLC0415 - who installs this module has none

    try:
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(
                executable_path=next(filter(None, map(shutil.which, programs)), None),
                chromium_sandbox=os.geteuid() != 0,
                args=[*_QUIET, *_switches()],
                env=_environment(),
            )
            try:
                return await use(browser)
            finally:
                await browser.close()
    except Error as error:
        return failed(error.message)


async def _serve(browser: Browser, path: Path, ready: Callable[[], None]) -> PageOutcome:
    """Open what clients of a socket ask for, until standard input ends, or the browser, or a page cannot be closed."""
    over = asyncio.Event()
    pages: set[asyncio.Task[PageOutcome]] = set()

    def end() -> None:
        # Whoever starts this sees by the socket that nobody is served any more, before the process has ended.
        path.unlink(missing_ok=True)
        over.set()

    def hear() -> None:
        # Its owner holds the other end: when that is gone, however it went, so is this.
        if not os.read(sys.stdin.fileno(), 1024):
            asyncio.get_running_loop().remove_reader(sys.stdin)
            end()

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        job = Job(*json.loads(await reader.readline()))
        opening = asyncio.create_task(_open(browser, job, end))
        pages.add(opening)
        gone = asyncio.create_task(_cancel_at_end(reader, opening))
        with contextlib.suppress(asyncio.CancelledError):
            writer.write(json.dumps(await opening).encode() + b"\n")
        pages.discard(opening)
        gone.cancel()
        writer.close()

    browser.on("disconnected", lambda _: end())
    asyncio.get_running_loop().add_reader(sys.stdin, hear)
    # Not as a context: that would wait for clients, which wait for answers.
    server = await asyncio.start_unix_server(answer, path)
    ready()
    await over.wait()
    server.close()
    for opening in pages:
        opening.cancel()
    await asyncio.gather(*pages, return_exceptions=True)
    return PageOutcome(0, "", "")


async def _cancel_at_end(reader: asyncio.StreamReader, task: asyncio.Task[PageOutcome]) -> None:
    with contextlib.suppress(OSError):
        await reader.read()
    task.cancel()


def _environment() -> dict[str, str | float | bool]:
    # Its sockets stand in this folder, and a socket's path has room for 107 bytes: in a run this is ".".
    folder = os.path.relpath(tempfile.gettempdir())
    return {**{name: value for name, value in os.environ.items() if not name.endswith("_proxy")}, "TMPDIR": folder}


async def _open(browser: Browser, job: Job, end: Callable[[], None]) -> PageOutcome:
    """Return what came of a page; a browser with one that cannot be closed is to ``end``."""
    from playwright.async_api import Error  # noqa: PLC0415 - see above

    try:
        # The proxy is the page's alone: what the browser asks for by itself, through no proxy, finds no address.
        context = await browser.new_context(proxy={"server": job.proxy} if job.proxy else None)
        try:
            return await asyncio.wait_for(_shown(context, job), _LONGEST * job.timeout)
        except TimeoutError:
            return failed(f"the page gave no answer in {_LONGEST * job.timeout:g} s")
        finally:
            await asyncio.wait_for(context.close(), _PATIENCE)
    except Error as error:
        return failed(error.message)
    except TimeoutError:
        end()
        return failed(f"the page could not be closed in {_PATIENCE:g} s")


async def _shown(context: BrowserContext, job: Job) -> PageOutcome:
    page = await context.new_page()
    said: list[str] = []
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(f"{error.name}: {error.message}"))

    def hear(message: ConsoleMessage) -> None:
        # Without arguments it is the browser that speaks, of a request that failed; the page may hide that.
        if message.args:
            (errors if message.type == "error" else said).append(message.text)

    page.on("console", hear)
    await page.goto(Path(job.file).as_uri(), timeout=job.timeout * 1000)
    shown, late = ("", "") if job.syntax else await result(page, job.timeout, ahead=job.ahead)
    if job.syntax:
        errors = [error for error in errors if error.startswith("SyntaxError")]
    stdout = "".join(f"{text}\n" for text in (shown, *said) if text)
    stderr = "".join(f"{text}\n" for text in (late, *errors) if text)
    return PageOutcome(1 if errors else 0 if job.syntax or shown or said else 2, stdout, stderr)


def _switches() -> list[str]:
    authority = os.environ.get(AUTHORITY)
    trust = [f"--ignore-certificate-errors-spki-list={authority}"] if authority else []
    return ["--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", *trust]
