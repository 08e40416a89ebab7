"""A page in a browser -> when what it shows is its result: once its network is quiet and it no longer says it waits."""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.async_api import Page, Request

_PENDING = "() => document.body?.innerText.trim().startsWith('Calling ') ?? false"
"""In JavaScript: whether a page says that it waits."""

_QUIET = 0.5
"""How long a network has to be quiet, in seconds: Playwright's own time."""


async def result(page: Page, seconds: float, *, ahead: bool) -> tuple[str, str]:
    """Return what a page shows when its network has been quiet for half a second and it no longer says it waits.

    :param seconds: how long each of both may take. Where the page still waits then, nothing counts as shown, and the
        second text says so.
    :param ahead: let the page's clock run ahead while nothing is under way, so that being quiet takes no half second.
        What is quiet by everybody's time counts, too.
    :raises playwright.async_api.Error: when its network is not quiet in time.
    """
    from playwright.async_api import Error  # noqa: PLC0415 - asking a kept browser does without

    waiting = asyncio.create_task(page.wait_for_load_state("networkidle", timeout=seconds * 1000))
    try:
        if not (ahead and await _run_ahead(page, seconds, waiting)):
            await waiting
            await page.wait_for_function(f"() => !({_PENDING})()", timeout=seconds * 1000)
    except Error:
        if not waiting.done() or waiting.exception():
            raise
        return "", f"browser: the page showed no result in {seconds:g} s"
    finally:
        waiting.cancel()
    text: str = await page.evaluate("() => document.body?.innerText ?? ''")
    return text.strip(), ""


async def _run_ahead(page: Page, seconds: float, waiting: asyncio.Task[None]) -> bool:
    """Let a page's clock run, half a second at a time, until none brings a request and it waits no more.

    The clock stands while a request is under way.

    :return: whether it came to that in these ``seconds`` by that clock, and before ``waiting`` was over.
    """
    from playwright.async_api import Error  # noqa: PLC0415 - see above

    expired, asked = asyncio.Event(), list["Request"]()
    # Playwright notes something at each function that it is given, which one of a list's own does not let it do.
    page.on("request", lambda request: asked.append(request))  # noqa: PLW0108
    with contextlib.suppress(Error):
        session = await page.context.new_cdp_session(page)
        session.on("Emulation.virtualTimeBudgetExpired", lambda _: expired.set())
        budget = {"policy": "pauseIfNetworkFetchesPending", "budget": _QUIET * 1000}
        for _ in range(int(seconds / _QUIET)):
            before = len(asked)
            expired.clear()
            await session.send("Emulation.setVirtualTimePolicy", budget)
            passing = asyncio.create_task(expired.wait())
            await asyncio.wait({passing, waiting}, return_when=asyncio.FIRST_COMPLETED)
            passing.cancel()
            if not expired.is_set():
                break
            if len(asked) == before and not await page.evaluate(_PENDING):
                return True
    return False
