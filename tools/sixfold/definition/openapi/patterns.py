"""Whether a regular expression of a document comes to an end on a text: tried where it can be stopped.

Of what anybody writes some take longer than anybody lives, and only a signal stops Python in the middle of one: those
that may are tried first in a process of their own, by its own clock.
"""

from __future__ import annotations

import atexit
import json
import re
import selectors
import subprocess
import sys
from functools import lru_cache
from threading import Lock

SECONDS = 1.0
"""How long an expression may compute on one text, whatever else the machine has to do."""

_PROGRAM = """
import json, re, signal, sys

class Endless(Exception):
    pass

def stop(*_):
    raise Endless

signal.signal(signal.SIGVTALRM, stop)
for line in sys.stdin:
    seconds, pattern, text = json.loads(line)
    said = "ends"
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        re.search(pattern, text)
    except Endless:
        said = "endless"
    except Exception:
        pass
    signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    print(said, flush=True)
"""
_PATIENCE = 60
"""How many seconds an answer may take in all: only an expression that not even its own time can stop has none."""

_FEW = 2
_LONG = 1000
_SHOWN = 80
_REPEATS = re.compile(r"[*+{]")
_REPEATED_GROUP = re.compile(r"\)[*+{]")


class EndlessPatternError(ValueError):
    """An expression takes too long on a text."""


def try_pattern(pattern: str, text: str) -> None:
    """Make sure that an expression ends on a text, whatever comes of it; one that is none ends, too.

    :raises EndlessPatternError: when it takes longer than `SECONDS`.
    """
    if not _is_quick(pattern, text) and not _ends(pattern, text):
        shown = pattern if len(pattern) <= _SHOWN else f"{pattern[:_SHOWN]}…"
        raise EndlessPatternError(
            f"the pattern '{shown}' takes longer than {SECONDS:g} s on a text; write it otherwise"
        )


def _is_quick(pattern: str, text: str) -> bool:
    """Say whether one can be seen to end: it repeats little, and nothing that repeats something itself."""
    few = len(_REPEATS.findall(pattern)) <= _FEW and not _REPEATED_GROUP.search(pattern)
    return few and len(text) <= _LONG


class _Trial:
    """The process in which expressions are tried: started when it is needed, and anew where it has ended."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._endless: set[str] = set()

    def ends(self, pattern: str, text: str) -> bool:
        with self._lock:
            if pattern in self._endless:
                # Each text would take as long.
                return False
            if self._answer(json.dumps([SECONDS, pattern, text]).encode()) == b"ends\n":
                return True
            self._endless.add(pattern)
            return False

    def _answer(self, line: bytes) -> bytes:
        if self._process is not None and self._process.poll() is not None:
            self._end()
        process = self._process or self._start()
        assert process.stdin is not None and process.stdout is not None  # noqa: S101, PT018 - for the type checker
        process.stdin.write(line + b"\n")
        process.stdin.flush()
        with selectors.DefaultSelector() as selector:
            selector.register(process.stdout, selectors.EVENT_READ)
            answer = process.stdout.readline() if selector.select(_PATIENCE) else b""
        if not answer:
            self._end()
        return answer

    def _start(self) -> subprocess.Popen[bytes]:
        words = [sys.executable, "-I", "-S", "-c", _PROGRAM]
        # Ctrl-C is for the command, and what this one says of it for nobody.
        self._process = subprocess.Popen(
            words,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        atexit.register(self._end)
        return self._process

    def _end(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None


_TRIAL = _Trial()
_ends = lru_cache(maxsize=4096)(_TRIAL.ends)
