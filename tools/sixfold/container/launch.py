"""The launcher as its owner sees it: started once, when the first container is needed, and ended with this process."""

from __future__ import annotations

import atexit
import contextlib
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping
from pathlib import Path

from sixfold import host
from sixfold.container import kernel
from sixfold.container.container import Container, Space
from sixfold.container.ending import end_by_force, end_orphans
from sixfold.container.messages import Settings, connection, receive, send
from sixfold.container.parts import WITHOUT, Protection
from sixfold.errors import SixfoldError

_START = "import sys; sys.path.insert(0, sys.argv[1]); from sixfold.container.launcher import main; main(*sys.argv[2:])"
_HIDDEN = ("/tmp", "/var/tmp", "/run", "/dev/shm")  # noqa: S108 - that no run meets what is there is the point
"""Where programs leave files, and listen on sockets that can be reached where nothing can be written."""
_PATIENCE = 5.0
"""How long the launcher may take to end, in seconds."""
_FIRST_PATIENCE = 20.0
"""How long a container may take to be there, in seconds."""


class StoppedError(SixfoldError):
    """The whole run is being ended; no command is started any more."""

    def __init__(self) -> None:
        """Say so."""
        super().__init__("stopped")


class _NotStartedError(SixfoldError):
    """A container's first process did not start."""


class _Launcher:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._trying = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._connection: socket.socket | None = None
        self._lacking: Mapping[Protection, str] | None = None
        self._open: list[Container] = []
        self._left: list[int] = []
        self.stopped = False

    def lacking(self) -> Mapping[Protection, str]:
        with self._trying:
            if self._lacking is None:
                with host.folder("probe") as folder, self._opened(Space(folder, lasts=False), {}) as tried:
                    self._lacking = tried.lacking
            return self._lacking

    def open(self, space: Space) -> Container:
        known = self.lacking()
        if Protection.PROCESSES in known:
            # Whoever kills the launcher: what it has started is then found among this process's own.
            with contextlib.suppress(OSError):
                kernel.adopt_orphans()
        try:
            container = self._opened(space, known)
        except _NotStartedError:
            # The launcher was ended meanwhile, since another run had stopped it. Now there is a new one.
            container = self._opened(space, known)
        if container.lacking != known:
            container.end()
            reasons = _listed({part: why for part, why in container.lacking.items() if part not in known})
            raise SixfoldError(f"a run cannot be contained as those before it were: {reasons}; run it again")
        return container

    def _opened(self, space: Space, without: Mapping[Protection, str]) -> Container:
        control, its_control = connection()
        line, its_line = connection()
        settings: Settings = {
            "folder": str(space.folder.resolve()),
            "lasts": space.lasts,
            "visible": [str(place) for place in (*_programs(), *space.visible)],
            "hidden": [*_HIDDEN, tempfile.gettempdir()],
            "processes": space.processes,
            "without": {part.value: reason for part, reason in without.items()},
        }
        with contextlib.ExitStack() as own:
            own.callback(control.close)
            own.callback(line.close)
            with its_control, its_line:
                self._send(settings, [its_control.fileno(), its_line.fileno()])
            own.pop_all()
        answer = None
        control.settimeout(_FIRST_PATIENCE)
        with contextlib.suppress(TimeoutError):
            answer, _ = receive(control)
        control.settimeout(None)
        lacking = {Protection(part): str(reason) for part, reason in (answer or {}).items()}
        container = Container(space, lacking, control, line, self._forget)
        with self._lock:
            self._open.append(container)
            stopped = self.stopped
        if stopped or answer is None:
            container.end()
            raise StoppedError if stopped else _NotStartedError("a run's first process did not start; run it again")
        return container

    def _forget(self, container: Container, over: bool) -> None:  # noqa: FBT001 - as `Container` calls it
        with self._lock:
            self._open = [each for each in self._open if each is not container]
            if over:
                return
            if Protection.PROCESSES in container.lacking:
                # It may have stopped those that were to end it.
                self._end(0)
        left = f"; left are: {', '.join(map(str, self._left))}" if self._left else ""
        raise SixfoldError(f"a run did not let itself be ended; expected nobody to stop what ends it{left}")

    def _send(self, settings: Settings, files: list[int]) -> None:
        with self._lock:
            if self._connection:
                # Somebody may have ended it since, or stopped it.
                with contextlib.suppress(ConnectionError):
                    if self._process:
                        self._process.send_signal(signal.SIGCONT)
                    send(self._connection, settings, files)
                    return
            send(self._start(), settings, files)

    def _start(self) -> socket.socket:
        self._end()
        own_end, its_end = connection()
        package = Path(__file__).parents[2]
        words = [sys.executable, "-I", "-S", "-c", _START, str(package), host.MARK, tempfile.gettempdir()]
        with contextlib.ExitStack() as started, its_end:
            started.callback(own_end.close)
            try:
                self._process = subprocess.Popen(
                    words,
                    cwd="/",
                    env=dict[str, str](),
                    stdin=its_end.fileno(),
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    start_new_session=True,
                )
            except OSError as error:
                raise SixfoldError(f"{sys.executable}: cannot be started to contain runs: {error.strerror}") from error
            started.pop_all()
        self._connection = own_end
        return own_end

    def stop(self) -> None:
        # Without the lock: whoever holds it may be what the signal has interrupted.
        self.stopped = True
        for container in self._open:
            container.hang_up()

    def end(self) -> None:
        with self._lock:
            self._end()
        if self._left:
            # Nobody is there any more to raise it to.
            os.write(2, f"processes of a run cannot be ended: {', '.join(map(str, self._left))}\n".encode())

    def _end(self, patience: float = _PATIENCE) -> None:
        if self._connection:
            self._connection.close()
        if self._process:
            try:
                self._process.wait(patience)
            except subprocess.TimeoutExpired:
                self._left += end_by_force(self._process)
        self._connection = self._process = None
        if self._lacking and Protection.PROCESSES in self._lacking:
            self._left += end_orphans()


_LAUNCHER = _Launcher()
atexit.register(_LAUNCHER.end)


def open_container(space: Space) -> Container:
    """Return a container that waits for its command.

    :raises StoppedError: after `stop`.
    :raises SixfoldError: when less can be contained than at first.
    """
    return _LAUNCHER.open(space)


def stop() -> None:
    """End every container, and let none be opened any more: for a signal that ends the whole run."""
    _LAUNCHER.stop()


def is_stopped() -> bool:
    """Say whether `stop` has been called."""
    return _LAUNCHER.stopped


def notice() -> str:
    """Say in what a run is contained less than it could be, and what that means; nothing where in nothing."""
    lacking = _LAUNCHER.lacking()
    lines = [f"  {part} ({reason}): {WITHOUT[part]}" for part, reason in lacking.items()]
    return "\n".join(["Snippets are not wholly contained here. A run lacks a separate:", *lines]) if lines else ""


def _listed(lacking: Mapping[Protection, str]) -> str:
    return ", ".join(f"{part} ({reason})" for part, reason in lacking.items())


def _programs() -> list[str]:
    """List where programs and what they load may stand, where that would be hidden."""
    places = [*os.get_exec_path(), *sys.path, sys.prefix, sys.base_prefix, os.environ.get("JAVA_HOME", "")]
    hidden = tuple(f"{os.path.realpath(place)}/" for place in (*_HIDDEN, tempfile.gettempdir()))
    found = dict.fromkeys(os.path.realpath(place) for place in places if place)
    return [place for place in found if f"{place}/".startswith(hidden)]


def own_sockets(container: Container) -> list[socket.socket]:
    """Return two sockets that listen in a container's network; none where that is everybody's."""
    return [] if Protection.NETWORK in container.lacking else container.listen(2)
