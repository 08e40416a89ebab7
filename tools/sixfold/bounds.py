"""Work -> the same work within bounds of time and memory, so that a stranger's code comes to an end."""

from __future__ import annotations

import ctypes
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Lock, Thread, get_ident

_AGAIN = 0.5
"""Seconds after which a thread that swallowed the end is told again."""
_ONE_AT_A_TIME = Lock()
"""The limit is the process's: two threads would each take the other's for what was there before."""
_STATM = Path("/proc/self/statm")


class TookTooLongError(Exception):
    """Work was not done in its time."""


@contextmanager
def deadline(seconds: float) -> Iterator[None]:
    """End the work of this thread after a time; one single operation of Python's own is not interrupted.

    :raises TookTooLongError: somewhere in the work, once the time is over.
    """
    worker, done, lock = get_ident(), Event(), Lock()

    def watch() -> None:
        wait = seconds
        while not done.wait(wait):
            with lock:
                if not done.is_set():
                    _raise_in(worker, TookTooLongError)
            wait = _AGAIN

    def end() -> None:
        with lock:
            done.set()
        # What was told and has not arrived yet would arrive in other work.
        _raise_in(worker, None)

    Thread(target=watch, name="deadline", daemon=True).start()
    try:
        yield
    finally:
        try:
            end()
        except TookTooLongError:  # it arrived just here, after the work
            end()


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


def _raise_in(thread: int, error: type[BaseException] | None) -> None:
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), ctypes.py_object(error) if error else None)
