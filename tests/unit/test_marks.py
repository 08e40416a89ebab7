"""Where a reader's values stand in snippets: known from rendering, wherever a template lays a value out."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import quote

import pytest

from sixfold.errors import SpecError
from sixfold.language import Language
from sixfold.literal import commented, escaped
from sixfold.marks import MARKS, Composed, EditableValue, Encoding, Piece
from sixfold.output.build import render
from sixfold.project import Project
from sixfold.request import Request
from sixfold.snippet.laid_out import LaidOutValues
from sixfold.snippet.render import Renderer
from tests.support.rendering import snippet_text

RequestOf = Callable[..., Request]
Languages = Mapping[str, Language]

ENCODINGS: Mapping[str, Callable[[str], str]] = {
    "json": lambda text: json.dumps(text, ensure_ascii=False)[1:-1],
    "percent": lambda text: quote(text, safe=""),
}
# Each of these is written otherwise by one of the encodings or languages; the last takes two UTF-16 code units.
HOSTILE = "a/b \\ 'c' \"d\" $e </script> é\n😀"


def units(text: str, editable_value: EditableValue) -> str:
    """Return what stands in a hole, as a browser counts."""
    return text.encode("utf-16-le")[2 * editable_value.start : 2 * editable_value.end].decode("utf-16-le")


def written(value: str, editable_value: EditableValue, language: Language) -> str:
    if editable_value.encodings == ("comment",):
        return commented(value, language.literals.comment)
    for name in editable_value.encodings:
        value = ENCODINGS[name](value)
    return escaped(value, language.literals.quoting)


def test_every_hole_of_every_published_snippet_holds_its_example(loaded: Project) -> None:
    found = 0
    for entry in render(loaded, Renderer(loaded.root)).entries:
        examples = {variable.name: variable.text for variable in entry.request.variables}
        for snippet in entry.snippets:
            for editable_value in snippet.files[0].editable_values:
                example = examples[editable_value.variable]
                assert example is not None
                assert units(snippet.text, editable_value) == written(example, editable_value, snippet.form), (
                    snippet.path
                )
                found += 1
    assert found > 0


def test_every_text_variable_of_every_published_snippet_has_a_hole(loaded: Project) -> None:
    for entry in render(loaded, Renderer(loaded.root)).entries:
        names = {variable.name for variable in entry.request.variables if variable.text is not None}
        for snippet in entry.snippets:
            assert {editable_value.variable for editable_value in snippet.files[0].editable_values} == names, (
                snippet.path
            )
            commenting = sorted(
                editable_value.variable
                for editable_value in snippet.files[0].editable_values
                if editable_value.encodings == ("comment",)
            )
            assert commenting == ([] if snippet.form.reference else sorted(names)), snippet.path
            if snippet.form.reference:
                assert len(snippet.files[0].editable_values) == len(names), (
                    f"{snippet.path}: one declaration a variable"
                )


@pytest.fixture
def hostile(request_of: RequestOf) -> Request:
    example = json.dumps(HOSTILE, ensure_ascii=False)
    examples = (
        f"INPUT: {{example: {example}, description: An ID.}}\nNOTE: {{example: {example}, description: An ID.}}\n"
    )
    return request_of("DeleteAnnotations", "input_ids: [$INPUT]\nids: [fixed, $NOTE, $NOTE]", examples=examples)


def test_holes_hold_hostile_examples_in_every_form(project: Path, hostile: Request, languages: Languages) -> None:
    for language in languages.values():
        text = snippet_text(Renderer(project), hostile, "delete_some", language)
        found = [
            editable_value for editable_value in text.editable_values if editable_value.variable in ("INPUT", "NOTE")
        ]
        assert len(found) == (2 if language.reference else 5)
        assert [units(text, editable_value) for editable_value in found] == [
            written(HOSTILE, editable_value, language) for editable_value in found
        ]


def test_curl_writes_each_value_in_the_encodings_of_its_place(
    project: Path, request_of: RequestOf, languages: Languages
) -> None:
    examples = "NOTE: {example: n, description: A note.}\n"
    request = request_of("DeleteAnnotations", "input_ids: [a]\nids: [$NOTE]", examples=examples)
    text = snippet_text(Renderer(project), request, "delete_some", languages["curl"])
    assert [(editable_value.variable, editable_value.encodings) for editable_value in text.editable_values] == [
        ("USER_ID", ("comment",)),
        ("PAT", ("comment",)),
        ("APP_ID", ("comment",)),
        ("NOTE", ("comment",)),
        ("USER_ID", ("percent",)),
        ("APP_ID", ("percent",)),
        ("PAT", ()),
        ("NOTE", ("json",)),
    ]


def test_only_texts_are_holes(project: Path, request_of: RequestOf, languages: Languages) -> None:
    request = request_of("ListInputs", "page: $PAGE", examples="PAGE: {example: 2, description: The page.}\n")
    for language in languages.values():
        names = {
            editable_value.variable
            for editable_value in snippet_text(Renderer(project), request, "list_some", language).editable_values
        }
        assert names == {"USER_ID", "APP_ID", "PAT"}


def test_a_query_holds_values_as_a_url_does(project: Path, request_of: RequestOf, languages: Languages) -> None:
    request = request_of("ListApps", "name: $NAME", examples='NAME: {example: "a b", description: A name.}\n')
    text = snippet_text(Renderer(project), request, "list_some", languages["curl"])
    (_, editable_value) = (
        editable_value for editable_value in text.editable_values if editable_value.variable == "NAME"
    )
    assert (units(text, editable_value), editable_value.encodings) == ("a%20b", ("percent",))


def test_no_mark_is_published(project: Path, hostile: Request, languages: Languages) -> None:
    for language in languages.values():
        text = snippet_text(Renderer(project), hostile, "delete_some", language)
        assert not [character for character in text if "\ufdd0" <= character <= "\ufdef"]


def test_a_template_that_cuts_a_value_is_named(project: Path, hostile: Request, languages: Languages) -> None:
    template = project / "templates/py/snippet.py.j2"
    template.write_text("{{ request.variables[0] | literal | truncate(12, true, '…', 0) }}\n")
    with pytest.raises(SpecError, match=r"^templates/py/snippet\.py\.j2: template error: ValueError: a value was cut"):
        snippet_text(Renderer(project), hostile, "delete_some", languages["py"])


def test_a_text_of_pieces_needs_escapes_of_single_characters(
    project: Path, hostile: Request, languages: Languages
) -> None:
    (project / "templates/js/snippet.html.j2").write_text("{{ request.rest.url | literal }}\n")
    with pytest.raises(SpecError, match="needs a quoting that escapes single characters"):
        snippet_text(Renderer(project), hostile, "delete_some", languages["js"])


def test_a_composed_text_is_its_text_and_knows_its_pieces() -> None:
    text = Composed("😀 " + Piece("x", "A", (Encoding.JSON, Encoding.PERCENT)).marked + Piece("fixed").marked)
    assert text == "😀 xfixed"
    assert text.editable_values == (EditableValue(3, 4, "A", (Encoding.JSON, Encoding.PERCENT)),)
    assert MARKS == "\ufdd0-\ufdef"


def test_what_stands_for_a_value_of_another_rendering_is_refused() -> None:
    own, other = LaidOutValues(), LaidOutValues()
    own.keep(Composed("first"))
    other.keep(Composed("first"))
    with pytest.raises(ValueError, match="a value was cut"):
        own.put_in(other.keep(Composed("second")))
