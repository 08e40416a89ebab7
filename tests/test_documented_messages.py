"""The message that hand-written pages show is the one that a spec with this mistake gives."""

from __future__ import annotations

from pathlib import Path

import pytest

from sixfold import project
from sixfold.errors import SpecError
from tests.support.projects import ROOT, change, copy

SPEC = "specs/api-guide/annotate/delete-annotations.yaml"


@pytest.mark.parametrize("page", ["docs/why.md", "docs/maintainers.md"])
def test_the_mistake_this_project_began_with_is_refused_with_these_words(page: str, tmp_path: Path) -> None:
    copy(tmp_path, "specs", "templates")
    change(tmp_path / SPEC, "\n      ids: [$ANNOTATION_ID_1", "\n      annotation_ids: [$ANNOTATION_ID_1")
    with pytest.raises(SpecError) as raised:
        project.load(tmp_path)
    shown = " ".join((ROOT / page).read_text(encoding="utf-8").split())
    messages = str(raised.value).splitlines()
    assert len(messages) == 1
    assert messages[0] in shown
