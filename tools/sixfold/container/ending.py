"""A launcher that does not end by itself, since a run has stopped it, and what one has left -> gone."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Callable, Sequence

from sixfold.host import RunningProcess, descendants

_PATIENCE = 10.0
"""How long to look for processes to end, in seconds."""


def end_by_force(launcher: subprocess.Popen[bytes]) -> list[int]:
    """Kill all that has come from a launcher, then itself; return the numbers of what cannot be ended."""
    # It is there, and stands still, until the rest is gone: whoever loses a parent becomes its child, and is found.
    launcher.send_signal(signal.SIGSTOP)
    left = _kill(lambda: descendants(launcher.pid))
    launcher.kill()
    launcher.wait()
    return left


def end_orphans() -> list[int]:
    """Kill what a launcher that was killed has left, where this process adopts it; return what cannot be ended.

    All of it is in sessions of its own: whatever else this process has started stays.
    """
    own = os.getsid(0)

    def orphans() -> Sequence[RunningProcess]:
        children = [child for child in descendants(os.getpid()) if child.parent == os.getpid()]
        found = [child for child in children if child.session != own]
        for child in found:
            if child.has_ended:
                with contextlib.suppress(ChildProcessError):
                    os.waitpid(child.pid, os.WNOHANG)
        return [*found, *(each for child in found for each in descendants(child.pid))]

    return _kill(orphans)


def _kill(find: Callable[[], Sequence[RunningProcess]]) -> list[int]:
    end = time.monotonic() + _PATIENCE
    while left := [process.pid for process in find() if not process.has_ended]:
        if time.monotonic() > end:
            break
        for pid in left:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(pid, signal.SIGKILL)
        time.sleep(0.005)
    return left
