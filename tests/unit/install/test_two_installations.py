"""Installations in processes of their own: one of a language at a time, and one signal ends all of one."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.processes import HEARING, running, wait_until

FACTS = "templates/curl/language.yaml"
RUNS = """\
echo begun >> "$1/../log"
trap 'echo told >> "$1/../log"; exit 1' TERM
{waits} & (trap '' TERM; {waits}) & wait
echo ended >> "$1/../log"
"""


@pytest.fixture
def installing(project: Path, tmp_path: Path) -> Callable[[str], subprocess.Popen[str]]:
    """Start an installation that waits with this command."""
    facts = project / FACTS
    text = facts.read_text(encoding="utf-8")
    facts.write_text(
        text.replace("  run: [", '  install: [sh, "{source}/install.sh", "{client}"]\n  run: [', 1), encoding="utf-8"
    )
    settings = {**os.environ, "XDG_CONFIG_HOME": str(tmp_path / "config")}
    words = [*HEARING, sys.executable, "-m", "sixfold", "install", "--trust", "-C", str(project)]

    def start(waits: str) -> subprocess.Popen[str]:
        (project / "templates/curl/install.sh").write_text(RUNS.format(waits=waits), encoding="utf-8")
        return subprocess.Popen(
            [*words, "--language", "curl"], env=settings, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )

    return start


def test_the_second_waits_for_the_first_and_says_for_whom(
    installing: Callable[[str], subprocess.Popen[str]], project: Path
) -> None:
    log, until = project / ".runtimes/log", 'while ! test -e "$1/../go"; do sleep 0.02; done'
    with installing(until) as first:
        assert wait_until(log.exists)
        with installing(until) as second:
            assert second.stdout
            said = second.stdout.readline()
            (project / ".runtimes/go").touch()
            out, err = second.communicate(timeout=60)
        assert (second.returncode, err) == (0, ""), err
        assert said.startswith(f"curl: waiting for process {first.pid} since ")
        assert out.endswith("curl: ready\n")
        out, _ = first.communicate(timeout=60)
    assert first.returncode == 0
    assert out.endswith("curl: ready\n")
    assert log.read_text(encoding="utf-8") == "begun\nended\n"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_one_signal_ends_an_installation_with_all_that_it_has_started(
    installing: Callable[[str], subprocess.Popen[str]], project: Path, number: signal.Signals
) -> None:
    mark = f"604.{random.SystemRandom().randrange(10**9):09}"
    log = project / ".runtimes/log"
    with installing(f"sleep {mark}") as process:
        assert wait_until(log.exists)
        assert wait_until(lambda: bool(running(mark)))
        process.send_signal(number)
        out, err = process.communicate(timeout=20)
    assert (process.returncode, err.splitlines()[-1]) == (128 + number, "stopped")
    assert "ready" not in out
    assert wait_until(lambda: not running(mark))
    assert log.read_text(encoding="utf-8") == "begun\ntold\n"
