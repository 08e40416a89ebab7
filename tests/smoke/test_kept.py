"""One browser is kept for many runs: nothing of one is left for the next, and it ends with whoever started it."""

from __future__ import annotations

import asyncio
import json
import os
import shlex
import signal
import socket
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from unittest.mock import AsyncMock

import pytest
from playwright.async_api import Error

from sixfold import chromium
from sixfold.container import kept
from sixfold.container.process import run
from sixfold.errors import SixfoldError
from sixfold.language import Language, Placeholder
from sixfold.page_job import Job, PageOutcome
from sixfold.project import Project
from sixfold.runner import execute
from sixfold.sandbox import Endpoint, Sandbox, behaviour_of
from tests.support.processes import is_running, running_with, wait_until
from tests.support.projects import ROOT
from tests.support.runtimes import need

PAGE = """\
<!doctype html><meta charset="utf-8"><body><script>
const before = [localStorage.length, sessionStorage.length].join("|");
localStorage.setItem("left", "behind"); sessionStorage.setItem("left", "behind");
document.body.textContent = "before: " + before;
</script>
"""
# Shows its text to who asks whether it waits; who then reads it waits for ever.
HANGS = """\
<!doctype html><body>shown<script>
let reads = 0;
Object.defineProperty(document.body, "innerText", {get() { while (reads++); return "shown"; }});
</script>
"""
# Starts a process as a run does, says who that is, and sleeps.
OWNER = """
import json, os, sys, time
from sixfold.container import kept
kept.socket_of(tuple(json.loads(sys.argv[1])), dict(os.environ))
print(next(iter(kept._RUNNING.values())).process.pid, flush=True)
time.sleep(600)
"""


@pytest.fixture
def js(loaded: Project) -> Language:
    found = next(language for language in loaded.languages if language.name == "js")
    need(found)
    return found


@pytest.fixture
def start(js: Language) -> Iterator[tuple[str, ...]]:
    """Give the command of a browser that no other test has started."""
    assert js.runtime.warm_process
    given = {Placeholder.PYTHON: sys.executable, Placeholder.SOCKET: "socket"}
    yield (*Placeholder.fill(js.runtime.warm_process.start, given), "--timeout", "20")
    kept.end_all()


def environment(folder: Path, place: Path | str) -> Mapping[str, str]:
    return {"PATH": "/usr/bin:/bin", "HOME": str(folder), "TMPDIR": str(folder), "SIXFOLD_BROWSER": str(place)}


def opened(folder: Path, place: Path | str, page: str = PAGE, *words: str) -> tuple[int | None, str, str]:
    (folder / "page.html").write_text(page, encoding="utf-8")
    words = (sys.executable, "-m", "sixfold.browser", *words, "page.html")
    done = run(words, folder, environment(folder, place), 60)
    return done.exit_code, done.stdout, done.stderr


def process_of(place: Path) -> kept.KeptProcess:
    running = kept._RUNNING.values()  # noqa: SLF001 - whether it is one process is the question
    return next(each.process for each in running if each.socket == place)


def started(place: Path, word: str) -> list[str]:
    """Return the command lines that hold a word, of what the process at a socket has started."""
    return [line for line in running_with(f"={place.parent}") if word in line]


def spinning(ancestor: int) -> list[int]:
    """Return the renderers below a process that have taken a second of the processor."""
    parents, used = {}, {}
    for file in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # it has ended
            values = file.read_text(encoding="utf-8").rpartition(")")[2].split()
            if b"--type=renderer" in (file.parent / "cmdline").read_bytes():
                used[int(file.parent.name)] = int(values[11]) + int(values[12])
            parents[int(file.parent.name)] = int(values[1])

    def is_below(pid: int) -> bool:
        return pid == ancestor or (pid in parents and is_below(parents[pid]))

    return [pid for pid, ticks in used.items() if ticks > os.sysconf("SC_CLK_TCK") and is_below(pid)]


def test_runs_share_a_browser_and_nothing_else(start: tuple[str, ...], tmp_path: Path) -> None:
    place = kept.socket_of(start, environment(tmp_path, ""))
    first = process_of(place)
    for _ in range(2):
        assert opened(tmp_path, place) == (0, "before: 0|0\n", "")
    assert kept.socket_of(start, environment(tmp_path, "")) == place
    assert process_of(place) is first


def test_it_says_what_one_that_is_started_for_a_single_run_says(start: tuple[str, ...], tmp_path: Path) -> None:
    page = textwrap.dedent("""\
        <!doctype html><body>shown<script>
        console.log("said"); console.error("complained"); null.x;
        </script>
        """)
    place = kept.socket_of(start, environment(tmp_path, ""))
    alone = opened(tmp_path, "", page)
    assert alone[0] == 1
    assert opened(tmp_path, place, page) == alone


def test_one_that_has_died_is_replaced(start: tuple[str, ...], tmp_path: Path) -> None:
    place = kept.socket_of(start, environment(tmp_path, ""))
    first = process_of(place)
    first.kill()
    first.wait()
    reason = "[Errno 111] Connection refused"
    assert opened(tmp_path, place) == (2, "", f"browser: the one that is kept at {place} gave no answer: {reason}\n")
    assert opened(tmp_path, kept.socket_of(start, environment(tmp_path, "")))[0] == 0


def test_one_that_ends_before_it_answers_is_said_to_have_ended(tmp_path: Path) -> None:
    path = tmp_path / "socket"
    with socket.socket(socket.AF_UNIX) as listening, ThreadPoolExecutor(1) as pool:
        listening.bind(str(path))
        listening.listen()
        asked = pool.submit(opened, tmp_path, path)
        with listening.accept()[0] as connection:
            connection.recv(1 << 16)
        assert asked.result() == (2, "", f"browser: the one that is kept at {path} gave no answer: it ended\n")


def test_nothing_stays_of_a_page_that_hangs_when_its_client_is_gone(start: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(HANGS, encoding="utf-8")
    place = kept.socket_of(start, environment(tmp_path, ""))
    server = process_of(place).pid
    words = [sys.executable, "-m", "sixfold.browser", "page.html"]
    with subprocess.Popen(words, cwd=tmp_path, env=environment(tmp_path, place)) as client:
        assert wait_until(lambda: bool(spinning(server)))
        hanging = spinning(server)
        client.kill()
    assert wait_until(lambda: not any(map(is_running, hanging)))
    assert opened(tmp_path, kept.socket_of(start, environment(tmp_path, "")))[0] == 0


@pytest.mark.parametrize("is_kept", [True, False])
def test_a_page_that_hangs_gets_an_answer(start: tuple[str, ...], tmp_path: Path, *, is_kept: bool) -> None:
    place = kept.socket_of(start, environment(tmp_path, "")) if is_kept else ""
    shown = opened(tmp_path, place, HANGS, "--timeout", "2")
    assert shown == (2, "", "browser: the page gave no answer in 4 s\n")


def test_a_page_that_cannot_be_closed_ends_the_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chromium, "_PATIENCE", 0.01)
    stub = AsyncMock()
    stub.new_context.return_value.new_page.side_effect = Error("no page")
    stub.new_context.return_value.close = asyncio.Event().wait
    ended: list[bool] = []
    job = Job("/page.html", timeout=1, syntax=False, proxy="")
    opening = chromium._open(stub, job, lambda: ended.append(True))  # noqa: SLF001 - no real page does so
    # In a thread of its own: in this one the loop of another test's browser may be running.
    with ThreadPoolExecutor(1) as thread:
        outcome = thread.submit(asyncio.run, opening).result()
    assert outcome == PageOutcome(2, "", "browser: the page could not be closed in 0.01 s\n")
    assert ended == [True]


def test_one_that_serves_nobody_any_more_is_replaced(start: tuple[str, ...], tmp_path: Path) -> None:
    place = kept.socket_of(start, environment(tmp_path, ""))
    place.unlink()
    assert kept.socket_of(start, environment(tmp_path, "")) != place


def test_it_ends_though_a_client_waits(start: tuple[str, ...], tmp_path: Path) -> None:
    place = kept.socket_of(start, environment(tmp_path, ""))
    with socket.socket(socket.AF_UNIX) as connection:
        connection.connect(str(place))
        begun = time.monotonic()
        kept.end_all()
    assert time.monotonic() - begun < kept._PATIENCE / 2  # noqa: SLF001 - not that which kills it


def test_one_that_does_not_end_is_killed_with_all_that_it_has_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "_PATIENCE", 0.1)
    words = ("sh", "-c", "sleep 600 & echo ready; : > $0; wait", "socket")
    place = kept.socket_of(words, environment(tmp_path, ""))
    assert wait_until(lambda: bool(started(place, "sleep")))
    kept.end_all()
    assert wait_until(lambda: not started(place, ""))


def test_another_environment_has_another_process(start: tuple[str, ...], tmp_path: Path) -> None:
    places = [kept.socket_of(start, {**environment(tmp_path, ""), "SIXFOLD_SPKI": spki}) for spki in "ab"]
    trust = [f"--ignore-certificate-errors-spki-list={spki}" for spki in "ab"]
    assert [bool(started(place, switch)) for place in places for switch in trust] == [True, False, False, True]


def test_a_run_starts_it_with_nothing_that_is_its_own(
    loaded: Project, js: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[Mapping[str, str]] = []

    def remember(_: tuple[str, ...], environment: Mapping[str, str], **__: object) -> Path:
        given.append(environment)
        return Path("nowhere")

    monkeypatch.setattr(execute, "socket_of", remember)
    snippet = next(ROOT.glob("code_snippets/**/*.html"))
    for _ in range(2):
        with Sandbox(
            loaded.definition,
            behaviour_of(loaded.root, loaded.definition, loaded.api.status),
            Endpoint(loaded.api.host, None),
        ) as sandbox:
            execute.execute(ROOT, js, [snippet], sandbox)
    assert given[0] == given[1]
    assert "SIXFOLD_SPKI" in given[0]
    assert not {"https_proxy", "HOME", "TMPDIR"} & set(given[0])


def test_it_ends_with_its_owner_however_that_ends(start: tuple[str, ...], tmp_path: Path) -> None:
    words = [sys.executable, "-c", OWNER, json.dumps(start)]
    given = {**os.environ, "TMPDIR": str(tmp_path)}
    with subprocess.Popen(words, env=given, stdout=subprocess.PIPE, text=True) as owner:
        assert owner.stdout
        child = int(owner.stdout.readline())
        assert is_running(child)
        place = f"={tmp_path}/sixfold-kept-"
        assert any("--type=" not in line and "remote-debugging" in line for line in running_with(place))
        owner.send_signal(signal.SIGKILL)
    assert wait_until(lambda: not is_running(child) and not running_with(place))


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ((sys.executable, "-c", "raise SystemExit(3)"), "it said nothing"),
        ((sys.executable, "-c", "raise SystemExit('first\\nlast')"), "last"),
        (("no-such-program", "socket"), "No such file or directory"),
    ],
)
def test_one_that_does_not_start_is_an_error(words: tuple[str, ...], reason: str, tmp_path: Path) -> None:
    shown = shlex.join(words)
    expected = "expected a line on its output once it is ready; run: sixfold install"
    with pytest.raises(SixfoldError) as caught:
        kept.socket_of(words, environment(tmp_path, ""))
    assert str(caught.value) == f"'{shown}' did not start: {reason}; {expected}"


def test_a_browser_that_does_not_start_says_why(js: Language, tmp_path: Path) -> None:
    assert js.runtime.warm_process
    for name in ("chromium", "chromium-headless-shell"):
        program = tmp_path / name
        program.write_text("#!/bin/sh\nexit 3\n", encoding="utf-8")
        program.chmod(0o755)
    words = (sys.executable, "-m", "sixfold.browser", "--serve", "socket")
    with pytest.raises(SixfoldError, match=r"--serve socket' did not start: browser: .*; expected a line"):
        kept.socket_of(words, {**environment(tmp_path, ""), "PATH": f"{tmp_path}:/usr/bin:/bin"})
