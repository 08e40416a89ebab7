"""A draft becomes a page, or more of one; what cannot be one is refused and nothing is written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from sixfold import project as pipeline
from sixfold.errors import SixfoldError
from sixfold.files import Change
from sixfold.scaffold import NoDraftError, NoIdError, NoPageError, addition, draft, drafted_page, method_of
from tests.support.commands import Sixfold
from tests.support.projects import PAGE

Add = Callable[..., Change]
THINGS = "specs/guide/things.yaml"


@pytest.fixture
def add(project: Path) -> Add:
    """Make the change that adds an RPC to a page."""
    found = pipeline.load_base(project)

    def add(rpc: str, page: str = "guide/things", identity: str = "") -> Change:
        return addition(project, page, draft(found.api, method_of(found.definition, rpc), identity))

    return add


def test_a_new_page_holds_the_operation_alone(add: Add, project: Path) -> None:
    change = add("GetModel", "guide/more.yaml")
    found = pipeline.load_base(project)
    text = drafted_page("TODO(sixfold): Get Model", draft(found.api, method_of(found.definition, "GetModel")))
    assert change == Change("specs/guide/more.yaml", None, text.encode())
    assert not (project / change.path).exists()


def test_an_operation_comes_at_the_end_with_the_variables_that_the_page_lacks(add: Add) -> None:
    change = add("DeleteInput")
    assert change.before == PAGE.encode()
    before, after = yaml.safe_load(PAGE), yaml.safe_load(change.after or b"")
    *operations, new = after.pop("operations")
    assert (operations, new["id"], new["request"]) == (before["operations"], "delete_input", {"input_id": "$INPUT_ID"})
    assert after == {key: before[key] for key in before if key != "operations"}
    more = yaml.safe_load(add("GetModel").after or b"")["variables"]
    assert list(more)[:4] == ["INPUT_ID", "OTHER_ID", "MODEL_ID", "VERSION_ID"]


@pytest.mark.parametrize("operations", ["", "[]", "null # none yet"])
def test_a_page_without_operations_gets_its_first(add: Add, project: Path, operations: str) -> None:
    head = PAGE.partition("operations:")[0]
    (project / THINGS).write_text(f"{head}operations: {operations}\n")
    (new,) = yaml.safe_load(add("GetModel").after or b"")["operations"]
    assert new["id"] == "get_model"


@pytest.mark.parametrize("page", ["guide/things", "guide/more"])
@pytest.mark.parametrize(
    ("identity", "message"),
    [
        ("delete_one", "there is an operation 'delete_one' already; give another one with --id"),
        ("A b", "expected an id of small letters, digits and '_' that begins with a letter, got 'A b'"),
        ("../x", "expected an id of small letters, digits and '_' that begins with a letter, got '../x'"),
    ],
)
def test_an_id_is_given_once_and_is_a_name(add: Add, page: str, identity: str, message: str) -> None:
    with pytest.raises(NoIdError) as raised:
        add("GetModel", page, identity)
    assert str(raised.value) == message


@pytest.mark.parametrize("page", ["things", "guide/", "/guide/things", "../specs/guide/things", "guide/Things", ""])
def test_a_page_stands_in_a_section(add: Add, page: str) -> None:
    with pytest.raises(NoPageError, match=r"expected a section and a page of small letters.*, got "):
        add("GetModel", page)


def test_nothing_is_added_to_a_page_that_is_wrong(add: Add, project: Path) -> None:
    (project / THINGS).write_text(PAGE.replace("title: Delete Things", "titel: Delete Things"))
    with pytest.raises(SixfoldError, match="unknown key; did you mean 'title'"):
        add("GetModel")


@pytest.mark.parametrize("operations", ["5", "{a: b}", "!!null ''"])
def test_a_page_to_which_nothing_can_be_added_is_said_with_a_remedy(add: Add, project: Path, operations: str) -> None:
    head = PAGE.partition("operations:")[0]
    (project / THINGS).write_text(f"{head}operations: {operations}\n")
    with pytest.raises(SixfoldError) as raised:
        add("GetModel")
    assert str(raised.value).startswith(f"{THINGS}: 'operations' ")
    assert str(raised.value).endswith(
        "; print the entry without --page, and put it there yourself; nothing was written"
    )


def test_a_page_never_grows_too_large_to_be_read(add: Add, project: Path) -> None:
    (project / THINGS).write_text(f"{PAGE}# {'x' * (256 * 1024 - len(PAGE) - 100)}\n")
    with pytest.raises(SixfoldError, match=r"would be too large; expected at most 262,144 bytes; name another page"):
        add("GetModel")


@pytest.mark.parametrize(
    ("rpc", "message"),
    [
        ("GetModle", "clarifai.api.V2 has no RPC 'GetModle'; did you mean "),
        ("StreamAnnotations", "StreamAnnotations is a streaming RPC or has no HTTP binding; expected"),
    ],
)
def test_an_rpc_that_no_snippet_can_call_has_no_draft(add: Add, rpc: str, message: str) -> None:
    with pytest.raises(NoDraftError) as raised:
        add(rpc)
    assert message in str(raised.value)


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (("GetModle",), "Error: clarifai.api.V2 has no RPC 'GetModle'; did you mean"),
        (("GetModel", "--page", "things"), "Error: Invalid value for --page: expected a section and a page"),
        (("GetModel", "--page", "guide/things", "--id", "delete_one"), "Error: there is an operation 'delete_one'"),
    ],
)
def test_what_is_wrong_with_the_command_line_has_exit_code_2(
    sixfold: Sixfold, project: Path, words: tuple[str, ...], problem: str
) -> None:
    code, out, err = sixfold("new", *words)
    assert (code, out, problem in err) == (2, "", True)
    assert (project / THINGS).read_text() == PAGE
