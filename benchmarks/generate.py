"""How long `sixfold generate` and `sixfold check` take as whole processes, beside what Python takes to load libraries.

    python -m benchmarks generate
    python -m benchmarks.generate [--operations N …] [--times N]

The floor is `python -c "import jinja2, yaml, google.protobuf"`. Each project has the templates and definition of this
repository, and its pages again and again under other names, until there are as many operations. Each kind of run is a
process: the first one, which writes everything, those before which nothing has changed, and those before which one
operation of one page got another title. Printed are the medians of the runs that can be repeated, in seconds of the
processor's time and as ratios to the floor, which is measured between them, and the most memory that a run took. The
tool's own modules are compiled before, as those of libraries are.
"""

from __future__ import annotations

import argparse
import itertools
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import yaml

from benchmarks.table import Cell, Say, Table

ROOT = Path(__file__).resolve().parents[1]
FLOOR = ("-c", "import jinja2, yaml, google.protobuf")
SIXFOLD = ("-m", "sixfold")
ID = re.compile(r"^(\s*- id: )(\w+)$", re.MULTILINE)
STARTER = """
import os, sys
quiet = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
_, status, used = os.wait4(os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ, file_actions=quiet), 0)
print(used.ru_utime + used.ru_stime, used.ru_maxrss)
sys.exit(os.waitstatus_to_exitcode(status))
"""
"""Starts a process and says what it took. As its memory counts that of who starts it, too: this is small."""
COMPILED = ("-c", "import sixfold.cli.check, sixfold.cli.whole")
LARGE = 5000
"""From so many operations on, a run is repeated three times at most."""
ONCE = len([*(ROOT / "specs").rglob("*/*.yaml")])
"""How many pages this repository has."""
TEXT = re.compile(r"^(    title: .*)$", re.MULTILINE)


def run(folder: Path, *words: str) -> tuple[float, float]:
    """Run Python in a folder; return the seconds of the processor's time that it took, and the most MB that it had."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment["XDG_CACHE_HOME"] = f"{folder}-kept"
    command = [sys.executable, "-I", "-c", STARTER, sys.executable, *words]
    done = subprocess.run(command, cwd=folder, env=environment, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"python {' '.join(words)} in {folder} ends with {done.returncode}")
    seconds, kilobytes = done.stdout.split()
    return float(seconds), int(kilobytes) / 1024


def pages() -> Iterator[tuple[str, str, int]]:
    """Yield the paths of pages below specs/, their texts and how many operations they have, without an end."""
    texts = [
        (path.relative_to(ROOT), path.read_text(encoding="utf-8"))
        for path in sorted((ROOT / "specs").rglob("*"))
        if path.suffix == ".yaml"
    ]
    counts = [len(yaml.safe_load(text).get("operations", ())) for _, text in texts]
    found = [(path, text, count) for (path, text), count in zip(texts, counts, strict=True) if count]
    for number in itertools.count():
        for path, text, count in found:
            name = str(path) if not number else str(path.with_stem(f"{path.stem}-{number}"))
            yield name, ID.sub(rf"\g<1>\g<2>_{number}", text) if number else text, count


def lean(api: str, pages: str, sections: set[str]) -> str:
    """Return `api.yaml` without what only pages use that are not there."""
    featured = re.search(r"^featured:.*?operation: (\w+).*\n", api, re.MULTILINE)
    if featured and f"id: {featured[1]}\n" not in pages:
        api = api.replace(featured[0], "")
    api = re.sub(r"(?m)^  (api-guide/[^:]+):.*\n", lambda found: found[0] if found[1] in sections else "", api)
    head, variables = api.split("\nvariables:\n")
    used = set(re.findall(r"\$(\w+)", head + pages)) | set(re.findall(r"variable: (\w+)", head))
    entries = re.split(r"(?m)^(?=  [A-Z])", variables)
    return f"{head}\nvariables:\n{''.join(entry for entry in entries if entry.split(':')[0].strip() in used)}"


def make(folder: Path, operations: int) -> Path:
    """Write a project of at least as many operations; return the path of one of its pages."""
    for name in ("templates", "docs", "overrides"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("api-guide"))
    first: dict[str, str] = {}
    written, sections = 0, set()
    for name, text, count in pages():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
        sections.add(str(Path(name).relative_to("specs").parent))
        # What comes again uses nothing else.
        if len(first) < ONCE:
            first[name] = text
        written += count
        if written >= operations:
            break
    api = (ROOT / "specs/api.yaml").read_text(encoding="utf-8")
    (folder / "specs/api.yaml").write_text(lean(api, "".join(first.values()), sections), encoding="utf-8")
    shutil.copy(ROOT / "specs/sandbox.yaml", folder / "specs")
    return folder / name


def measure(operations: int, times: int) -> list[list[Cell]]:
    """Measure a project of at least as many operations; return a row a kind of run."""
    with tempfile.TemporaryDirectory() as place:
        page = make(folder := Path(place) / "project", operations)
        text, number = page.read_text(encoding="utf-8"), 0

        def change() -> None:
            nonlocal number
            number += 1
            page.write_text(TEXT.sub(rf"\g<1> {number}", text, count=1), encoding="utf-8")

        run(folder, *COMPILED)
        taken: dict[str, list[tuple[float, float]]] = {"first run": [run(folder, *SIXFOLD, "generate")]}
        for _ in range(times):
            for kind, words in (
                ("floor", FLOOR),
                ("`--version`", (*SIXFOLD, "--version")),
                ("unchanged", (*SIXFOLD, "generate")),
                ("`check`, unchanged", (*SIXFOLD, "check")),
            ):
                taken.setdefault(kind, []).append(run(folder, *words))
        for _ in range(times if operations < 1000 else 1):  # noqa: PLR2004 - they take minutes
            change()
            taken.setdefault("one spec changed", []).append(run(folder, *SIXFOLD, "generate"))
    floor = statistics.median(seconds for seconds, _ in taken["floor"])
    return [_row(operations, kind, runs, floor) for kind, runs in taken.items()]


def _row(operations: int, kind: str, runs: Sequence[tuple[float, float]], floor: float) -> list[Cell]:
    seconds = statistics.median(seconds for seconds, _ in runs)
    most = max(megabytes for _, megabytes in runs)
    return [kind, seconds, seconds / floor, 1000 * seconds / operations, most]


def tables(say: Say, sizes: Sequence[int] = (3, 41, 1000, 10_000), times: int = 7) -> list[Table]:
    """Measure each size, and return what was found."""
    text = (
        "`sixfold generate`, `check` and `--version` as whole processes; the floor is"
        f" `python {FLOOR[0]} '{FLOOR[1]}'`, measured between them. The first run writes every file,"
        " and has nothing that another kept. Seconds of processor time; of what can be repeated it is the median."
    )
    columns = ("", "seconds", "times the floor", "ms an operation", "MB at most")
    found = []
    for operations in sizes:
        say(f"generate: {operations:,} operations")
        rows = measure(operations, times if operations < LARGE else min(times, 3))
        found.append(Table(f"Generating {operations:,} operations", text, columns, rows, 2))
        text = "The same, of more operations."
    return found


def main() -> None:
    """Measure each size, and print what was found."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--operations", type=int, nargs="+", default=[3, 41, 1000])
    parser.add_argument("--times", type=int, default=7, help="how often what can be repeated is")
    given = parser.parse_args()
    for table in tables(print, given.operations, given.times):
        print(table.plain)


if __name__ == "__main__":
    main()
