"""One signal ends a whole run, at once; nothing of it is left, whoever ends it and however."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.support.processes import HEARING, LIMIT, running, running_with, wait_until
from tests.support.projects import ROOT

HANGS = """\
trap '' INT TERM HUP
setsid env -i sleep {mark} &
sleep {mark}
"""
PATIENCE = 2.0
"""How long a run may take to end, in seconds."""


@pytest.fixture
def mark() -> str:
    return f"602.{random.SystemRandom().randrange(10**9):09}"


@pytest.fixture
def hanging(tmp_path: Path, mark: str) -> list[str]:
    """Give words that run more snippets than there are places for, each of which hangs."""
    files = [tmp_path / f"hangs-{number}.sh" for number in range(5)]
    for file in files:
        file.write_text(HANGS.format(mark=mark), encoding="utf-8")
    return [sys.executable, "-m", "sixfold", "smoke", "--jobs", "2", "--files", *map(str, files)]


def started(words: list[str], temporary: Path) -> subprocess.Popen[bytes]:
    temporary.mkdir()
    return subprocess.Popen(
        [*HEARING, *words],
        cwd=ROOT,
        env={**os.environ, "TMPDIR": str(temporary)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
def test_a_run_ends_at_once_and_leaves_nothing(
    hanging: list[str], mark: str, tmp_path: Path, number: signal.Signals
) -> None:
    temporary = tmp_path / "temporary"
    with started(hanging, temporary) as process:
        assert wait_until(lambda: len(running(mark)) >= 4)
        begun = time.monotonic()
        if number == signal.SIGINT:
            # As a terminal does: to the whole foreground, more than once.
            os.killpg(process.pid, number)
            time.sleep(0.05)
            os.killpg(process.pid, number)
        else:
            process.send_signal(number)
        _, shown = process.communicate(timeout=20)
        assert time.monotonic() - begun < PATIENCE
    assert process.returncode == (-number if number == signal.SIGKILL else 128 + number)
    assert shown.decode().strip() == ("" if number == signal.SIGKILL else "stopped")
    assert wait_until(lambda: running(mark) == [])
    assert wait_until(lambda: list(temporary.iterdir()) == [])
    assert wait_until(lambda: running_with(f"={temporary}/") == [])


def test_a_launcher_that_is_killed_takes_its_runs_with_it(hanging: list[str], mark: str, tmp_path: Path) -> None:
    temporary = tmp_path / "temporary"
    with started(hanging, temporary) as process:
        assert wait_until(lambda: len(running(mark)) >= 4)
        launchers = [
            int(file.parent.name)
            for file in Path("/proc").glob("[0-9]*/stat")
            if str(temporary).encode() in (file.parent / "cmdline").read_bytes()
            and f") S {process.pid} " in file.read_text(encoding="utf-8")
        ]
        os.kill(launchers[0], signal.SIGKILL)
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=4 * LIMIT)
    assert wait_until(lambda: running(mark) == [])
    assert wait_until(lambda: list(temporary.iterdir()) == [])
