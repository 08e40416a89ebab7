"""A program of its own, small and without threads, that starts contained processes for one that has threads.

Three processes make a container: a *guard*, which enters the namespaces and waits; its *first process*, which in a
namespace of processes is the end of all others when it ends (`container.first`); and below that the command. The owner
sends a message for each container, with two sockets. By the first of them it tells the first process what to do; by the
second each side sees whether the other is there. When the owner ends, however it does, all that was started ends, and
its folders go.
"""

from __future__ import annotations

import contextlib
import os
import select
import signal
import socket
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from sixfold.container import first, kernel, mounts
from sixfold.container.messages import Settings, receive
from sixfold.container.parts import Protection
from sixfold.host import descendants, remove_marked

_PATIENCE = 10.0
"""How long to look for processes to end, in seconds."""
_PAUSE = 0.5
"""How long what has ended may wait for its parent to hear of it, in seconds."""
_FIRST_TO_BE_KILLED = "1000"
"""A process's share of the blame where the machine's memory is full: all of it."""


def main(mark: str, place: str) -> None:
    """Start containers until the owner, at standard input, is gone; then remove its folders, which have a mark.

    :param place: where they are.
    """
    owner = socket.socket(fileno=os.dup(0))
    os.dup2(1, 0)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        # They are the owner's to hear.
        signal.signal(number, signal.SIG_IGN)
    with contextlib.suppress(OSError):
        kernel.adopt_orphans()
    # Where a run has stopped this process, the end of the owner lets it go on.
    kernel.end_with_parent(os.getppid(), signal.SIGCONT)
    guards: set[int] = set()
    while True:
        readable, _, _ = select.select([owner], [], [], _PAUSE if guards else None)
        if readable:
            settings, files = receive(owner)
            if settings is None:
                break
            guards.add(_start_guard(settings, files, owner))
        _reap(guards)
    end = time.monotonic() + _PATIENCE
    while guards and time.monotonic() < end:
        # Each hears by itself that the owner is gone.
        _reap(guards)
        time.sleep(0.01)
    _end_descendants(set())
    remove_marked(Path(place), mark)


def _reap(guards: set[int]) -> None:
    with contextlib.suppress(ChildProcessError):
        while (ended := os.waitpid(-1, os.WNOHANG))[0]:
            guards.discard(ended[0])
            if os.WIFSIGNALED(ended[1]):
                # Whoever killed a guard: what it watched is now a child of this process.
                _end_descendants(guards)


def _start_guard(settings: Settings, files: list[int], owner: socket.socket) -> int:
    parent = os.getpid()
    pid = os.fork()
    if not pid:
        with _no_return():
            kernel.end_with_parent(parent, signal.SIGKILL)
            owner.close()
            _guard(settings, *(socket.socket(fileno=file) for file in files))
    for file in files:
        os.close(file)
    return pid


def _guard(settings: Settings, control: socket.socket, line: socket.socket) -> None:
    with contextlib.suppress(OSError):
        kernel.adopt_orphans()
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text(_FIRST_TO_BE_KILLED, encoding="utf-8")
    lacking = _enter(settings)
    with contextlib.suppress(OSError):
        kernel.hide_memory()
    guard = os.getpid()
    over, lives = os.pipe()
    pid = os.fork()
    if not pid:
        with _no_return():
            kernel.end_with_parent(guard, signal.SIGKILL)
            line.close()
            os.close(over)
            first.serve(settings, control, lacking)
    control.close()
    os.close(lives)
    line.sendall(f"{pid}\n".encode())
    # The owner hangs up, or the first process ends.
    select.select([line.fileno(), over], [], [])
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
    # With it, in a namespace of processes, all others have ended.
    os.waitpid(pid, 0)
    _end_descendants(set())


@contextlib.contextmanager
def _no_return() -> Iterator[None]:
    """End this process with its part, however that ends: what stands above it in the stack is its parent's."""
    code = 1
    try:
        yield
        code = 0
    finally:
        os._exit(code)


def _enter(settings: Settings) -> dict[str, str]:
    """Enter what namespaces there are; return the parts that are not to be had, each with the reason."""
    parts: Mapping[Protection, Callable[[], None]] = {
        Protection.USER: kernel.become_user_of_its_own,
        Protection.FILES: lambda: _own_files(settings),
        Protection.NETWORK: kernel.isolate_network,
        Protection.MEMORY: lambda: kernel.unshare(kernel.NEW_MEMORY),
        Protection.HOST_NAME: lambda: kernel.unshare(kernel.NEW_HOST_NAME),
        Protection.PROCESSES: lambda: kernel.unshare(kernel.NEW_PROCESSES),
    }
    lacking: dict[str, str] = dict(settings["without"])
    for part, step in parts.items():
        first.attempt(part, step, lacking)
    return lacking


def _own_files(settings: Settings) -> None:
    kernel.unshare(kernel.NEW_MOUNTS)
    mounts.arrange(
        Path(settings["folder"]), lasts=settings["lasts"], visible=settings["visible"], hidden=settings["hidden"]
    )


def _end_descendants(others: set[int]) -> None:
    """Kill what has come from this process, but for some of its children, and wait for it."""
    end = time.monotonic() + _PATIENCE
    while _has_children() and time.monotonic() < end:
        found = [each.pid for each in descendants(os.getpid(), others)]
        if not found:
            return
        for pid in found:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(pid, signal.SIGKILL)
        for pid in found:
            with contextlib.suppress(ChildProcessError):
                os.waitpid(pid, os.WNOHANG)
        time.sleep(0.001)


def _has_children() -> bool:
    try:
        os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
    except ChildProcessError:
        return False
    return True
