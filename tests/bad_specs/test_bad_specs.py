"""Each YAML file beside this one is one wrong project, with the exact messages that a user sees.

A case gives ``files``, which replace or add files of a small right project (null removes one; ``base64: …`` stands for
bytes), and ``problems``, all lines that come out. Where ``page`` is given alone, it replaces the page.
"""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

import pytest
import yaml

from sixfold import project
from sixfold.errors import SpecError
from tests.support import projects

HERE = Path(__file__).parent
PAGE = "specs/api-guide/page.yaml"
LANGUAGES = {"py", "js", "node", "node_rest", "java", "java_rest", "php", "curl"}
"""The folders that the messages speak of: one more changes none of them."""
CASES = sorted(HERE.glob("*.yaml"))

API = projects.API.replace("sections:\n  guide: The Guide\n", "")
RIGHT_PAGE = """\
title: Delete inputs
description: Remove inputs.
operations:
  - id: delete_input
    title: Delete an input
    text: One input goes.
    rpc: DeleteInput
    request: {input_id: one}
    irreversible: true
    deletes: The input.
    keeps: Other inputs.
    fields: {input_id: The input.}
"""


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_messages(case: Path, tmp_path: Path) -> None:
    content = yaml.safe_load(case.read_text(encoding="utf-8"))
    files = {"specs/api.yaml": API, PAGE: content.get("page", RIGHT_PAGE), **content.get("files", {})}
    make_project(tmp_path, files)
    with pytest.raises(SpecError) as caught:
        project.load(tmp_path)
    assert str(caught.value).splitlines() == content["problems"]


def test_the_project_that_the_cases_start_from_is_right(tmp_path: Path) -> None:
    make_project(tmp_path, {"specs/api.yaml": API, PAGE: RIGHT_PAGE})
    assert [entry.operation.id for entry in project.load(tmp_path).entries] == ["delete_input"]


def make_project(root: Path, files: dict[str, Any]) -> None:
    parts = [part.name for part in (projects.ROOT / "templates").iterdir()]
    others = {part for part in parts if (projects.ROOT / "templates" / part / "language.yaml").exists()} - LANGUAGES
    projects.copy(root, *(f"templates/{part}" for part in parts if part not in others))
    for name, text in files.items():
        if text is None:
            continue
        path = root / name
        if name.endswith("/"):
            path.mkdir(parents=True)
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(base64.b64decode(text["base64"]) if isinstance(text, dict) else text.encode())
