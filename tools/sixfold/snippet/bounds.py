"""Work -> the same work within bounds of time and memory, so that a stranger's code comes to an end."""

from __future__ import annotations

import os
import resource
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from typing import Any, Generic, TypeVar

Result = TypeVar("Result")

_AGAIN = 0.5
"""Seconds after which work that swallowed the end is told again."""
_ONE_AT_A_TIME = Lock()
"""The limit is the process's: two threads would each take the other's for what was there before."""
_STATM = "/proc/self/statm"
_LONGEST_LINE = 256


class TookTooLongError(Exception):
    """Work was not done in its time."""


class _Task(Generic[Result]):
    """Several pieces of work, one after the other, and what became of them: after the first error, none is done."""

    def __init__(self, works: Iterable[Callable[[], Result]]) -> None:
        self._works = works
        self.found: list[Result] = []
        self.error: BaseException | None = None
        self.began = time.monotonic()

    def run(self) -> None:
        try:
            for work in self._works:
                self.began = time.monotonic()
                self.found.append(work())
        except BaseException as error:  # noqa: BLE001 - it is raised where the work was asked for
            self.error = error


class _Worker:
    """A thread that does one task after the other. One that has to be ended goes with its task."""

    def __init__(self) -> None:
        self._waiting: SimpleQueue[_Task[Any] | None] = SimpleQueue()
        self._done: SimpleQueue[None] = SimpleQueue()
        self._thread = Thread(target=self._run, name="bounded", daemon=True)
        self._thread.start()

    def _run(self) -> None:
        while task := self._waiting.get():
            task.run()
            self._done.put(None)

    def is_done(self, task: _Task[Any], seconds: float) -> bool:
        """Do a task, and say whether each piece of its work came to an end in its time."""
        self._waiting.put(task)
        left = seconds
        while left > 0:
            try:
                self._done.get(timeout=left)
            except Empty:
                left = task.began + seconds - time.monotonic()
            else:
                return True
        return False

    def leave(self) -> None:
        """Do nothing more behind the task that it has."""
        self._waiting.put(None)

    def end(self) -> None:
        """End the task that it has."""
        import ctypes  # noqa: PLC0415 - hardly ever

        self.leave()
        while self._thread.is_alive():
            ctypes.pythonapi.PyThreadState_SetAsyncExc(
                ctypes.c_ulong(self._thread.ident or 0), ctypes.py_object(TookTooLongError)
            )
            self._thread.join(_AGAIN)


_FREE: list[_Worker] = []
"""Those that have no task. A process that is forked off has no threads of them."""
os.register_at_fork(after_in_child=_FREE.clear)


def within(seconds: float, works: Iterable[Callable[[], Result]]) -> list[Result]:
    """Return what several pieces of work give, done in another thread: it can be ended there, and nothing else with it.

    One single operation of Python's own is not broken off.

    :param seconds: how long each may take.
    :raises TookTooLongError: when that time is over.
    """
    task = _Task(works)
    worker = _FREE.pop() if _FREE else _Worker()
    try:
        in_time = worker.is_done(task, seconds)
    except BaseException:
        worker.leave()
        raise
    if in_time:
        _FREE.append(worker)
    else:
        worker.end()
    if task.error:
        raise task.error
    return task.found


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
        file = os.open(_STATM, os.O_RDONLY)  # for every rendering: what `open` does more takes longer than the reading
    except OSError:
        return None
    try:
        return int(os.read(file, _LONGEST_LINE).split()[0]) * resource.getpagesize() + more
    finally:
        os.close(file)
