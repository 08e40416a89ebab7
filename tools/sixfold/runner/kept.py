"""What a runtime keeps running between runs: started when it is first needed, ended with this process."""

from __future__ import annotations

import atexit
import contextlib
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

    def end(self) -> None:
        if self.process.stdin:
            # That is how it is told; where this process is killed, the system closes it too.
            with contextlib.suppress(OSError):
                self.process.stdin.close()
        try:
            self.process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        if self.process.stdout:
            self.process.stdout.close()
        self.folder.cleanup()


_LOCK = threading.Lock()
_RUNNING: dict[tuple[str, ...], _Running] = {}


def socket_of(start: tuple[str, ...], environment: Mapping[str, str]) -> Path:
    """Return the socket of the process that this command starts; it is started where it is not running.

    :param start: ``{socket}`` stands for the socket's name in the folder where the process is started.
    :raises SixfoldError: when it does not start.
    """
    with _LOCK:
        running = _RUNNING.get(start)
        if running is None or running.process.poll() is not None:
            if running is not None:
                running.end()
            _RUNNING[start] = running = _start(start, environment)
    return running.socket


def _start(start: tuple[str, ...], environment: Mapping[str, str]) -> _Running:
    folder = tempfile.TemporaryDirectory(prefix="sixfold-kept-", ignore_cleanup_errors=True)
    process = subprocess.Popen(
        [word.replace("{socket}", _NAME) for word in start],
        cwd=folder.name,
        env={**environment, "HOME": folder.name, "TMPDIR": folder.name},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    running = _Running(process, folder, Path(folder.name) / _NAME)
    if not process.stdout or not process.stdout.readline():
        running.end()
        raise SixfoldError(f"'{' '.join(start)}' did not start; expected a line on its output once it is ready")
    return running


@atexit.register
def end_all() -> None:
    """End every kept process."""
    with _LOCK:
        while _RUNNING:
            _RUNNING.popitem()[1].end()
