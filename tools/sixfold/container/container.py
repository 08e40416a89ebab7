"""A command kept from the rest of the machine, as far as the kernel lets any user do that; nothing of it stays."""

from __future__ import annotations

import contextlib
import os
import socket
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Self

from sixfold.container.messages import Listen, ProcessReport, Start, receive, send
from sixfold.container.parts import Protection
from sixfold.errors import SixfoldError
from sixfold.frozen import frozen

_PATIENCE = 15.0
"""How long what is in a container may take to end, in seconds: what waits for a device cannot be ended."""
_ENDED_EARLY = "a run's first process has ended before its time; expected nobody else to end it"


@frozen
class Space:
    """What a command may write and see of the file system, and how many processes and threads it may have.

    ``folder`` is where it starts, and the only place that it may write to; where that ``lasts``, what it writes there
    is seen outside, else it is forgotten. ``visible`` are folders that it is to see though temporary ones are hidden.
    """

    folder: Path
    lasts: bool = True
    visible: tuple[Path, ...] = ()
    processes: int = 1024


@frozen
class Command:
    """What to start, with exactly this environment.

    Each of its processes has ``seconds`` of processor time, 0 being any number. One that is ``confined`` starts nothing
    as another user, even where its containment has no user of its own.
    """

    words: Sequence[str]
    environment: Mapping[str, str]
    seconds: int = 0
    confined: bool = True


@frozen
class Container:
    """Namespaces with a first process, which waits to be told what to start; as a context manager, it ends at the end.

    ``control`` leads to the first process, ``line`` to who watches it; ``lacking`` are the parts of a containment that
    could not be had, each with the reason. ``forget`` is called at its end, with whether nothing of it is left.
    """

    space: Space
    lacking: Mapping[Protection, str]
    control: socket.socket
    line: socket.socket
    forget: Callable[[Container, bool], None]

    @property
    def keeps_files(self) -> bool:
        """Whether a command in it writes nowhere but into its own folders."""
        return Protection.FILES not in self.lacking

    def __enter__(self) -> Self:
        """Give itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """End it."""
        self.end()

    def listen(self, number: int) -> list[socket.socket]:
        """Return sockets that listen on loopback as the command sees it.

        :raises SixfoldError: when the container has ended.
        """
        return [socket.socket(fileno=file) for file in self._ask({"listen": number})[1]]

    def start(self, command: Command, files: Sequence[int], *, timeout: float) -> int | None:
        """Start the one command, with open files as its input, output and errors; return the first process's number.

        None says that nothing was heard for ``timeout`` seconds: the command may have stopped who was to answer.

        :raises OSError: when it cannot be started.
        :raises SixfoldError: when the container has ended.
        """
        message: Start = {
            "words": list(command.words),
            "environment": dict(command.environment),
            "folder": str(self.space.folder),
            "seconds": command.seconds,
            "confined": command.confined or Protection.USER not in self.lacking,
        }
        self.control.settimeout(timeout)
        self.line.settimeout(timeout)
        try:
            answer, _ = self._ask(message, files)
            number = b"" if answer["errno"] else self.line.recv(32)
        except TimeoutError:
            return None
        finally:
            self.control.settimeout(None)
            self.line.settimeout(None)
        if answer["errno"]:
            raise OSError(answer["errno"], os.strerror(answer["errno"]), command.words[0])
        if not number:
            raise SixfoldError(_ENDED_EARLY)
        return int(number)

    def _ask(self, message: Listen | Start, files: Sequence[int] = ()) -> tuple[ProcessReport, list[int]]:
        answer: ProcessReport | None = None
        with contextlib.suppress(ConnectionError):
            send(self.control, message, files)
            answer, given = receive(self.control)
        if answer is None:
            raise SixfoldError(_ENDED_EARLY)
        return answer, given

    def ended(self) -> int | None:
        """Wait for the command to end and return its exit code; None where it was ended from outside."""
        answer: ProcessReport | None
        answer, _ = receive(self.control)
        return None if answer is None else answer["ended"]

    def hang_up(self) -> None:
        """Have everything in it ended; does not wait for that."""
        with contextlib.suppress(OSError):
            self.line.shutdown(socket.SHUT_WR)

    def is_over(self, timeout: float | None = None) -> bool:
        """Say whether nothing of it is left, after at most ``timeout`` seconds (None: as long as it takes)."""
        self.line.settimeout(timeout)
        try:
            while self.line.recv(32):
                """The number of its first process may not have been read."""
        except (TimeoutError, BlockingIOError):
            return False
        except ConnectionError:
            return True
        return True

    def end(self) -> None:
        """End everything in it, and wait for that; once it has ended, does nothing.

        :raises SixfoldError: when it does not end in time.
        """
        if self.line.fileno() < 0:
            return
        self.hang_up()
        over = self.is_over(_PATIENCE)
        self.control.close()
        self.line.close()
        self.forget(self, over)
