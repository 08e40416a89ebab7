"""The limit of this process's open files, and how many connections fit under it."""

from __future__ import annotations

import contextlib
import resource
from pathlib import Path

_WANTED = 8192
"""Room for all connections that the proxies of one sandbox take, with some to spare."""

_MOST = 1024
"""How many connections a proxy holds at once, however many files may be open: each has a thread."""

_KEPT_FREE = 24
"""What is left to the rest of the process, and to turning connections away."""


def raise_limit() -> None:
    """Raise the soft limit, as far as the hard one allows and a sandbox can use it."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _WANTED if hard == resource.RLIM_INFINITY else min(hard, _WANTED)
    if soft not in (resource.RLIM_INFINITY, wanted) and soft < wanted:
        # Some systems allow less than their hard limit says.
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def limit() -> int:
    """Return how many files may be open at once, 0 for any number."""
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return 0 if soft == resource.RLIM_INFINITY else soft


def room(cost: int, share: int) -> int:
    """Return how many connections one of ``share`` proxies may hold, each of ``cost`` open files; at least one."""
    soft = limit()
    free = soft - sum(1 for _ in Path("/dev/fd").iterdir()) - _KEPT_FREE if soft else _WANTED
    return max(1, min(_MOST, free // share // cost))
