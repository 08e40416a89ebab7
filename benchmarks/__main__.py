"""Measures all that is compared with something, prints the tables and writes them into a page of the site.

    make bench [PARTS="rendering site …"]

What a part found stays in `benchmarks/results/`, with its day and its machine, until that part is measured again. The
page says of each part when and on which machine it was measured.
"""

from __future__ import annotations

import argparse
import datetime as dt
import importlib.metadata
import json
import os
import platform
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks import ci, generate, rendering, site, smoke
from benchmarks.table import Table

ROOT = Path(__file__).resolve().parents[1]
RESULTS = ROOT / "benchmarks/results"
PAGE = ROOT / "docs/benchmarks.md"
PARTS = {
    "rendering": rendering.tables,
    "generate": generate.tables,
    "site": site.tables,
    "smoke": smoke.tables,
    "ci": ci.tables,
}
HEAD = """---
title: Benchmarks
description: How long Sixfold takes, each time beside something else that was measured in the same run.
---

# Benchmarks

`make bench` measures and writes this page; it is not written by hand. Each table comes from one run, in which
whatever is compared was measured in turn; so a ratio says more than a time. The plots are of the column that they
name.
"""


@dataclass(frozen=True)
class Result:
    """What a part found, on which day, and on what machine."""

    day: str
    machine: str
    tables: tuple[Table, ...]


def main() -> None:
    """Measure the parts that are named, print all that is known, and write the page."""
    parser = argparse.ArgumentParser(prog="benchmarks", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"{', '.join(PARTS)}; all where none is named")
    wanted = parser.parse_args().parts or list(PARTS)
    for name in wanted:
        if name not in PARTS:
            parser.error(f"no part '{name}'; expected some of: {', '.join(PARTS)}")
    RESULTS.mkdir(exist_ok=True)
    for name in wanted:
        found = Result(_today(), _machine(), tuple(PARTS[name](_say)))
        if not found.tables:
            continue
        text = json.dumps(asdict(found), indent=2, ensure_ascii=False)
        (RESULTS / f"{name}.json").write_text(f"{text}\n", encoding="utf-8")
    results = known()
    for result in results:
        print(f"\n{result.day}, {result.machine}")
        for table in result.tables:
            print(f"\n{table.plain}")
    PAGE.write_text(page(results), encoding="utf-8")


def known() -> list[Result]:
    """Return what each part found when it was measured last."""
    return [_read(file) for name in PARTS if (file := RESULTS / f"{name}.json").exists()]


def page(results: Sequence[Result]) -> str:
    """Return the page of the site, as Markdown."""
    return "\n\n".join([HEAD.strip(), *map(_section, results)]) + "\n"


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _read(file: Path) -> Result:
    found = json.loads(file.read_text(encoding="utf-8"))
    return Result(found["day"], found["machine"], tuple(Table(**table) for table in found["tables"]))


def _section(result: Result) -> str:
    measured = f"Measured on {result.day}, on {result.machine}."
    first, *others = result.tables
    return "\n\n".join([first.markdown, *(table.markdown for table in others), f"*{measured}*"])


def _today() -> str:
    return dt.datetime.now(dt.UTC).date().isoformat()


def _machine() -> str:
    """Say how large the machine is, and which versions of what matters it has."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    command = ["node", "--version"]
    node = subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()
    versions = [f"Python {platform.python_version()}", f"Node.js {node.removeprefix('v')}"]
    versions += [f"{name} {importlib.metadata.version(name)}" for name in ("Jinja2", "MkDocs")]
    return f"{os.cpu_count()} cores and {memory:.0f} GiB of memory, with {', '.join(versions)}"


if __name__ == "__main__":
    main()
