"""The command ``sixfold``: sees to what a process needs before anything else of it is read."""

from __future__ import annotations

import contextlib
import gc
import os
import sys

with contextlib.suppress(OSError):
    # `python -m` looks for modules where the person is first: those of a project would stand in for others.
    if not sys.flags.safe_path and sys.path[:1] == [os.getcwd()]:  # noqa: PTH109 - the text that Python put there
        del sys.path[0]

# What a client library breaks off is told by the verdict on the snippet; gRPC would print it too.
os.environ.setdefault("GRPC_VERBOSITY", "NONE")

import signal
import warnings
from typing import NoReturn


def main() -> None:
    """Run a verb. Ctrl-C ends it from the first moment on, and whoever closed a stream is not there to listen."""
    _open_closed()
    # Of regular expressions in a definition Python says what may mean another thing one day: to nobody who wrote this.
    warnings.filterwarnings("ignore", "Possible (nested )?set ", FutureWarning)
    # Most of what is loaded stays until the end: to look for what could go is a twelfth of a run.
    gc.set_threshold(50_000, 20, 100)
    try:
        before = signal.getsignal(signal.SIGINT)
        if before is signal.default_int_handler:
            # What is imported may run where an exception is lost.
            signal.signal(signal.SIGINT, lambda *_: _stop())
        from sixfold.cli import main as run  # noqa: PLC0415 - this takes a second, in which Ctrl-C is heard already

        signal.signal(signal.SIGINT, before)
        run(alone=True)
    except KeyboardInterrupt:
        _stop()
    finally:
        # Python looks once more for what could go, though all does: that is a seventh of a run that makes one page.
        gc.freeze()


def _open_closed() -> None:
    """Open what stands for nothing where a stream is closed: no file opened later must get its number."""
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is None:
            opened = os.open(os.devnull, os.O_RDWR)
            if opened != number:
                os.dup2(opened, number)
                os.close(opened)
            os.set_inheritable(number, True)  # noqa: FBT003 - has no name
            setattr(sys, name, open(number, "w" if number else "r", encoding="utf-8"))  # noqa: SIM115, PTH123


def _stop() -> NoReturn:
    with contextlib.suppress(OSError):
        os.write(2, b"stopped\n")
    os._exit(130)


if __name__ == "__main__":
    main()
