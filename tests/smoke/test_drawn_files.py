"""`sixfold smoke --files` on files that nobody wrote for it: each fault that is drawn is told, and nothing else is.

RPC, fields, ids, damage and manner of writing are drawn from the API's definition by the seed of the run.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import islice
from pathlib import Path
from random import Random

import pytest

from sixfold import project
from sixfold.project import Project
from sixfold.runner import FileReport, FilesContext, judge_files, ready
from sixfold.sandbox import behaviour_of
from tests.support import drawing
from tests.support.hand_written.faults import FAULTS, Draw, fits
from tests.support.hand_written.operations import Operation, drawn
from tests.support.hand_written.programs import STYLES, Damage, Style
from tests.support.projects import ROOT
from tests.support.runtimes import need

BY_NAME = {f"{style.language}/{style.name}": style for style in STYLES}
CASES = {f"{fault.__name__}-{style}": (fault, style) for fault, styles in FAULTS.items() for style in styles}
NAMES: Mapping[str, str] = dict.fromkeys(CASES, "")
DRAWN = list(drawing.drawn(NAMES, 40, lambda _: ""))
BESIDE = ("py/script", "node/promise", "php/client", "java/chain", "curl/line")
"""The manners of the right files that stand beside one which only others show to be wrong."""
RIGHT = 5
"""How many operations are written in every manner, and rightly, when everything is run."""


@pytest.fixture(scope="module")
def context() -> FilesContext:
    base = project.load_base(ROOT)
    forms = [form for language in base.languages for form in language.forms]
    for language in base.languages:
        need(language)
    assert base.api.success is not None
    behaviour = behaviour_of(ROOT, base.definition, base.api.status, success=base.api.success.value)
    return FilesContext(base, behaviour, ready(ROOT, forms), 2, lambda _: None)


def source(name: str) -> Random:
    """Return what a test draws from, which hangs on the seed and on nothing that another test draws."""
    return Random(f"{drawing.seed()} {name}")  # noqa: S311 - a draw, no secret


def judged(context: FilesContext, root: Path, files: Iterable[tuple[Style, str, str]]) -> list[FileReport]:
    """Write programs, each into the folder of its language, and return what is said of them."""
    paths = []
    for style, name, text in files:
        path = root / style.language / f"{name}.{style.extension}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        paths.append(path)
    return list(judge_files(context, paths))


def written(style: Style, operation: Operation, draw: Random) -> tuple[Style, str, str]:
    return style, operation.rpc, style.write(operation.with_other_ids(draw), Damage())


@pytest.mark.parametrize("name", DRAWN)
def test_a_fault_is_told(context: FilesContext, loaded: Project, tmp_path: Path, name: str) -> None:
    fault, manner = CASES[name]
    draw = source(name)
    operation = next(
        found for found in drawn(loaded.definition, loaded.clients, draw) if fits(fault, found, loaded.definition)
    )
    wrong = fault(Draw(operation, loaded.definition, loaded.clients, draw, manner))
    style = BY_NAME[manner]
    others = [BY_NAME[other] for other in BESIDE if BY_NAME[other].language != style.language]
    right = [written(other, operation, draw) for other in others if wrong.among_right]
    mine = style, operation.rpc, style.write(wrong.operation or operation, wrong.damage)
    *beside, report = judged(context, tmp_path, [*right, mine])
    assert [found for found in report.findings if re.search(wrong.told, found)], (wrong.told, report.findings)
    # A fault may be seen to have ended the run as well, and no more than that.
    assert len(report.findings) <= 2, report.findings
    assert [found.findings for found in beside] == [()] * len(beside)


@pytest.mark.parametrize("number", range(RIGHT if drawing.is_whole() else 1))
def test_nothing_is_told_of_what_is_right(context: FilesContext, loaded: Project, tmp_path: Path, number: int) -> None:
    draw = source(f"right {number}")
    (operation,) = islice(drawn(loaded.definition, loaded.clients, draw), 1)
    for style in STYLES if drawing.is_whole() else ():
        folder = tmp_path / style.name
        (report,) = judged(context, folder, [written(style, operation, draw)])
        assert report.findings == (), style.write(operation, Damage())
    reports = judged(context, tmp_path, [written(BY_NAME[name], operation, draw) for name in BESIDE])
    assert [report.findings for report in reports] == [()] * len(BESIDE)


def test_there_are_more_than_45_of_each_and_each_fault_is_of_several_manners() -> None:
    assert len(CASES) > 45
    assert RIGHT * len(STYLES) > 45
    languages = {fault: {style.partition("/")[0] for style in styles} for fault, styles in FAULTS.items()}
    assert all(len(styles) > 1 for styles in FAULTS.values())
    assert [fault.__name__ for fault, found in languages.items() if len(found) == 1] == ["misnamed"]
