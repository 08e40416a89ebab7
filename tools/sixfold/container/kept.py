"""What a runtime keeps running between runs: started when it is first needed, ended with this process.

It is contained as runs are, but in two things: it sees the folder for temporary files, since it opens files of runs,
and it may start programs of another user where it has no user of its own, since a browser's own sandbox may need that.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import shlex
import socket
import tempfile
import threading
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from sixfold import host
from sixfold.container.container import Command, Container, Space
from sixfold.container.launch import is_stopped, open_container, own_sockets
from sixfold.errors import SixfoldError
from sixfold.frozen import frozen

_PATIENCE = 10.0
"""How long a kept process may take to end by itself, in seconds."""
_ANSWER = 20.0
"""How long its container may take to say that it was started, in seconds."""

_PROCESSES = 8192
"""How many processes and threads one may have at once, whatever many runs ask of it."""


@frozen
class KeptProcess:
    """A contained process that goes on; ``pid`` is the first one of its container, which ends with it."""

    container: Container
    stdin: BinaryIO
    stdout: BinaryIO
    pid: int = 0

    def is_running(self) -> bool:
        """Say whether anything of it is there."""
        return not self.container.is_over(0)

    def kill(self) -> None:
        """Have it ended; does not wait for that."""
        self.container.hang_up()

    def wait(self, timeout: float | None = None) -> bool:
        """Wait for its end, for at most ``timeout`` seconds; say whether it has ended."""
        return self.container.is_over(timeout)

    def end(self) -> None:
        """Tell it to end, wait for that, and kill what is left."""
        # That is how it is told; where this process is killed, the system closes it too.
        self.stdin.close()
        if not is_stopped():
            self.wait(_PATIENCE)
        self.container.end()
        self.stdout.close()


@frozen
class _Running:
    """A process, its folder, and the socket by which runs reach it."""

    process: KeptProcess
    folder: contextlib.ExitStack
    socket: Path

    def serves(self) -> bool:
        # One that is about to end removes its socket first.
        return self.process.is_running() and self.socket.exists()

    def end(self) -> None:
        try:
            self.process.end()
        finally:
            self.folder.close()


_LOCK = threading.Lock()
_RUNNING: dict[tuple[tuple[str, ...], frozenset[tuple[str, str]]], _Running] = {}


def socket_of(
    start: tuple[str, ...], environment: Mapping[str, str], *, socket: str = "socket", visible: Sequence[Path] = ()
) -> Path:
    """Return the socket of the process that this command starts in this environment, running or started now.

    :param start: its words; one of them is the socket's name.
    :param environment: without what changes from run to run; the process has a ``HOME`` and a ``TMPDIR`` of its own.
    :param socket: a name in the folder where it is started.
    :param visible: the folders that its command needs, wherever they stand.
    :raises SixfoldError: when it does not start.
    """
    key = start, frozenset(environment.items())
    with _LOCK:
        running = _RUNNING.get(key)
        if running is None or not running.serves():
            if running is not None:
                _RUNNING.pop(key).end()
            _RUNNING[key] = running = _start(start, environment, socket, visible)
    return running.socket


def sockets_beside(place: Path) -> list[socket.socket]:
    """Return two sockets that listen in the network of the process at a socket; none where that is everybody's."""
    with _LOCK:
        found = [running for running in _RUNNING.values() if running.socket == place]
        return own_sockets(found[0].process.container) if found else []


def _start(start: tuple[str, ...], environment: Mapping[str, str], name: str, visible: Sequence[Path]) -> _Running:
    words = list(start)
    with contextlib.ExitStack() as stack:
        folder = stack.enter_context(host.folder("kept"))
        space = Space(folder, visible=(Path(tempfile.gettempdir()), *visible), processes=_PROCESSES)
        container = stack.enter_context(open_container(space))
        own = {**environment, "HOME": str(folder), "TMPDIR": str(folder)}
        with tempfile.TemporaryFile() as said:
            try:
                process = _started(container, Command(words, own, confined=False), said.fileno())
            except OSError as error:
                raise _not_started(words, str(error.strerror)) from error
            if process.stdout.readline():
                return _Running(process, stack.pop_all(), folder / name)
            process.end()
            said.seek(0)
            lines = said.read().decode(errors="replace").split("\n")
    raise _not_started(words, next((line for line in reversed(lines) if line.strip()), "it said nothing"))


def _started(container: Container, command: Command, errors: int) -> KeptProcess:
    its_input, own_end = os.pipe()
    output, its_output = os.pipe()
    process = KeptProcess(container, os.fdopen(own_end, "wb"), os.fdopen(output, "rb"))
    try:
        pid = container.start(command, [its_input, its_output, errors], timeout=_ANSWER)
    except BaseException:
        process.end()
        raise
    finally:
        os.close(its_input)
        os.close(its_output)
    if pid is None:
        process.end()
        raise _not_started(list(command.words), f"nothing was heard of it for {_ANSWER:g} s")
    return replace(process, pid=pid)


def _not_started(words: list[str], reason: str) -> SixfoldError:
    expected = "expected a line on its output once it is ready; run: sixfold install"
    return SixfoldError(f"'{shlex.join(words)}' did not start: {reason}; {expected}")


@atexit.register
def end_all() -> None:
    """End every kept process."""
    with _LOCK:
        while _RUNNING:
            # What cannot be ended is said by who started it.
            with contextlib.suppress(SixfoldError):
                _RUNNING.popitem()[1].end()
