"""How long `sixfold smoke` of everything takes, beside one snippet after the other, and what starting runtimes takes.

    python -m benchmarks smoke

What runs need is installed first. One after the other is the same with `--jobs 1`; the floor starts the runtime of
each language once, with nothing to do.
"""

from __future__ import annotations

import json
import os
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


def tables(say: Say) -> list[Table]:
    """Run everything twice, and return what was found."""
    say("smoke: installing what is missing")
    subprocess.run([*SIXFOLD, "install", "--quiet", "--trust"], cwd=ROOT, check=True)
    say("smoke: everything, one job a core")
    together, runs = _smoke(os.cpu_count() or 1)
    say("smoke: everything, one after the other")
    alone, _ = _smoke(1)
    floor = 0.0
    for name, words in STARTS.items():
        if shutil.which(words[0]):
            say(f"smoke: starting {name}")
            began = time.perf_counter()
            subprocess.run(words, capture_output=True, check=False)
            floor += time.perf_counter() - began
    rows: list[list[Cell]] = [
        ["`sixfold smoke`, one job a core", together, together / alone, 1000 * together / runs],
        ["One after the other", alone, 1, 1000 * alone / runs],
        ["The runtime of each language, started once (the floor)", floor, floor / alone, None],
    ]
    text = (
        f"All {runs:,} runs of this repository's snippets: each file, in each situation that the API can answer with."
    )
    columns = ("", "seconds", "times one after the other", "ms a run")
    return [Table("Running every snippet", text, columns, rows, 1)]


def _smoke(jobs: int) -> tuple[float, int]:
    """Run everything with so many jobs; return the seconds, and how many runs it was."""
    with tempfile.TemporaryDirectory() as place:
        results = Path(place) / "results.json"
        words = [*SIXFOLD, "smoke", "--trust", "--jobs", str(jobs), "--json", str(results)]
        began = time.perf_counter()
        subprocess.run(words, cwd=ROOT, check=True, stdout=sys.stderr)
        seconds = time.perf_counter() - began
        found = json.loads(results.read_text(encoding="utf-8"))["results"]
    return seconds, sum(len(result["scenarios"]) for result in found)
