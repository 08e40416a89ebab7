"""One command in a container, with a limit in time and one of output; nothing of it is left when it returns."""

from __future__ import annotations

import contextlib
import os
import selectors
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import BinaryIO, ClassVar

from sixfold.container.container import Command, Container, Space
from sixfold.container.launch import StoppedError, is_stopped, open_container
from sixfold.frozen import frozen

_MOST = 1 << 20
"""How much of an output is kept, in bytes."""
_PIECE = 1 << 16


@frozen
class Exit:
    """A process ended by itself, with a code; one below 0 is the signal that ended it, as Python counts them."""

    code: int


class Ended(Enum):
    """Why a process was ended before it ended by itself."""

    TIME = "its time was up"
    EXCESS = "it wrote too much"
    FROM_OUTSIDE = "it was ended from outside"


@frozen
class Run:
    """What a process did. ``seconds`` is wall time."""

    end: Exit | Ended
    stdout: str
    stderr: str
    seconds: float
    MOST: ClassVar[int] = 16 << 20
    """How much output ends a command, in bytes."""

    @property
    def exit_code(self) -> int | None:
        """Its exit code; None where it did not end by itself."""
        return self.end.code if isinstance(self.end, Exit) else None

    @property
    def was_cut_off(self) -> bool:
        """Whether a limit of its container ended it."""
        return self.end in (Ended.TIME, Ended.EXCESS)

    @property
    def succeeded(self) -> bool:
        """Whether it ended by itself with exit code 0."""
        return self.end == Exit(0)

    @property
    def output(self) -> str:
        """All that it wrote: to its output, and then to its errors."""
        return self.stdout + self.stderr


@dataclass
class _Output:
    """What has come of one output, of which the beginning is kept."""

    descriptor: int
    kept: bytearray = field(default_factory=bytearray)
    length: int = 0

    def read(self) -> bool:
        """Take what there is now; False when no more can come."""
        try:
            piece = os.read(self.descriptor, _PIECE)
        except BlockingIOError:
            return False
        self.kept += piece[: _MOST - len(self.kept)]
        self.length += len(piece)
        return bool(piece)

    @property
    def text(self) -> str:
        return self.kept.decode(errors="replace")


def run(words: Sequence[str], folder: Path, environment: Mapping[str, str], timeout: float) -> Run:
    """Run a command in ``folder`` with no input and exactly this environment.

    It may write into ``folder``, and sees what stands in the folder for temporary files.

    :param timeout: in seconds; then all of it is killed.
    :raises OSError: when it cannot be started.
    """
    with open_container(Space(folder, visible=(Path(tempfile.gettempdir()),))) as container:
        return run_in(container, words, environment, timeout)


def run_in(container: Container, words: Sequence[str], environment: Mapping[str, str], timeout: float) -> Run:
    """Run a command in a container, with no input and exactly this environment, and end all of it.

    :param timeout: in seconds; then all of it is killed.
    :raises OSError: when it cannot be started.
    """
    started = time.monotonic()
    with _pipe() as (stdout, its_stdout), _pipe() as (stderr, its_stderr):
        command = Command(words, environment, seconds=int(timeout + 1) * (os.cpu_count() or 1))
        with its_stdout, its_stderr, Path(os.devnull).open("rb") as nothing:
            container.start(command, [nothing.fileno(), its_stdout.fileno(), its_stderr.fileno()], timeout=timeout)
        outputs = _Output(stdout), _Output(stderr)
        end = _follow(container, outputs, started + timeout)
        seconds = time.monotonic() - started
        container.end()
        for output in outputs:
            # What cannot be ended, as another user's process, may hold it open.
            os.set_blocking(output.descriptor, False)
            while output.length < Run.MOST and output.read():
                """Until no more can come."""
    if is_stopped():
        raise StoppedError
    return Run(end, outputs[0].text, outputs[1].text, seconds)


def _follow(container: Container, outputs: tuple[_Output, _Output], until: float) -> Exit | Ended:
    """Take output until the command ends or has to be; return how that came."""
    with selectors.DefaultSelector() as selector:
        selector.register(container.control, selectors.EVENT_READ)
        for output in outputs:
            selector.register(output.descriptor, selectors.EVENT_READ, output)
        while (left := until - time.monotonic()) > 0:
            for ready, _ in selector.select(left):
                if ready.data is None:
                    code = container.ended()
                    return Ended.FROM_OUTSIDE if code is None else Exit(code)
                if not ready.data.read():
                    selector.unregister(ready.fileobj)
            if sum(output.length for output in outputs) > Run.MOST:
                return Ended.EXCESS
    return Ended.TIME


@contextlib.contextmanager
def _pipe() -> Iterator[tuple[int, BinaryIO]]:
    """Give both ends of a pipe: a number to read from, and a file that is to be closed once it has been given away."""
    reading, writing = os.pipe()
    try:
        yield reading, os.fdopen(writing, "wb")
    finally:
        os.close(reading)
