"""One command in a process group of its own, with a limit in time; nothing of it is left when it returns."""

from __future__ import annotations

import contextlib
import os
import secrets
import signal
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_MOST = 1 << 20
"""How much of an output is kept, in bytes."""


_MARK = "SIXFOLD_RUN"
"""The variable by which a process that has left the group is known."""


@dataclass(frozen=True)
class Run:
    """What a process did. ``exit_code`` is None when it was ended because its time was up; ``seconds`` is wall time."""

    exit_code: int | None
    stdout: str
    stderr: str
    seconds: float

    @property
    def succeeded(self) -> bool:
        """Whether it ended by itself with exit code 0."""
        return self.exit_code == 0


def run(words: Sequence[str], folder: Path, environment: Mapping[str, str], timeout: float) -> Run:
    """Run a command in ``folder`` with no input and exactly this environment, to which a mark is added.

    :param timeout: in seconds; then the whole process group is killed.
    """
    started = time.monotonic()
    mark = f"{_MARK}={secrets.token_hex()}"
    # Files instead of pipes: a grandchild that outlives its parent would keep a pipe open, and the reader waiting.
    with tempfile.TemporaryFile() as stdout, tempfile.TemporaryFile() as stderr:
        process = subprocess.Popen(
            words,
            cwd=folder,
            env={**environment, _MARK: mark.partition("=")[2]},
            stdin=subprocess.DEVNULL,
            stdout=stdout,
            stderr=stderr,
            start_new_session=True,
        )
        try:
            exit_code: int | None = process.wait(timeout)
        except subprocess.TimeoutExpired:
            exit_code = None
        finally:
            _end(process, mark)
        seconds = time.monotonic() - started
        texts = []
        for file in (stdout, stderr):
            file.seek(0)
            texts.append(file.read(_MOST).decode(errors="replace"))
    return Run(exit_code, texts[0], texts[1], seconds)


def _end(process: subprocess.Popen[bytes], mark: str) -> None:
    """Kill what is left of the group, the leader included, and what has left the group."""
    with contextlib.suppress(ProcessLookupError, PermissionError):  # the group may be gone already
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    for stray in _marked(mark):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.kill(stray, signal.SIGKILL)


def _marked(mark: str) -> list[int]:
    """List the processes with a mark in their environment, where the system shows it (Linux)."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/environ"):
        with contextlib.suppress(OSError):  # it has ended, or is another user's
            if mark.encode() in entry.read_bytes().split(b"\0"):
                found.append(int(entry.parent.name))
    return found
