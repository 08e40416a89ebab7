"""Work -> the same work within bounds of time and memory, so that a stranger's code comes to an end."""

from __future__ import annotations

import ctypes
import resource
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock, Thread
from typing import TypeVar

Result = TypeVar("Result")

_AGAIN = 0.5
"""Seconds after which work that swallowed the end is told again."""
_ONE_AT_A_TIME = Lock()
"""The limit is the process's: two threads would each take the other's for what was there before."""
_STATM = Path("/proc/self/statm")


class TookTooLongError(Exception):
    """Work was not done in its time."""


def within(seconds: float, work: Callable[[], Result]) -> Result:
    """Return what some work gives, done in a thread of its own: it can be ended there, and nothing else with it.

    One single operation of Python's own is not broken off.

    :raises TookTooLongError: when the time is over.
    """
    found: list[Result] = []
    errors: list[BaseException] = []

    def run() -> None:
        try:
            found.append(work())
        except BaseException as error:  # noqa: BLE001 - it is raised where the work was asked for
            errors.append(error)

    worker = Thread(target=run, name="bounded", daemon=True)
    worker.start()
    worker.join(seconds)
    while worker.is_alive():
        ctypes.pythonapi.PyThreadState_SetAsyncExc(
            ctypes.c_ulong(worker.ident or 0), ctypes.py_object(TookTooLongError)
        )
        worker.join(_AGAIN)
    if found:
        return found[0]
    raise errors[0] if errors else TookTooLongError


@contextmanager
def memory(more: int) -> Iterator[None]:
    """Let the process take that many bytes more than it has, where the system tells what it has (on Linux).

    :raises MemoryError: in the work, where it wants more.
    """
    with _ONE_AT_A_TIME:
        before = resource.getrlimit(resource.RLIMIT_AS)
        soft = _limit(more)
        if soft is None or any(limit != resource.RLIM_INFINITY and limit <= soft for limit in before):
            yield
            return
        resource.setrlimit(resource.RLIMIT_AS, (soft, before[1]))
        try:
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_AS, before)


def _limit(more: int) -> int | None:
    try:
        return int(_STATM.read_text().split()[0]) * resource.getpagesize() + more
    except OSError:
        return None
