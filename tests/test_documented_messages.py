"""The message that hand-written pages show is the one that a spec with this mistake gives."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from sixfold import project
from sixfold.errors import SpecError
from tests.conftest import ROOT

SPEC = "specs/api-guide/annotate/delete-annotations.yaml"


@pytest.mark.parametrize("page", ["docs/index.md", "docs/maintainers.md"])
def test_the_mistake_this_project_began_with_is_refused_with_these_words(page: str, tmp_path: Path) -> None:
    for name in ("specs", "templates"):
        shutil.copytree(ROOT / name, tmp_path / name)
    text = (tmp_path / SPEC).read_text(encoding="utf-8")
    assert text.count("\n      ids: [$ANNOTATION_ID_1") == 1
    (tmp_path / SPEC).write_text(text.replace("\n      ids: [", "\n      annotation_ids: ["), encoding="utf-8")
    with pytest.raises(SpecError) as raised:
        project.load(tmp_path)
    shown = " ".join((ROOT / page).read_text(encoding="utf-8").split())
    messages = str(raised.value).splitlines()
    assert len(messages) == 1
    assert messages[0] in shown
