"""Files are made one page after the other, and what has been given, or stands already, is not held."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from sixfold import output
from sixfold import project as pipeline
from sixfold.output import FileStatus, changes
from sixfold.output.build import build, built
from sixfold.reading import digest
from sixfold.request import Request
from sixfold.snippet import Renderer, Snippet
from tests.support.projects import write

PAGE = "specs/guide/{}.yaml"


@pytest.fixture
def project(project: Path) -> Path:
    """Give the small project a second page, of which the operations have other ids."""
    text = (project / PAGE.format("things")).read_text(encoding="utf-8")
    return write(project, {PAGE.format("more"): text.replace("id: delete_", "id: more_")})


def test_a_page_is_rendered_when_its_files_are_asked_for(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    loaded = pipeline.load(project)
    first, second = (entry for entry in loaded.entries if entry.page.path == loaded.pages[0].path)
    rendered: list[str] = []
    real = Renderer.rendered

    def noted(self: Renderer, request: Request, snippets: Sequence[Snippet]) -> tuple[Snippet, ...]:
        rendered.extend(snippet.key.operation for snippet in snippets)
        return real(self, request, snippets)

    monkeypatch.setattr(Renderer, "rendered", noted)
    files = built(loaded)
    for file in files:
        if file.path == f"docs/{loaded.pages[0].path}.md":
            break
    assert set(rendered) == {first.operation.id, second.operation.id}
    assert len([*files]) > len(loaded.snippets) // 2
    assert set(rendered) == {entry.operation.id for entry in loaded.entries}


def test_of_a_file_that_stands_already_its_digest_is_held_alone(project: Path) -> None:
    loaded = pipeline.load(project)
    first = changes.compare(project, built(loaded))
    assert {found.status for found in first} == {FileStatus.MISSING}
    output.write(project, first)
    for found in changes.compare(project, built(loaded)):
        assert (found.status, found.before, found.after) == (FileStatus.UNCHANGED, None, None)
        assert found.digest == digest((project / found.path).read_bytes())


def test_a_page_takes_in_its_snippets(project: Path) -> None:
    loaded = pipeline.load(project)
    texts = {file.path: file.text for file in build(loaded)}
    for page in loaded.pages:
        own = [entry for entry in loaded.entries if entry.page is page]
        for snippet in (snippet for entry in own for snippet in entry.snippets):
            assert f'--8<-- "{snippet.path}"' in texts[f"docs/{page.path}.md"]
