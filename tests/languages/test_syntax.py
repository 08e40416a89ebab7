"""What each language's own parser says of snippets. Published ones are run, and so read, elsewhere: not here again."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from sixfold.install import command
from sixfold.install.places import environment
from sixfold.language import Language, Placeholder
from sixfold.snippet.render import Renderer
from tests.support.projects import ROOT, repository
from tests.support.rendering import snippet_text
from tests.support.runtimes import need

PROJECT = repository()
FORMS = [form for language in PROJECT.languages for form in language.forms]


def parse(language: Language, snippet: Path) -> subprocess.CompletedProcess[str]:
    need(language)
    folder = snippet.parent
    words = command(language.runtime.syntax, ROOT, language, {Placeholder.SNIPPET: snippet, Placeholder.WORK: folder})
    variables = environment(ROOT, language)
    return subprocess.run(words, env=variables, cwd=folder, capture_output=True, text=True, timeout=60, check=False)


@pytest.mark.parametrize("language", FORMS, ids=lambda language: language.name)
def test_the_parser_takes_what_is_right_and_refuses_what_is_broken(language: Language, tmp_path: Path) -> None:
    entry = PROJECT.entries[0]
    text = snippet_text(Renderer(ROOT), entry.request, entry.operation.id, language)
    snippet = tmp_path / f"{entry.operation.id}.{language.extension}"
    snippet.write_text(text, encoding="utf-8")
    run = parse(language, snippet)
    assert run.returncode == 0, run.stdout + run.stderr
    # A quote that closes too early is what wrong escaping makes.
    snippet.write_text(text.replace("YOUR_PAT_HERE", "YOUR_'\"PAT(", 2), encoding="utf-8")
    assert parse(language, snippet).returncode != 0
