"""Processes: started, waited for, looked for."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.support.projects import ROOT

LIMIT = 30.0
"""How long a test waits for what the system does in its own time, in seconds."""


def run(*words: object, cwd: Path = ROOT, environment: Mapping[str, str] | None = None) -> str:
    """Run a command that succeeds, and return what it printed."""
    line, variables = [*map(str, words)], {**os.environ, **(environment or {})}
    done = subprocess.run(line, cwd=cwd, env=variables, capture_output=True, text=True, check=False)
    assert done.returncode == 0, (done.stdout + done.stderr)[:4000]
    return done.stdout


HEARING = ("env", "--default-signal=INT,TERM,HUP")
"""Begins a command that is to hear these signals, also where whoever started the tests has had them ignored."""


def is_running(pid: int) -> bool:
    """Say whether a process is there and is more than the remains of one that nobody has waited for."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state not in ("Z", "X")


def wait_until(holds: Callable[[], bool]) -> bool:
    end = time.monotonic() + LIMIT
    while not holds():
        if time.monotonic() > end:
            return False
        time.sleep(0.01)
    return True


def running_with(text: str) -> list[str]:
    """Return the command lines of the processes whose environment holds a text."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if text.encode() in (folder / "environ").read_bytes():
                found.append((folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace"))
        except OSError:  # it has ended, or is not ours
            continue
    return found


def running(mark: str) -> list[str]:
    """Return the command lines that hold a mark."""
    found = []
    for file in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = file.read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:  # it has ended
            continue
        if mark in line:
            found.append(line)
    return found
