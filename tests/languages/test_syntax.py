"""Every published snippet, read by its language's own parser."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from sixfold import project
from sixfold.install import command, environment
from sixfold.language import Language
from sixfold.page import snippet_path
from tests.conftest import ROOT, need

PROJECT = project.load(ROOT)
SNIPPETS = [(entry, language) for entry in PROJECT.entries for language in PROJECT.languages]


@pytest.mark.parametrize(
    ("entry", "language"), SNIPPETS, ids=lambda value: getattr(value, "name", None) or value.operation.id
)
def test_the_parser_takes_it(entry: project.Entry, language: Language, tmp_path: Path) -> None:
    need(language)
    published = ROOT / snippet_path(entry.page, entry.operation, language.name, language.extension)
    snippet = tmp_path / published.name
    shutil.copyfile(published, snippet)
    words = command(language.runtime.syntax, ROOT, language, snippet=snippet, work=tmp_path)
    run = subprocess.run(
        words, env=environment(ROOT, language), cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr


@pytest.mark.parametrize("language", PROJECT.languages, ids=lambda language: language.name)
def test_the_parser_refuses_what_is_broken(language: Language, tmp_path: Path) -> None:
    need(language)
    entry = PROJECT.entries[0]
    published = ROOT / snippet_path(entry.page, entry.operation, language.name, language.extension)
    # A quote that closes too early is what wrong escaping makes.
    broken = published.read_text().replace("YOUR_PAT_HERE", "YOUR_'\"PAT(", 2)
    snippet = tmp_path / published.name
    snippet.write_text(broken)
    words = command(language.runtime.syntax, ROOT, language, snippet=snippet, work=tmp_path)
    run = subprocess.run(
        words, env=environment(ROOT, language), cwd=tmp_path, capture_output=True, timeout=60, check=False
    )
    assert run.returncode != 0
