"""How long the site takes, beside `mkdocs build` of the same Markdown.

    python -m benchmarks site

The project is a copy of this repository's. In each round `sixfold generate`, `mkdocs build --strict` and `sixfold
finish` are measured in turn, first with every snippet to write and nothing known of the project, then with nothing
changed: the processor's time of each as a whole process.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.table import Cell, Say, Table

ROOT = Path(__file__).resolve().parents[1]
FILES = ("docs", "includes", "overrides", "specs", "templates", "mkdocs.yml", "nav.yml", "verification.json")
FURTHER = ("outputs.json", "code_snippets", "generated.sha256")
ROUNDS = 5
BUILD = ("-m", "mkdocs", "build", "--strict", "--quiet")
GENERATE = ("-m", "sixfold", "generate", "--quiet")
FINISH = ("-m", "sixfold", "finish", "--quiet", "site")
STEPS = {"`sixfold generate`": GENERATE, "`mkdocs build`": BUILD, "`sixfold finish`": FINISH}
KINDS = ("nothing changed", "everything written")


def tables(say: Say) -> list[Table]:
    """Measure each step, and return what was found."""
    taken: dict[tuple[str, str], list[float]] = {}
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "project"
        _copy(folder)
        for number in range(ROUNDS):
            say(f"site: round {number + 1} of {ROUNDS}")
            shutil.rmtree(folder / "code_snippets")
            shutil.rmtree(folder.with_name("kept"), ignore_errors=True)
            for kind in reversed(KINDS):
                for name, words in STEPS.items():
                    taken.setdefault((name, kind), []).append(seconds(folder, words))
    middle = {key: statistics.median(found) for key, found in taken.items()}
    build = statistics.mean(middle["`mkdocs build`", kind] for kind in KINDS)
    rows: list[list[Cell]] = [["`mkdocs build`", build, 1]]
    for kind in KINDS:
        own = [(name, found) for (name, when), found in middle.items() if when == kind and "mkdocs" not in name]
        rows += [[f"{name}, {kind}", found, found / build] for name, found in own]
        whole = build + sum(found for _, found in own)
        rows.append([f"**All three, {kind}**", whole, whole / build])
    text = (
        "This repository's site: `sixfold generate`, `mkdocs build` and `sixfold finish`, beside `mkdocs build` of the"
        f" same Markdown alone; seconds of processor time, the median of {ROUNDS} rounds."
    )
    return [Table("The site", text, ("", "seconds", "times `mkdocs build`"), rows, 2)]


def _copy(folder: Path) -> None:
    folder.mkdir()
    for name in (*FILES, *FURTHER):
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, folder / name)


def seconds(folder: Path, words: Sequence[str]) -> float:
    """Run Python in a folder; return the processor's time that it took.

    :raises subprocess.CalledProcessError: when it fails.
    """
    began = os.times()
    environment = {**os.environ, "XDG_CACHE_HOME": str(folder.with_name("kept")), "NO_MKDOCS_2_WARNING": "1"}
    subprocess.run([sys.executable, *words], cwd=folder, env=environment, check=True)
    ended = os.times()
    return ended.children_user - began.children_user + ended.children_system - began.children_system
