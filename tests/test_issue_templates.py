"""What GitHub asks of whoever files an issue: forms that it takes, and the languages that there are."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from sixfold.project import Project
from tests.support.projects import ROOT

FORMS = sorted((ROOT / ".github/ISSUE_TEMPLATE").glob("*.yml"))
KINDS = {"checkboxes", "dropdown", "input", "markdown", "textarea"}


def read(form: Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(form.read_text(encoding="utf-8"))
    return found


def test_there_is_a_form_for_each_thing_that_can_be_wrong() -> None:
    assert [form.stem for form in FORMS] == ["addition", "page", "snippet", "tool"]
    names = [read(form)["name"] for form in FORMS]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.stem)
def test_github_takes_the_form(form: Path) -> None:
    found = read(form)
    assert found.keys() == {"name", "description", "labels", "body"}
    ids = [field["id"] for field in found["body"]]
    assert len(set(ids)) == len(ids)
    for field in found["body"]:
        assert field.keys() <= {"type", "id", "attributes", "validations"}
        assert field["type"] in KINDS
        assert field["attributes"]["label"]
        assert field.get("validations", {"required": True}) == {"required": True}
        options = field["attributes"].get("options", [])
        assert bool(options) == (field["type"] in {"checkboxes", "dropdown"})
        assert all(isinstance(option, dict if field["type"] == "checkboxes" else str) for option in options)
    assert any(field.get("validations") for field in found["body"])


def test_the_form_for_a_snippet_knows_every_language(loaded: Project) -> None:
    (field,) = (
        field for field in read(ROOT / ".github/ISSUE_TEMPLATE/snippet.yml")["body"] if field["id"] == "language"
    )
    assert field["attributes"]["options"] == [language.label.partition(" (")[0] for language in loaded.languages]
