"""Every published snippet is laid out as the formatter of its language lays it out."""

from __future__ import annotations

import difflib
from dataclasses import replace
from pathlib import Path

import pytest

from sixfold.errors import Problems
from sixfold.language import Language, load_languages
from sixfold.output import render
from sixfold.shipping import shipped_project
from sixfold.signing import Signing
from sixfold.snippet import Renderer, Snippet
from tests.support.formatters import FORMATTERS, formatted
from tests.support.projects import ROOT, repository
from tests.support.rendering import snippet_text

WITHOUT = {"sh"}
"""Endings of files that no formatter is asked about."""

OWN = {"go": "go", "php": "php", "py": "py", "ruby": "rb"}
"""Languages that ship whose templates are none of this repository's project's, each with the ending of its files."""

SNIPPETS = render(repository(), Renderer(ROOT)).snippets
FORMS = {form.name: form for snippet in SNIPPETS for form in snippet.language.forms}


def published(form: Language) -> list[Snippet]:
    return [snippet for snippet in SNIPPETS if snippet.form == form]


def test_every_language_has_a_formatter_or_none_is_asked() -> None:
    assert {*(form.extension for form in FORMS.values()), *OWN.values()} == {*FORMATTERS, *WITHOUT}
    assert not {*FORMATTERS} & WITHOUT


@pytest.mark.parametrize("name", [name for name, form in FORMS.items() if form.extension in FORMATTERS])
def test_a_formatter_leaves_published_snippets_as_they_are(name: str, tmp_path: Path) -> None:
    form = FORMS[name]
    assert form.line_length, f"templates/{name}/language.yaml declares no line_length"
    snippets = published(form)
    made = formatted(form, [snippet.text for snippet in snippets], tmp_path)
    changed = {
        snippet.path: "\n".join(difflib.unified_diff(snippet.text.split("\n"), text.split("\n"), lineterm=""))
        for snippet, text in zip(snippets, made, strict=True)
        if snippet.text != text
    }
    assert changed == {}


def test_a_formatter_is_asked_at_all(tmp_path: Path) -> None:
    for form in FORMS.values():
        if form.extension in FORMATTERS:
            folder = tmp_path / form.name
            folder.mkdir()
            text = published(form)[0].text
            assert formatted(form, [text.replace("\n", "\n\n\n\n")], folder) != [text.replace("\n", "\n\n\n\n")]


def test_a_formatter_leaves_what_ships_as_it_is(tmp_path: Path) -> None:
    requests = [entry.request for entry in repository().entries]
    requests.append(replace(requests[0], variables=(), authentication=(), signing=Signing(), credentials=()))
    with shipped_project() as root:
        own = [form for form in load_languages(root, Problems()) if form.name in OWN]
        assert {form.name: form.extension for form in own} == OWN
        renderer = Renderer(root)
        for form in own:
            texts = [str(snippet_text(renderer, request, request.rpc.text, form)) for request in requests]
            assert formatted(form, texts, tmp_path) == texts
