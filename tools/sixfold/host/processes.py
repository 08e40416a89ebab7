"""The processes of this machine as /proc has them, and what has come from one. Imports little: the launcher has it."""

from __future__ import annotations

import contextlib
from collections.abc import Collection
from pathlib import Path
from typing import NamedTuple


class RunningProcess(NamedTuple):
    """One process: its number, its parent's, its group's and its session's.

    One that ``has_ended`` only waits for its parent to hear of it.
    """

    pid: int
    parent: int
    group: int
    session: int
    has_ended: bool


def all_processes() -> list[RunningProcess]:
    """List those that this process sees."""
    found = []
    for file in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError, ValueError):  # it has ended
            state, parent, group, session, *_ = file.read_bytes().rpartition(b")")[2].split()
            found.append(RunningProcess(int(file.parent.name), int(parent), int(group), int(session), state in b"ZX"))
    return found


def descendants(ancestor: int, others: Collection[int] = ()) -> list[RunningProcess]:
    """List the children of a process, but for some, and theirs, those too that have ended."""
    children: dict[int, list[RunningProcess]] = {}
    for process in all_processes():
        children.setdefault(process.parent, []).append(process)
    found = [process for process in children.get(ancestor, []) if process.pid not in others]
    for process in found:
        found += children.get(process.pid, [])
    return found
