"""What is said of one hand-written file, from what it did, made by hand."""

from __future__ import annotations

import base64

import pytest

from sixfold import project as pipeline
from sixfold.json_value import Json
from sixfold.runner.findings import failing, misnamed, of_message
from tests.support.projects import ROOT, load_definition

LANGUAGES = {language.name: language for language in pipeline.load_base(ROOT).languages}
PICTURE = base64.b64encode(b"\x89PNG\r\n\x1a\n and more")


def test_a_failure_that_is_printed_with_exit_code_0_is_one_finding_with_what_mends_it() -> None:
    shown = {"wrong key": False, "failure status": True, "disconnect": False}
    assert list(failing(LANGUAGES["curl"], shown, ["wrong key"])) == [
        "prints a failure, but ends with exit code 0: wrong key; add --fail-with-body",
        "does not show a failure: disconnect",
    ]
    assert list(failing(LANGUAGES["py"], shown, ["wrong key"])) == [
        "prints a failure, but ends with exit code 0: wrong key",
        "does not show a failure: disconnect",
    ]
    assert list(failing(LANGUAGES["js"], shown, ["wrong key"])) == ["does not show a failure: wrong key, disconnect"]
    assert list(failing(LANGUAGES["py"], dict.fromkeys(shown, True), [])) == []


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (
            "import x;\n\npublic class Delete {\n}\n",
            ["has to be called Delete.java: under its own name, a compiler refuses it"],
        ),
        ("public final class Delete {}", ["has to be called Delete.java: under its own name, a compiler refuses it"]),
        ("public class Main {}", []),
        ("class Delete {}", []),
        ("// public class Delete", []),
    ],
)
def test_a_java_file_is_called_after_its_public_class(source: str, said: list[str]) -> None:
    assert list(misnamed(LANGUAGES["java"], "Main.java", source)) == said
    assert list(misnamed(LANGUAGES["py"], "main.py", source)) == []


@pytest.mark.parametrize(("sent", "count"), [(PICTURE, 1), (base64.b64decode(PICTURE), 0), (b"plain", 0)])
def test_a_picture_that_is_sent_as_text_is_told_by_its_first_bytes(sent: bytes, count: int) -> None:
    request = load_definition().method("PostInputs").request
    inputs: list[Json] = [{"id": "i", "data": {"image": {"base64": base64.b64encode(sent).decode()}}}]
    said = "sends inputs[].data.image.base64 as base64 text, where bytes are expected: decoded once, it is no PNG yet"
    assert list(of_message({"inputs": inputs}, request)) == [said] * count


def test_a_deprecated_field_is_told() -> None:
    request = load_definition().method("ListModels").request
    assert list(of_message({"filter_by_user_id": True, "page": 1}, request)) == [
        "sends filter_by_user_id, which is deprecated"
    ]
