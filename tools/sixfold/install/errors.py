"""What goes wrong while something is installed, and the commands in which it does.

Each command is a group of processes of its own, with which it can be ended whole.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import shlex
import signal
import subprocess
import threading
from collections.abc import Mapping
from pathlib import Path

from sixfold.errors import SixfoldError
from sixfold.host import all_processes

_PATIENCE = 120.0
"""How long a first start may take, in seconds."""
_LAST_PATIENCE = 3.0
"""How long what is being ended may take to put its things in order, in seconds."""
_STOPPED = threading.Event()


class InstallError(SixfoldError):
    """A runtime or a client library is missing and cannot be installed here."""


def stop() -> None:
    """End every command that runs, and start none any more: for a signal that ends this process."""
    _STOPPED.set()
    groups = [each.group for each in all_processes() if each.parent == os.getpid() and each.group == each.pid]
    _signal(groups, signal.SIGTERM)
    last = threading.Timer(_LAST_PATIENCE, _signal, (groups, signal.SIGKILL))
    last.daemon = True
    last.start()
    # Those too that have heard nothing, though what started them has ended.
    atexit.register(_signal, groups, signal.SIGKILL)


def is_stopped() -> bool:
    """Say whether `stop` has been called."""
    return _STOPPED.is_set()


def _signal(groups: list[int], number: signal.Signals) -> None:
    for group in groups:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(group, number)


def failure(words: list[str], env: Mapping[str, str], folder: Path) -> str:
    """Run a command whose output is shown; return what went wrong, or an empty text.

    :param folder: where it runs. Not where the person is: many programs read settings, or code, from where they start.
    """
    if is_stopped():
        return "stopped"
    try:
        run = subprocess.run(words, env=env, cwd=folder, stdin=subprocess.DEVNULL, process_group=0, check=False)
    except (OSError, ValueError) as error:
        return not_run(words, error)
    return f"'{shlex.join(words)}' failed with exit code {run.returncode}" if run.returncode else ""


def answer(words: list[str], env: Mapping[str, str], folder: Path) -> tuple[str, str]:
    """Run a command in a folder and keep its output.

    :return: what it said, and what went wrong, which is empty where it ended well.
    """
    if is_stopped():
        return "", "stopped"
    try:
        run = subprocess.run(
            words,
            process_group=0,
            env=env,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            timeout=_PATIENCE,
            check=False,
        )
    except (OSError, ValueError) as error:
        return "", not_run(words, error)
    except subprocess.TimeoutExpired:
        return "", f"'{shlex.join(words)}' did not end within {_PATIENCE:.0f} s"
    if run.returncode:
        lines = [line.strip() for line in (run.stderr or run.stdout or "").splitlines() if line.strip()]
        said = f": {lines[-1]}" if lines else ""
        return "", f"'{shlex.join(words)}' failed with exit code {run.returncode}{said}"
    return (run.stdout or "").strip() or (run.stderr or "").strip(), ""


def not_run(words: list[str], error: OSError | ValueError) -> str:
    """Say that a command could not even be started."""
    reason = error.strerror if isinstance(error, OSError) else str(error)
    return f"'{shlex.join(words)}' cannot be run: {reason}"
