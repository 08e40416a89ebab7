"""Runs do not meet: not each other, not what stands outside their folders, and not the network."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from sixfold.container.process import run
from sixfold.project import Project
from tests.smoke.mutants import ONE
from tests.support.commands import SixfoldProcess
from tests.support.processes import HEARING, running, running_with, wait_until
from tests.support.projects import ROOT
from tests.support.runtimes import missing, need

LIMIT = 10.0
"""How long a test waits for what the system does in its own time, in seconds."""

# Brings loopback up, where iproute2 may not be there: SIOCSIFFLAGS of "lo" with IFF_UP.
LOOPBACK_UP = """
import fcntl, socket, struct, sys, os
with socket.socket() as any_socket:
    fcntl.ioctl(any_socket, 0x8914, struct.pack("16sh14x", b"lo", 1))
os.execv(sys.argv[1], sys.argv[1:])
"""
# Starts a process that outlives it and has a mark, says so, and ends or sleeps.
PARENT = """
import subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)", sys.argv[1]])
print("started", flush=True)
time.sleep(float(sys.argv[2]))
"""


def nothing_runs_with(*texts: str) -> bool:
    return not any(running_with(text) for text in texts)


def files_of(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize(("sleep", "timeout"), [("0", 10 * LIMIT), ("600", 3.0)], ids=["ends", "hangs"])
@pytest.mark.parametrize("session", ["", ", start_new_session=True"], ids=["its own group", "another session"])
def test_no_grandchild_is_left_behind(tmp_path: Path, session: str, sleep: str, timeout: float) -> None:
    mark = f"604.{random.SystemRandom().randrange(10**9):09}"
    parent = PARENT.replace("sys.argv[1]]", f"sys.argv[1]]{session}")
    done = run([sys.executable, "-c", parent, mark, sleep], tmp_path, {}, timeout=timeout)
    assert done.exit_code == (0 if sleep == "0" else None), done.stderr
    assert done.stdout == "started\n"
    assert wait_until(lambda: running(mark) == []), running(mark)


def test_a_hanging_snippet_is_ended_when_its_time_is_up(tmp_path: Path) -> None:
    started = time.monotonic()
    done = run(["bash", "-c", "echo begun; trap '' TERM INT; while :; do :; done"], tmp_path, {}, timeout=0.5)
    assert time.monotonic() - started < LIMIT
    assert done.exit_code is None
    assert done.stdout == "begun\n"
    assert 0.5 <= done.seconds < LIMIT


def test_a_run_gets_no_input_and_only_its_own_environment(tmp_path: Path) -> None:
    done = run(["/usr/bin/env"], tmp_path, {"ONLY": "this"}, timeout=LIMIT)
    names = {line.partition("=")[0] for line in done.stdout.splitlines()}
    # Of variables of the tool's own there may be more.
    assert {name for name in names if not name.startswith("SIXFOLD_")} == {"ONLY"}
    assert run(["cat"], tmp_path, {"PATH": os.environ["PATH"]}, timeout=LIMIT).stdout == ""


def cut() -> tuple[tuple[str, ...], str]:
    """Return words that run a command with a network of its own, which has loopback alone; or none, and why."""
    up = (sys.executable, "-c", LOOPBACK_UP)
    problem = "unshare is not there"
    for words in (("unshare", "--net"), ("unshare", "--user", "--map-root-user", "--net")):
        try:
            tried = subprocess.run([*words, *up, "/bin/true"], capture_output=True, text=True, check=False)
        except FileNotFoundError:
            break
        if tried.returncode == 0:
            return (*words, *up), ""
        problem = tried.stderr.strip()
    return (), f"the network cannot be cut here: {problem}"


@dataclass(frozen=True)
class Ran:
    """A run of one operation in every language: how it ended, and the folder of what it was given and wrote."""

    done: subprocess.CompletedProcess[str]
    folder: Path

    @property
    def results(self) -> list[dict[str, Any]]:
        found = json.loads((self.folder / "results.json").read_text(encoding="utf-8"))["results"]
        return [{**result, "seconds": None} for result in found]

    @property
    def mark(self) -> str:
        return f"SIXFOLD_TEST={self.folder}"


@pytest.fixture(scope="module")
def ran(sixfold: SixfoldProcess, loaded: Project, tmp_path_factory: pytest.TempPathFactory) -> tuple[Ran, ...]:
    """Run twice at once: each with a temporary folder and a home of its own and, where that can be, no network."""
    for language in loaded.languages:
        need(language)
    before, _ = cut()

    def run_in(folder: Path) -> Ran:
        for name in ("temporary", "home"):
            (folder / name).mkdir()
        environment = {
            "TMPDIR": str(folder / "temporary"),
            "HOME": str(folder / "home"),
            "SIXFOLD_TEST": str(folder),
        }
        words = ("smoke", ONE, "--json", folder / "results.json")
        return Ran(sixfold(*words, environment=environment, before=before), folder)

    folders = [tmp_path_factory.mktemp(name) for name in ("first", "second")]
    with ThreadPoolExecutor(2) as pool:
        return tuple(pool.map(run_in, folders))


@pytest.fixture(scope="module")
def snippets() -> dict[str, bytes]:
    return files_of(ROOT / "code_snippets")


def test_two_runs_at_once_give_the_same(loaded: Project, snippets: dict[str, bytes], ran: tuple[Ran, ...]) -> None:
    for each in ran:
        assert each.done.returncode == 0, each.done.stdout + each.done.stderr
        assert len(each.results) == len(loaded.languages)
    assert ran[0].results == ran[1].results
    assert files_of(ROOT / "code_snippets") == snippets


def test_nothing_is_written_elsewhere_and_nothing_runs_on(ran: tuple[Ran, ...]) -> None:
    for each in ran:
        place = f"={each.folder / 'temporary'}/sixfold-"
        assert list((each.folder / "temporary").iterdir()) == []
        assert list((each.folder / "home").iterdir()) == []
        # Snippets, and what is kept for them, get no environment but their own: the temporary folder is a part of each.
        assert wait_until(partial(nothing_runs_with, each.mark, place))


def test_both_had_no_network(ran: tuple[Ran, ...]) -> None:
    words, problem = cut()
    if problem:
        missing(problem, of_root=True)
    show = "import pathlib; print(pathlib.Path('/proc/net/dev').read_text().count(':'), end='')"
    shown = subprocess.run([*words, sys.executable, "-c", show], capture_output=True, text=True, check=True)
    assert shown.stdout == "1"
    assert [each.done.returncode for each in ran] == [0, 0]


def test_an_interrupted_run_leaves_nothing(tmp_path: Path, loaded: Project) -> None:
    for language in loaded.languages:
        need(language)
    words = [
        *HEARING,
        sys.executable,
        "-m",
        "sixfold",
        "smoke",
        "--quiet",
        "--jobs",
        "2",
        "--language",
        "java",
        "--language",
        "js",
    ]
    place = f"={tmp_path}/sixfold-"
    with subprocess.Popen(
        words,
        cwd=ROOT,
        env={**os.environ, "TMPDIR": str(tmp_path)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    ) as process:
        kept = f"{place}kept-"
        assert wait_until(lambda: any("--remote-debugging" in line for line in running_with(kept)))
        assert wait_until(lambda: bool(running_with(f"{place}run-")))
        process.send_signal(signal.SIGINT)
        _, shown = process.communicate(timeout=60)
    assert process.returncode != 0
    assert b"Traceback" not in shown
    assert wait_until(lambda: not running_with(place))
    assert list(tmp_path.iterdir()) == []
