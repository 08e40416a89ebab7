"""How long each part of the tests takes, of the last recorded run.

    python -m benchmarks ci

`make test` records its last run in `.pytest_cache/junit.xml`, with how long each test took.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections import Counter
from pathlib import Path

from benchmarks.table import Cell, Say, Table

ROOT = Path(__file__).resolve().parents[1]
RECORDED = ROOT / ".pytest_cache/junit.xml"


def tables(say: Say) -> list[Table]:
    """Return how long each folder of tests took in the last recorded run; nothing where none is recorded."""
    if not RECORDED.exists():
        say("ci: no recorded run; `make test` records one")
        return []
    suite = next(ET.parse(RECORDED).iter("testsuite"))  # noqa: S314 - pytest wrote it
    seconds: Counter[str] = Counter()
    tests: Counter[str] = Counter()
    for case in suite.iter("testcase"):
        part = _part(case.get("classname", ""))
        seconds[part] += float(case.get("time", 0))  # type: ignore[assignment]
        tests[part] += 1
    whole = seconds.total()
    rows: list[list[Cell]] = [[f"`{part}`", tests[part], took, took / whole] for part, took in seconds.most_common()]
    rows.append(["All, one after the other", tests.total(), whole, 1])
    rows.append(["The run, of several at once", None, float(suite.get("time", 0)), None])
    text = f"How long the tests of each folder took in a run of `make test` of {suite.get('timestamp', '')[:10]}."
    return [Table("The tests, by part", text, ("", "tests", "seconds", "of all"), rows, 2)]


def _part(module: str) -> str:
    """Return the folder of a test's module: below `tests/`, or of `tests/unit/` that below it."""
    folders = module.split(".")
    is_deep = folders[1:2] == ["unit"] and len(folders) > 3  # noqa: PLR2004 - tests, unit, a room, a module
    return "/".join(folders[: 3 if is_deep else 2]) + ("/" if len(folders) > 2 else ".py")  # noqa: PLR2004
