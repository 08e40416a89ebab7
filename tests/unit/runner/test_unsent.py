"""Words of a source that look like fields of the request and reach none, from sources and requests made by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from sixfold.definition import ApiDefinition
from sixfold.json_value import JsonObject
from sixfold.runner.unsent import unsent
from sixfold.wire import shown
from tests.support.made_api import Rpc, make
from tests.support.projects import ROOT, repository

WIDE: JsonObject = {"user_app_id": {"user_id": "me", "app_id": "mine"}, "input_ids": ["i"]}
RIGHT: JsonObject = {**WIDE, "ids": ["a"]}
NO_FIELD = "reaches no request: DeleteAnnotationsRequest has no such field"


def said(definition: ApiDefinition, source: str, sent: JsonObject = WIDE, rpc: str = "DeleteAnnotations") -> list[str]:
    return list(unsent(definition, source, [(definition.method(rpc), sent)]))


@pytest.mark.parametrize(
    ("source", "word"),
    [
        ("f({\n  input_ids: ['i'],\n  annotation_ids: ['a'],\n});", "annotation_ids"),
        ("f({\n  inputIds: ['i'],\n  annotationIds: A,\n});", "annotationIds"),
        ('f({"input_ids": ["i"],\n\n "annotation_ids": ["a"]})', "annotation_ids"),
        ("f({\n  input_ids: ['i'],\n  annotation_ids: [\n    'a',\n  ],\n});", "annotation_ids"),
        ("r.setInputIdsList(['i']);\n\nr.setAnnotationIdsList([\n  'a',\n]);", "AnnotationIdsList"),
        ("f([\n'input_ids' => ['i'],\n'annotation_ids' => [$a]]);", "annotation_ids"),
        ("const annotation_ids = ['a'];\n\nf({ input_ids, annotation_ids });", "annotation_ids"),
        ("r.setInputIdsList(['i']);\n\nr.setAnnotationIdsList(['a']);", "AnnotationIdsList"),
        ("r.addAllInputIds(i)\n\n .addAllAnnotationIds(a);", "AnnotationIds"),
    ],
)
def test_a_word_that_the_client_drops_is_named_with_its_line(definition: ApiDefinition, source: str, word: str) -> None:
    assert said(definition, source) == [f"line 3: '{word}' {NO_FIELD}; did you mean 'ids'?"]


def test_a_slip_of_a_field_is_named(definition: ApiDefinition) -> None:
    assert said(definition, "f({ imput_ids: ['i'] })") == [f"line 1: 'imput_ids' {NO_FIELD}; did you mean 'input_ids'?"]


@pytest.mark.parametrize("value", ["['a']", "[\n 'a',\n]"])
def test_a_field_in_a_spelling_that_the_client_drops_is_named(definition: ApiDefinition, value: str) -> None:
    lost = "the definition calls it 'input_ids', and the client takes no other name"
    sent: JsonObject = {"user_app_id": {"user_id": "me"}}
    assert said(definition, f"f({{ user_app_id: u, inputIds: {value} }})", sent) == [
        f"line 1: 'inputIds' reaches no request: {lost}"
    ]


@pytest.mark.parametrize("value", ["ids", "[]", "[ ]", "''", "`${ids}`", '"$ids"', "false", "0", "'0'"])
def test_what_may_be_the_default_is_no_such_field(definition: ApiDefinition, value: str) -> None:
    assert said(definition, f"f({{ user_app_id: u, inputIds: {value} }})", {"user_app_id": {"user_id": "me"}}) == []


def test_a_definition_may_write_its_names_in_camel_case() -> None:
    fields = ["int32 releaseYear", "repeated string castList", "string title"]
    added = make({"Add": fields}, {"Add": Rpc("Add", {"post": "/v1/x", "body": "*"})}).definition
    sent: JsonObject = {"releaseYear": 1, "castList": ["a"]}
    right = "f({ title: '', releaseYear: 1, castList: ['a'] })"
    assert said(added, right, sent, "Add") == []
    (found,) = said(added, right.replace("releaseYear", "releaseYaer"), {"castList": ["a"]}, "Add")
    assert found.endswith("'releaseYaer' reaches no request: Add has no such field; did you mean 'releaseYear'?")


def test_a_field_of_a_relative_is_named(definition: ApiDefinition) -> None:
    (found,) = said(definition, "f({ list_all_annotations: true })")
    assert found == f"line 1: 'list_all_annotations' {NO_FIELD}"


def test_a_word_beside_fields_is_named_whatever_it_is(definition: ApiDefinition) -> None:
    source = "f({ user_app_id: { user_id: U, app_id: A }, input_ids: [i],\n  my_things: ['a'] })"
    assert said(definition, source) == [f"line 2: 'my_things' {NO_FIELD}"]


@pytest.mark.parametrize(
    "source",
    [
        "const settings = { ids: ['a'], token: 't' };\nconst { ids, token } = settings;\nf({ ids }, token)",
        "f({ ids: [a], user_app_id: u }, { deadline: soon })",
        "f({ user_app_id: { user_id: U, app_id: A }, input_ids: [i], ids: [a] })",
        "const config = { annotation_ids: ['a'] };\nf({ ids: config.annotation_ids })",
        "const config = { annotation_ids: ['a'] };\nf({ ids: config['annotation_ids'] })",
        "const { annotation_ids } = config;\nf({ ids: annotation_ids })",
        "import { annotation_ids } from './ids.js';",
        "function remove({ annotation_ids }) { f({ ids: annotation_ids }); }",
        "annotation_ids = ['a']\nf(ids=annotation_ids)",
        "def remove(annotation_ids: list[str]) -> None: ...",
        "// annotation_ids: the ids\nf({ ids: [a] })",
        "# annotation_ids: the ids",
        "fetch(url, { method: 'DELETE', headers: { Authorization: k }, body: JSON.stringify({ ids: [a] }) })",
        "f({ ids: [a], annotation_ids: [] })",
        "f({ ids: [a], annotation_ids: [\n  ] })",
        "f({ ids: [a], annotation_ids: {} })",
        "f({ ids: [a], list_all_annotations: false })",
        "print('annotation_ids: ' + x)",
        "",
    ],
)
def test_no_right_source_has_such_a_word(definition: ApiDefinition, source: str) -> None:
    assert said(definition, source, RIGHT) == []


def test_what_reached_the_api_is_told_once(definition: ApiDefinition) -> None:
    method = definition.method("DeleteAnnotations")
    found = unsent(definition, "f({ annotation_ids: ['a'] })", [(method, WIDE)], ["annotation_ids"])
    assert list(found) == []


def test_no_published_snippet_has_such_a_word() -> None:
    loaded = repository()
    for entry in loaded.entries:
        sent = [(entry.request.method, shown(entry.request.expected()))]
        for snippet in entry.snippets:
            source = Path(ROOT / snippet.path).read_text(encoding="utf-8")
            assert list(unsent(loaded.definition, source, sent)) == [], snippet.path


def test_thousands_of_keys_are_read_in_one_go(definition: ApiDefinition) -> None:
    keys = "".join(f"  ids_{number}: [{{ deep: {number} }}],\n" for number in range(20_000))
    *_, last = said(definition, f"f({{\n  input_ids: ['i'],\n{keys}  annotation_ids: ['a'],\n}});")
    assert last == f"line 20003: 'annotation_ids' {NO_FIELD}; did you mean 'ids'?"
