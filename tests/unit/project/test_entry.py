"""An operation with its snippets: one type, in which what writes each snippet has been chosen."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from sixfold import project as pipeline
from sixfold.clients import Client
from sixfold.output.build import render
from sixfold.project.entry import planned
from sixfold.snippet import Renderer, SnippetKey


def test_a_snippet_leads_to_its_operation_and_stands_on_its_page(project: Path) -> None:
    loaded = pipeline.load(project)
    for entry in loaded.entries:
        assert [snippet.language for snippet in entry.snippets] == list(loaded.languages)
        for snippet in entry.snippets:
            assert loaded.entry(snippet.key) is entry
    entry = loaded.entries[0]
    assert entry.link == "guide/things.md#delete_one"
    assert entry.link_to(entry.snippets[1]) == "guide/things.md#delete_one--js"
    with pytest.raises(KeyError):
        loaded.entry(SnippetKey("delete_none", "py"))


def test_what_writes_a_snippet_is_chosen_once_and_for_all_readers(project: Path) -> None:
    loaded = pipeline.load(project)
    entry, node = loaded.entries[0], next(found for found in loaded.languages if found.name == "node")
    unknowing = {"node": Client(node.client_version, {}, {})}
    (snippet,) = planned(entry.page, entry.operation, entry.request, tabs=[node], clients=unknowing)
    assert (snippet.key, snippet.language, snippet.form) == (SnippetKey("delete_one", "node"), node, node.stand_in)
    assert snippet.note.endswith("has no DeleteAnnotation, so this calls the REST API.")
    assert snippet.path == "code_snippets/guide/node/delete_one.js"
    assert "fetch(" in Renderer(project).rendered(entry.request, [snippet])[0].text
    alone = replace(node, stand_in=None)
    assert list(planned(entry.page, entry.operation, entry.request, tabs=[alone], clients=unknowing)) == []


def test_the_code_of_a_snippet_is_there_once_it_has_been_rendered(project: Path) -> None:
    loaded = pipeline.load(project)
    for part in ("text", "editable_values"):
        with pytest.raises(ValueError, match=r"^code_snippets/guide/py/delete_one\.py has not been rendered$"):
            getattr(loaded.snippets[0].files[0], part)
    found = render(loaded, Renderer(project))
    assert [snippet.key for snippet in found.snippets] == [snippet.key for snippet in loaded.snippets]
    assert all(snippet.text and snippet.files[0].editable_values for snippet in found.snippets)
