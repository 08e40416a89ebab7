"""One browser is kept for many runs: nothing of one is left for the next, and it ends with whoever started it."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import textwrap
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from sixfold.errors import SixfoldError
from sixfold.language import Language
from sixfold.project import Project
from sixfold.runner import kept
from sixfold.runner.process import run
from tests.conftest import need
from tests.smoke.test_isolation import is_running, wait_until

PAGE = """\
<!doctype html><meta charset="utf-8"><body><script>
const before = [localStorage.length, document.cookie, sessionStorage.length].join("|");
localStorage.setItem("left", "behind"); document.cookie = "left=behind"; sessionStorage.setItem("left", "behind");
document.body.textContent = "before: " + before;
</script>
"""
# Starts a process as a run does, says who that is, and sleeps.
OWNER = """
import json, os, sys, time
from sixfold.runner import kept
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
    assert js.runtime.kept
    yield (*(sys.executable if word == "{python}" else word for word in js.runtime.kept.start), "--timeout", "20")
    kept.end_all()


def environment(folder: Path, socket: Path | str) -> Mapping[str, str]:
    return {"PATH": "/usr/bin:/bin", "HOME": str(folder), "TMPDIR": str(folder), "SIXFOLD_BROWSER": str(socket)}


def opened(folder: Path, socket: Path | str, page: str = PAGE) -> tuple[int | None, str, str]:
    (folder / "page.html").write_text(page, encoding="utf-8")
    done = run([sys.executable, "-m", "sixfold.browser", "page.html"], folder, environment(folder, socket), 60)
    return done.exit_code, done.stdout, done.stderr


def pid_of(start: tuple[str, ...]) -> int:
    return kept._RUNNING[start].process.pid  # noqa: SLF001 - whether it is one process is the question


def test_runs_share_a_browser_and_nothing_else(start: tuple[str, ...], tmp_path: Path) -> None:
    socket = kept.socket_of(start, environment(tmp_path, ""))
    first = pid_of(start)
    for _ in range(2):
        assert opened(tmp_path, socket) == (0, "before: 0||0\n", "")
    assert kept.socket_of(start, environment(tmp_path, "")) == socket
    assert pid_of(start) == first


def test_it_says_what_one_that_is_started_for_a_single_run_says(start: tuple[str, ...], tmp_path: Path) -> None:
    page = textwrap.dedent("""\
        <!doctype html><body>shown<script>
        console.log("said"); console.error("complained"); null.x;
        </script>
        """)
    socket = kept.socket_of(start, environment(tmp_path, ""))
    alone = opened(tmp_path, "", page)
    assert alone[0] == 1
    assert opened(tmp_path, socket, page) == alone


def test_one_that_has_died_is_replaced(start: tuple[str, ...], tmp_path: Path) -> None:
    socket = kept.socket_of(start, environment(tmp_path, ""))
    first = kept._RUNNING[start].process  # noqa: SLF001 - see above
    first.kill()
    first.wait()
    code, shown, problem = opened(tmp_path, socket)
    assert (code, shown) == (2, "")
    assert problem.startswith("browser: the one that is kept at ")
    assert opened(tmp_path, kept.socket_of(start, environment(tmp_path, "")))[0] == 0


def test_it_ends_with_its_owner_however_that_ends(start: tuple[str, ...]) -> None:
    with subprocess.Popen([sys.executable, "-c", OWNER, json.dumps(start)], stdout=subprocess.PIPE, text=True) as owner:
        assert owner.stdout
        child = int(owner.stdout.readline())
        assert is_running(child)
        owner.send_signal(signal.SIGKILL)
    assert wait_until(lambda: not is_running(child))


def test_one_that_does_not_start_is_an_error(tmp_path: Path) -> None:
    start = (sys.executable, "-c", "raise SystemExit(3)")
    with pytest.raises(SixfoldError, match="did not start; expected a line on its output once it is ready"):
        kept.socket_of(start, environment(tmp_path, ""))
