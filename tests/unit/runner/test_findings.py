"""What is said of one hand-written file, from what it did, made by hand."""

from __future__ import annotations

import base64
from dataclasses import replace

import pytest

from sixfold import project as pipeline
from sixfold.container import Exit, Run
from sixfold.json_value import Json
from sixfold.runner.execute import Execution
from sixfold.runner.findings import failing, misnamed, of_message, sent
from sixfold.signing import Credential, Signing
from sixfold.snippet import SnippetKey
from sixfold.spec.model import Authentication
from tests.support.calls import call_of
from tests.support.projects import ROOT, load_definition, repository

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


@pytest.mark.parametrize(("content", "count"), [(PICTURE, 1), (base64.b64decode(PICTURE), 0), (b"plain", 0)])
def test_a_picture_that_is_sent_as_text_is_told_by_its_first_bytes(content: bytes, count: int) -> None:
    request = load_definition().method("PostInputs").request
    inputs: list[Json] = [{"id": "i", "data": {"image": {"base64": base64.b64encode(content).decode()}}}]
    said = "sends inputs[].data.image.base64 as base64 text, where bytes are expected: decoded once, it is no PNG yet"
    assert list(of_message({"inputs": inputs}, request)) == [said] * count


def test_a_deprecated_field_is_told() -> None:
    request = load_definition().method("ListModels").request
    assert list(of_message({"filter_by_user_id": True, "page": 1}, request)) == [
        "sends filter_by_user_id, which is deprecated"
    ]


def test_each_of_several_keys_is_looked_at() -> None:
    base = pipeline.load_base(ROOT)
    both = Signing((Credential("X-App-Id"), Credential("X-App-Key", "Token")))
    several = replace(base, api=replace(base.api, authentication=Authentication(both)))
    request = repository().entry(SnippetKey("delete_annotation_input_annotation_ids", "py")).request

    def told(*signed: str | None) -> list[str]:
        call = call_of(request, rpc=request.method.full_name, signed=signed)
        return list(sent(several, Execution(Run(Exit(0), "", "", 0.1), (call,), ())))

    assert told("id", "Token key") == []
    assert told(None, "Key key") == [
        "sends no key in the header 'X-App-Id'",
        "sends the authorization 'Key key' in the header 'X-App-Key'; expected 'Token …'",
    ]


def test_where_no_call_is_signed_the_rest_is_told_all_the_same() -> None:
    base = pipeline.load_base(ROOT)
    unsigned = replace(base, api=replace(base.api, authentication=Authentication(Signing())))
    request = repository().entry(SnippetKey("delete_annotation_input_annotation_ids", "py")).request
    call = call_of(request, rpc=request.method.full_name, signed=(), unknown_fields=("inputs_ids",))
    told = list(sent(unsigned, Execution(Run(Exit(0), "", "", 0.1), (call,), ())))
    assert told == ["sends 'inputs_ids', a field that the request does not have"]
