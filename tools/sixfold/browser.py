"""One HTML file in Chromium, as a command: what the page shows goes to standard output, its errors to standard error.

Exit code 0: the page shows a result and reported no error. 1: it reported an error (an exception, a console error).
2: it showed nothing in time, or the browser could not start. As that takes long, ``--serve SOCKET`` keeps one until
standard input ends; a command that finds that socket in its environment has its file opened there, in its own context.
There a page's clock runs ahead while it waits for nothing but time; in one that is started for a page it does not.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import os
import shutil
import socket
import sys
import tempfile
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from sixfold.settled import result
from sixfold.visible import fitting, visible_lines

if TYPE_CHECKING:
    from playwright.async_api import Browser, BrowserContext, ConsoleMessage

PROXY = "https_proxy"
AUTHORITY = "SIXFOLD_SPKI"
"""The base64 SHA-256 of a public key to trust, for a sandbox's throw-away certificate."""
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
_LONGEST = 2
"""How many times its ``timeout`` a page may take in all: what waits for no event waits without a limit of its own."""
_PATIENCE = 5.0
"""How long a page may take to close, in seconds."""


@dataclass(frozen=True)
class Job:
    """One file to open: ``timeout`` is in seconds, ``proxy`` a URL or empty; ``ahead`` is that of `settled.result`."""

    file: str
    timeout: float
    syntax: bool
    proxy: str
    ahead: bool = False


@dataclass(frozen=True)
class PageOutcome:
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
    if not options.file and not options.serve:
        parser.error("expected a file")
    if options.serve:
        outcome = asyncio.run(_browse(partial(_serve, path=options.serve)))
    else:
        proxy = "" if options.syntax else os.environ.get(PROXY, "")
        kept = os.environ.get(SOCKET)
        job = Job(str(options.file.resolve()), options.timeout, options.syntax, proxy, bool(kept))
        outcome = _ask(kept, job) if kept else asyncio.run(_browse(partial(_open, job=job, end=lambda: None)))
    for stream, text in ((sys.stdout, outcome.stdout), (sys.stderr, outcome.stderr)):
        stream.write(fitting(visible_lines(text) if stream.isatty() else text, stream))
    return outcome.exit_code


def _ask(kept: str, job: Job) -> PageOutcome:
    """Have a file opened by the browser that is kept at a socket."""
    folder, name = os.path.split(kept)
    try:
        # By its name alone: a socket's path has room for 107 bytes.
        os.chdir(folder)
        with socket.socket(socket.AF_UNIX) as connection, connection.makefile("rw", encoding="utf-8") as stream:
            connection.connect(name)
            stream.write(json.dumps(asdict(job)) + "\n")
            stream.flush()
            if answer := stream.readline():
                return PageOutcome(**json.loads(answer))
            problem = "it ended"
    except (OSError, ValueError) as error:
        problem = str(error)
    return _failed(f"the one that is kept at {kept} gave no answer: {problem}")


def _failed(problem: str) -> PageOutcome:
    return PageOutcome(2, "", f"browser: {problem.splitlines()[0]}\n")


async def _browse(use: Callable[[Browser], Awaitable[PageOutcome]]) -> PageOutcome:
    """Start a browser for one use."""
    from playwright.async_api import Error, async_playwright  # noqa: PLC0415 - asking a kept browser does without

    try:
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(
                executable_path=shutil.which("chromium") or shutil.which("chromium-browser"),
                chromium_sandbox=os.geteuid() != 0,
                args=[*_QUIET, *_switches()],
                env=_environment(),
            )
            try:
                return await use(browser)
            finally:
                await browser.close()
    except Error as error:
        return _failed(error.message)


async def _serve(browser: Browser, path: Path) -> PageOutcome:
    """Open what clients of a socket ask for, until standard input ends, or the browser, or a page cannot be closed."""
    over = asyncio.Event()
    opened: set[asyncio.Task[PageOutcome]] = set()

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
        job = Job(**json.loads(await reader.readline()))
        opening = asyncio.create_task(_open(browser, job, end))
        opened.add(opening)
        gone = asyncio.create_task(_cancel_at_end(reader, opening))
        with contextlib.suppress(asyncio.CancelledError):
            writer.write(json.dumps(asdict(await opening)).encode() + b"\n")
        opened.discard(opening)
        gone.cancel()
        writer.close()

    browser.on("disconnected", lambda _: end())
    asyncio.get_running_loop().add_reader(sys.stdin, hear)
    # Not as a context: that would wait for clients, which wait for answers.
    server = await asyncio.start_unix_server(answer, path)
    print("ready", flush=True)
    await over.wait()
    server.close()
    for opening in opened:
        opening.cancel()
    await asyncio.gather(*opened, return_exceptions=True)
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
            return _failed(f"the page gave no answer in {_LONGEST * job.timeout:g} s")
        finally:
            await asyncio.wait_for(context.close(), _PATIENCE)
    except Error as error:
        return _failed(error.message)
    except TimeoutError:
        end()
        return _failed(f"the page could not be closed in {_PATIENCE:g} s")


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


if __name__ == "__main__":
    sys.exit(main())
