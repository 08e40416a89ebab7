"""Whatever the streams of the command are: closed, full, or read by nobody; and Ctrl-C at its very beginning."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.projects import ROOT

VERBS = {"help": ("--help",), "table": ("smoke", "--merge", str(ROOT / "verification.json")), "wrong": ("no-verb",)}
CODES = {"help": 0, "table": 0, "wrong": 2}
CLOSED = "import os, sys; os.close(int(sys.argv[1])); os.execv(sys.executable, [sys.executable, '-m', *sys.argv[2:]])"
TOLD = "the output cannot be written: No space left on device\n"

USED = [("help", "stdout"), ("table", "stdout"), ("wrong", "stderr")]
"""Where each verb says what it has to say."""


def sixfold(*words: str, closed: int | None = None, **streams: int) -> tuple[int, str, str]:
    start = ["-m"] if closed is None else ["-c", CLOSED, str(closed)]
    with subprocess.Popen(
        [sys.executable, *start, "sixfold", *words],
        stdin=subprocess.DEVNULL,
        stdout=streams.get("stdout", subprocess.PIPE),
        stderr=streams.get("stderr", subprocess.PIPE),
        text=True,
    ) as process:
        out, err = process.communicate(timeout=60)
    return process.returncode, out or "", err or ""


@pytest.mark.parametrize(("verb", "number"), [("table", 0), ("table", 1), ("help", 1), ("wrong", 2)])
def test_a_closed_stream_is_nobody_who_listens(verb: str, number: int) -> None:
    code, out, err = sixfold(*VERBS[verb], closed=number)
    assert (code, bool(out), err) == (CODES[verb], number == 0, "")


@pytest.mark.parametrize(("verb", "name"), USED)
def test_a_full_stream_is_an_error_of_one_line(verb: str, name: str) -> None:
    with Path("/dev/full").open("wb") as full:
        code, out, err = sixfold(*VERBS[verb], **{name: full.fileno()})
    assert (code, out, err) == (1, "", TOLD if name == "stdout" else "")


@pytest.mark.parametrize(("verb", "name"), USED)
def test_a_stream_that_nobody_reads_any_more_ends_it_quietly(verb: str, name: str) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        assert sixfold(*VERBS[verb], **{name: writing}) == (1, "", "")
    finally:
        os.close(writing)


@pytest.mark.parametrize("swallowed", [False, True])
def test_ctrl_c_while_modules_are_read(tmp_path: Path, *, swallowed: bool) -> None:
    """Ctrl-C where an exception would be lost, too."""
    watch = f"""
import importlib.abc, os, signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
class Watch(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if name == 'click':
            try:
                os.kill(os.getpid(), signal.SIGINT)
            except KeyboardInterrupt:
                if not {swallowed}:
                    raise
sys.meta_path.insert(0, Watch())
sys.argv = ["sixfold", "--version"]
from sixfold.__main__ import main
main()
"""
    done = subprocess.run([sys.executable, "-c", watch], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "stopped\n")
