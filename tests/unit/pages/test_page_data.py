"""What a page tells its own script: declared rules, variables and holes, as JSON that no value can end."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path

from sixfold import signing
from sixfold.clients import Chosen
from sixfold.language import Language
from sixfold.literal import LONGEST_IN_COMMENT
from sixfold.marks import Composed, Encoding, Piece, pieces_of
from sixfold.pages.page_data import page_data
from sixfold.request import Request
from sixfold.snippet import Renderer, Snippet, SnippetFile, SnippetKey
from tests.support.rendering import snippet_text

RequestOf = Callable[..., Request]
Languages = Mapping[str, Language]


def snippet_of(language: Language, *pieces: Piece, path: str = "x") -> Snippet:
    code = Composed("".join(piece.marked for piece in pieces))
    files = (SnippetFile(path, language.template, language, code),)
    return Snippet(SnippetKey("x", language.name), language, Chosen(language), files)


def test_variables_of_all_operations_stand_once_and_say_what_they_are(request_of: RequestOf) -> None:
    an_id = "ID: {example: i, description: An ID.}\n"
    a_page = "PAGE: {example: 2, description: A page.}\n"
    in_path = request_of("DeleteAnnotation", "input_id: $ID\nannotation_id: a", examples=an_id)
    in_query = request_of("ListInputs", "page: $PAGE", examples=a_page)
    in_body = request_of("DeleteInputs", "ids: [$ID]", examples=an_id)
    found = page_data([in_body, in_path, in_query], []).variables
    told = [(variable["name"], variable["secret"], variable["in_path"]) for variable in found]
    assert told == [
        ("USER_ID", False, True),
        ("PAT", True, False),
        ("APP_ID", False, True),
        ("ID", False, True),
    ]
    assert [variable["in_path"] for variable in page_data([in_body], []).variables][-1] is False


def test_the_key_alone_has_the_pattern_of_what_a_header_can_carry(request_of: RequestOf) -> None:
    found = page_data([request_of("DeleteAnnotation", "input_id: i\nannotation_id: a")], []).variables
    assert {str(variable["name"]): variable.get("pattern") for variable in found} == {
        "USER_ID": None,
        "PAT": signing.KEY,
        "APP_ID": None,
    }


def test_the_rules_of_each_form_are_the_declared_ones(languages: Languages) -> None:
    snippets = [snippet_of(languages[name]) for name in ("java", "curl")]
    assert page_data([], snippets).quoting == {
        "curl": {"delimiter": "'", "escapes": {"'": "'\\''"}, "control": None, "non_ascii": None},
        "java": {
            "delimiter": '"',
            "escapes": {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"},
            "control": {"prefix": "\\", "base": 8, "digits": 3},
            "non_ascii": {"prefix": "\\u", "base": 16, "digits": 4},
        },
    }


def test_the_rules_for_comments_go_along_where_a_comment_names_a_value(languages: Languages) -> None:
    snippets = [snippet_of(languages[name], Piece("x", "X", (Encoding.COMMENT,))) for name in ("py", "curl")]
    quoting = page_data([], [*snippets, snippet_of(languages["java"])]).quoting
    for name in ("py", "curl"):
        rules = quoting[name]
        assert isinstance(rules, dict)
        assert rules["comment"]["escapes"]["\n"] == "\\n"
        assert rules["comment"]["longest"] == LONGEST_IN_COMMENT
    assert "comment" not in json.dumps(quoting["java"])


def test_a_snippet_is_told_with_its_form_and_holes(languages: Languages) -> None:
    snippet = snippet_of(languages["curl"], Piece("-"), Piece("x", "ID", (Encoding.JSON,)), path="a/b.sh")
    assert page_data([], [snippet]).snippets == {"a/b.sh": {"form": "curl", "holes": [[1, 2, "ID", ["json"]]]}}


def test_the_json_cannot_end_its_script(request_of: RequestOf, languages: Languages, project: Path) -> None:
    value = "</script><!-- & \u2028"
    an_id = f"ID: {{example: {json.dumps(value)}, description: D.}}\n"
    request = request_of("DeleteInputs", "ids: [$ID]", examples=an_id)
    text = snippet_text(Renderer(project), request, "x", languages["js"])
    data = page_data([request], [snippet_of(languages["js"], *pieces_of(text))])
    assert not set(data.json) & set("<>&")
    read = json.loads(data.json)
    assert [variable["example"] for variable in read["variables"]][-1] == value
    assert read == json.loads(
        json.dumps({"quoting": data.quoting, "variables": data.variables, "snippets": data.snippets})
    )
