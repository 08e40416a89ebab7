"""What is asserted of this repository's own content, and of nothing else: numbers here change when it does.

Every other test counts in the project that it tests.
"""

from __future__ import annotations

import re

from sixfold.definition import ApiDefinition
from sixfold.project import Project
from tests.support.projects import ROOT


def test_the_readme_names_languages_that_there_are(loaded: Project) -> None:
    text = " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())
    (named,) = re.findall(r"Templates render the call in (.*?):", text)
    words = {word.removeprefix("browser ") for word in re.split(", | and ", named)}
    assert words <= {language.label.partition(" (")[0] for language in loaded.languages}


def test_every_delete_of_the_api_is_documented(loaded: Project, definition: ApiDefinition) -> None:
    deletes = {
        name for name, method in definition.methods.items() if method.name.startswith("Delete") and not method.streaming
    }
    assert len(deletes) == 36
    assert deletes <= {entry.request.method.full_name for entry in loaded.entries}


def test_make_prints_every_target_of_its_own() -> None:
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    (targets,) = re.findall(r"^\.PHONY: (.*)$", text, re.MULTILINE)
    listed = re.findall(r"^# make (\w+) +\S", text, re.MULTILINE)
    # Two are parts of others.
    assert sorted(listed) == sorted(set(targets.split()) - {"lint", "free-port"})
    assert re.search(r"^([a-z]+):", text, re.MULTILINE)[1] == "docs"  # type: ignore[index]
