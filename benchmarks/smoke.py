"""How long `sixfold smoke` of everything takes, beside a new process a run, one after the other, and starting runtimes.

    python -m benchmarks smoke

What runs need is installed first. What is run one after the other, with nothing kept or made ahead for it, is a part
that a seed draws, since all of it takes a quarter of an hour; what is compared is the time of a run. The floor starts
the runtime of each language once, with nothing to do.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.table import Cell, Say, Table

ROOT = Path(__file__).resolve().parents[1]
SIXFOLD = (sys.executable, "-m", "sixfold")
STARTS: dict[str, Sequence[str]] = {
    "cURL": ("curl", "--version"),
    "Python": (sys.executable, "-I", "-c", "pass"),
    "Node.js": ("node", "--eval", "0"),
    "PHP": ("php", "-r", "0;"),
    "Java": ("java", "-version"),
    "Chromium": ("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--dump-dom", "about:blank"),
}
"""Runtime -> what starts it, and ends it at once."""


ALONE = ("--sample", "8", "--seed", "benchmarks", "--jobs", "1", "--afresh")
"""How runs are made one after the other, each with all of its runtime started anew: of 8 operations a language."""


def tables(say: Say, *, among: Sequence[str] = ()) -> list[Table]:
    """Run everything, and a drawn part one after the other; return what was found.

    :param among: the operations to run instead of all.
    """
    say("smoke: installing what is missing")
    subprocess.run([*SIXFOLD, "install", "--quiet", "--trust"], cwd=ROOT, check=True)
    say("smoke: everything, one job a core")
    together, runs = _smoke(among)
    say("smoke: a drawn part, one after the other")
    alone, drawn = _smoke((*among, *ALONE))
    say("smoke: starting each runtime")
    floor = [_start(words) for words in STARTS.values() if shutil.which(words[0])]
    each = alone / drawn
    measured = (
        ("`sixfold smoke`, one job a core", runs, together),
        ("A new process a run, one after the other", drawn, alone),
        ("The runtime of each language, started once (the floor)", len(floor), sum(floor)),
    )
    rows: list[list[Cell]] = [
        [name, number, seconds, 1000 * seconds / number, seconds / number / each] for name, number, seconds in measured
    ]
    text = (
        "This repository's snippets: each file, in each situation that the API can answer with. One after the other, "
        "with a new process for all that a run needs, a drawn part of them was run."
    )
    columns = ("", "runs", "seconds", "ms a run", "times one after the other, a run")
    return [Table("Running every snippet", text, columns, rows, 3)]


def _smoke(words: Sequence[str]) -> tuple[float, int]:
    """Run snippets; return the seconds, and how many runs it was."""
    with tempfile.TemporaryDirectory() as place:
        results = Path(place) / "results.json"
        began = time.perf_counter()
        command = [*SIXFOLD, "smoke", "--trust", *words, "--json", str(results)]
        subprocess.run(command, cwd=ROOT, check=True, stdout=sys.stderr)
        seconds = time.perf_counter() - began
        found = json.loads(results.read_text(encoding="utf-8"))["results"]
    return seconds, sum(len(result["scenarios"]) for result in found)


def _start(words: Sequence[str]) -> float:
    """Return the seconds that a command takes."""
    began = time.perf_counter()
    subprocess.run(words, capture_output=True, check=False)
    return time.perf_counter() - began
