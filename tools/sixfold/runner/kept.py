"""What a runtime keeps running between runs: started when it is first needed, ended with this process."""

from __future__ import annotations

import atexit
import contextlib
import os
import shlex
import signal
import subprocess
import tempfile
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sixfold.errors import SixfoldError

_NAME = "socket"
"""A socket's name in the folder of its process; its whole path may be longer than the system allows."""

_PATIENCE = 10.0
"""How long a kept process may take to end by itself, in seconds."""


@dataclass(frozen=True)
class _Running:
    """A process, its folder, and the socket by which runs reach it."""

    process: subprocess.Popen[bytes]
    folder: tempfile.TemporaryDirectory[str]
    socket: Path

    def serves(self) -> bool:
        # One that is about to end removes its socket first.
        return self.process.poll() is None and self.socket.exists()

    def end(self) -> None:
        if self.process.stdin:
            # That is how it is told; where this process is killed, the system closes it too.
            with contextlib.suppress(OSError):
                self.process.stdin.close()
        try:
            self.process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        if self.process.stdout:
            self.process.stdout.close()
        self.folder.cleanup()


_LOCK = threading.Lock()
_RUNNING: dict[tuple[tuple[str, ...], frozenset[tuple[str, str]]], _Running] = {}


def socket_of(start: tuple[str, ...], environment: Mapping[str, str]) -> Path:
    """Return the socket of the process that this command starts in this environment, running or started now.

    :param start: ``{socket}`` stands for the socket's name in the folder where the process is started.
    :param environment: without what changes from run to run; the process has a ``HOME`` and a ``TMPDIR`` of its own.
    :raises SixfoldError: when it does not start.
    """
    key = start, frozenset(environment.items())
    with _LOCK:
        running = _RUNNING.get(key)
        if running is None or not running.serves():
            if running is not None:
                _RUNNING.pop(key).end()
            _RUNNING[key] = running = _start(start, environment)
    return running.socket


def _start(start: tuple[str, ...], environment: Mapping[str, str]) -> _Running:
    words = [word.replace("{socket}", _NAME) for word in start]
    folder = tempfile.TemporaryDirectory(prefix="sixfold-kept-", ignore_cleanup_errors=True)
    with tempfile.TemporaryFile() as said:
        try:
            process = subprocess.Popen(
                words,
                cwd=folder.name,
                env={**environment, "HOME": folder.name, "TMPDIR": folder.name},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=said,
                start_new_session=True,
            )
        except OSError as error:
            folder.cleanup()
            raise _not_started(words, str(error.strerror)) from error
        running = _Running(process, folder, Path(folder.name) / _NAME)
        if process.stdout and process.stdout.readline():
            return running
        running.end()
        said.seek(0)
        lines = said.read().decode(errors="replace").split("\n")
    raise _not_started(words, next((line for line in reversed(lines) if line.strip()), "it said nothing"))


def _not_started(words: list[str], reason: str) -> SixfoldError:
    expected = "expected a line on its output once it is ready; run: sixfold install"
    return SixfoldError(f"'{shlex.join(words)}' did not start: {reason}; {expected}")


@atexit.register
def end_all() -> None:
    """End every kept process."""
    with _LOCK:
        while _RUNNING:
            _RUNNING.popitem()[1].end()
