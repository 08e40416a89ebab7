"""The folder specs/ is read whole: every page, and every problem of every file."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from sixfold.document.node import Table
from sixfold.errors import Problems
from sixfold.signing import Credential, Signing
from sixfold.spec import load_project
from sixfold.spec.model import ProjectSpec
from sixfold.spec.parse import parse_api, parse_page
from tests.support.projects import change

PAGE = "specs/guide/things.yaml"
API = "specs/api.yaml"
Read = Callable[[str | bytes], tuple[Table | None, list[str]]]


def load(root: Path) -> tuple[ProjectSpec, list[str]]:
    problems = Problems()
    return load_project(root, problems), [str(problem) for problem in problems.found]


def test_a_project_is_read(project: Path) -> None:
    spec, problems = load(project)
    assert problems == []
    assert spec.api is not None
    assert (spec.api.name, spec.api.host, spec.api.source) == ("Clarifai", "api.clarifai.com", API)
    assert [page.path for page in spec.pages] == ["guide/things"]


def test_api_is_read(project: Path) -> None:
    api = load(project)[0].api
    assert api is not None
    assert (api.definition.package, api.definition.version) == ("clarifai-grpc", "12.6.0")
    assert api.authentication.signing == Signing((Credential("Authorization", "Key"),))
    assert api.authentication.variables == {"PAT"}
    assert api.success is not None
    assert (api.success.paths.code, api.success.value) == ("status.code", "SUCCESS")
    assert list(api.variables) == ["USER_ID", "PAT", "APP_ID"]
    assert ({folder: section.title for folder, section in api.sections.items()}, api.note) == (
        {"guide": "The Guide"},
        "",
    )


def test_page_is_read(project: Path) -> None:
    page = load(project)[0].pages[0]
    assert (page.title, page.description, page.text, page.section) == (
        "Delete Things",
        "How things go.",
        "",
        "guide",
    )
    assert [(operation.id, operation.rpc, operation.irreversible) for operation in page.operations] == [
        ("delete_one", "DeleteAnnotation", True),
        ("delete_some", "DeleteInputs", False),
    ]
    assert page.variables["INPUT_ID"].description == "The input."


def test_pages_come_in_the_order_of_their_paths(project: Path) -> None:
    text = (project / PAGE).read_text()
    for number, name in enumerate(("b/z", "a/y", "b/a/x")):
        path = project / f"specs/{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.replace("id: delete_", f"id: d{number}_"))
    spec, problems = load(project)
    assert problems == []
    assert [page.path for page in spec.pages] == ["a/y", "b/a/x", "b/z", "guide/things"]


def test_the_sandbox_file_is_no_page(project: Path) -> None:
    (project / "specs/sandbox.yaml").write_text("anything: here\n")
    spec, problems = load(project)
    assert (len(spec.pages), problems) == (1, [])


@pytest.mark.parametrize("content", ["", "no folder"])
def test_without_specs_there_is_one_problem(tmp_path: Path, content: str) -> None:
    if content:
        (tmp_path / "specs").write_text(content)
    spec, problems = load(tmp_path)
    assert (spec, problems) == (
        ProjectSpec(None, ()),
        ["specs/: no such folder; expected api.yaml and one YAML file a page below it"],
    )


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("specs/guide/Things.yaml", "its path becomes a web address: expected small letters, digits and '-' only"),
        ("specs/guide/a b.yaml", "its path becomes a web address: expected small letters, digits and '-' only"),
        ("specs/guide/.yaml", "is not a spec; expected a name that ends in '.yaml'"),
        ("specs/guide/-x.yaml", "its path becomes a web address: expected small letters, digits and '-' only"),
        ("specs/Guide/x.yaml", "its path becomes a web address: expected small letters, digits and '-' only"),
        ("specs/alone.yaml", "expected a page inside a folder of specs/, which is its section"),
        ("specs/guide/x.yml", "is not a spec; expected a name that ends in '.yaml'"),
        ("specs/notes.txt", "is not a spec; expected a name that ends in '.yaml'"),
    ],
)
def test_a_file_with_a_wrong_name(project: Path, name: str, problem: str) -> None:
    (project / name).parent.mkdir(exist_ok=True)
    (project / name).write_text("title: x\n")
    assert f"{name}: {problem}" in load(project)[1]


def test_a_folder_without_a_spec(project: Path) -> None:
    (project / "specs/guide/empty").mkdir()
    assert load(project)[1] == [
        "specs/guide/empty/: the folder holds no spec; expected a YAML file, or remove it",
    ]


def test_a_folder_named_like_a_spec(project: Path) -> None:
    (project / "specs/guide/x.yaml").mkdir()
    problems = load(project)[1]
    assert len(problems) == 2
    assert problems[0].startswith("specs/guide/x.yaml/: the folder holds no spec") or problems[0].startswith(
        "specs/guide/x.yaml: cannot be read: Is a directory"
    )


def test_a_link_that_leads_out(project: Path) -> None:
    (project / "outside.yaml").write_text("title: x\n")
    (project / "specs/guide/link.yaml").symlink_to(project / "outside.yaml")
    assert load(project)[1] == ["specs/guide/link.yaml: leads out of specs/; expected a file inside it"]


def test_a_section_that_is_a_link(project: Path) -> None:
    (project / "specs/guide").rename(project / "elsewhere")
    (project / "specs/guide").symlink_to("../elsewhere")
    assert load(project)[1][0] == "specs/guide: is a symbolic link; expected a folder; put the folder itself there"


def test_a_link_to_nothing(project: Path) -> None:
    (project / "specs/guide/link.yaml").symlink_to("nothing.yaml")
    problems = load(project)[1]
    assert len(problems) == 1
    assert problems[0].startswith("specs/guide/link.yaml: cannot be read: No such file or directory")


def test_a_link_to_itself(project: Path) -> None:
    (project / "specs/guide/loop.yaml").symlink_to("loop.yaml")
    problems = load(project)[1]
    assert len(problems) == 1
    assert problems[0].startswith("specs/guide/loop.yaml: cannot be read: ")


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("pipe.yaml", "cannot be read: not a file; expected a YAML file"),
        ("pipe", "is not a spec; expected a name that ends in '.yaml'"),
    ],
)
def test_a_pipe_is_not_waited_for(project: Path, name: str, problem: str) -> None:
    os.mkfifo(project / "specs/guide" / name)
    assert load(project)[1] == [f"specs/guide/{name}: {problem}"]


def test_problems_of_all_files_come_together(project: Path) -> None:
    change(project / API, "host: api.clarifai.com", "host: https://x")
    change(project / PAGE, "title: Delete One", "titel: Delete One")
    (project / "specs/guide/broken.yaml").write_text("a: 'x")
    places = {problem.partition(":")[0] for problem in load(project)[1]}
    assert places == {API, PAGE, "specs/guide/broken.yaml"}


def test_pages_are_read_though_the_api_is_not(project: Path) -> None:
    (project / API).write_text("[]")
    spec, problems = load(project)
    assert spec.api is None
    assert len(spec.pages) == 1
    assert problems == [f"{API}:1:1: expected a mapping, got a list"]


@pytest.mark.parametrize(
    ("file", "old", "new", "problem"),
    [
        (
            API,
            "host: api.clarifai.com",
            "host: a/b",
            "2:7: host: expected a host name, with a port if it is not 443, got 'a/b'",
        ),
        (API, "host: api.clarifai.com", "host: a:0", "2:7: host: expected a host name, with a port if it is not 443"),
        (API, "host: api.clarifai.com", "host: a:65536", "host: expected a host name, with a port if it is not 443"),
        (API, "version: 12.6.0", "version: 12.6", "5:12: definition.version: expected text, got the number 12.6"),
        (API, "scheme: Key", "scheme: 'a b'", "scheme: expected the word before the key, got 'a b'"),
        (API, "header: Authorization", "header: 'a: b'", "header: expected the name of an HTTP header, got 'a: b'"),
        (
            API,
            "field: status.code",
            "field: status/code",
            "success.field: expected a path of response fields, got 'status/code'",
        ),
        (API, "USER_ID: {example", "user: {example", "variables.user: expected a name like INPUT_ID, got 'user'"),
        (API, "example: ann", "example: []", "variables.USER_ID.example: expected one value, got a list"),
        (API, "example: ann", "example: ''", "variables.USER_ID.example: expected one value, got the text ''"),
        (API, "example: ann", "example: ~", "variables.USER_ID.example: expected one value, got nothing"),
        (API, "example: ann, ", "", "variables.USER_ID.example: missing; expected an example value"),
        (API, "Your user ID.", '"a\\nb"', "variables.USER_ID.description: expected one line without"),
        (API, "Your user ID.", "'</script>'", "variables.USER_ID.description: expected one line without"),
        (API, "Your user ID.", "'\\u000a'", "variables.USER_ID.description: expected one line without"),
        (API, "guide: The Guide", "guide: 5", "sections.guide: expected text of one line, got the number 5; write it"),
        (API, "The Guide", '"a\\nb"', "sections.guide: expected text of one line, got 'a\\nb'"),
        (API, "name: Clarifai", 'name: "a\\nb"', "name: expected text of one line, got 'a\\nb'"),
        (API, "name: Clarifai", "name: Clarifai\nhots: x", "hots: unknown key; did you mean 'host'? (keys: "),
        (PAGE, "irreversible: true", "irreversible: yes", "irreversible: expected true or false, got the text 'yes'"),
        (PAGE, "id: delete_one", "id: ../../x", "operations[0].id: expected a file name of small letters, digits"),
        (PAGE, "id: delete_one", "id: Delete", "operations[0].id: expected a file name of small letters, digits"),
        (PAGE, "id: delete_one", "id: 5", "operations[0].id: expected a file name of small letters, digits"),
        (PAGE, "rpc: DeleteAnnotation", "path: v2/x\n    rpc: X", "operations[0].path: expected an HTTP path that"),
        (PAGE, "    rpc: DeleteAnnotation\n", "", "operations[0].rpc: missing; expected the name of an RPC"),
        (PAGE, "title: Delete Things", "title: 5", "1:8: title: expected text of one line, got the number 5; write it"),
        (
            PAGE,
            "Delete Things",
            '"Delete\\n# Things"',
            "1:8: title: expected text of one line, got 'Delete\\n# Things'",
        ),
        (PAGE, "Delete Things", '"a\\u2028b"', "1:8: title: expected text of one line, got 'a\\u2028b'"),
        (PAGE, "How things go.", "|\n  a\n  b", "2:14: description: expected text of one line, got 'a\\nb'"),
        (PAGE, "title: Delete One", 'title: "a\\rb"', "operations[0].title: expected text of one line, got 'a\\rb'"),
        (
            PAGE,
            "id: delete_some",
            "id: delete_one",
            "operations[1].id: duplicate operation id 'delete_one'; first at",
        ),
        (
            PAGE,
            "INPUT_ID: {",
            "PAT: {example: x, description: y}\n  INPUT_ID: {",
            "variables.PAT: duplicate variable; first",
        ),
        (
            PAGE,
            "INPUT_ID: {",
            "MORE: {example: x, description: y}\n  INPUT_ID: {",
            "variables.MORE: unused variable; no",
        ),
    ],
)
def test_wrong_value(project: Path, file: str, old: str, new: str, problem: str) -> None:
    change(project / file, old, new)
    problems = load(project)[1]
    assert len([found for found in problems if problem in found and found.startswith(f"{file}:")]) == 1


def test_a_variable_of_the_api_that_nothing_uses(project: Path) -> None:
    change(project / API, "  PAT: {", "  MORE: {example: x, description: y}\n  PAT: {")
    assert load(project)[1] == [f"{API}:16:3: variables.MORE: unused variable; no request has it"]


def test_a_page_needs_an_operation(read: Read) -> None:
    table, _ = read("title: T\ndescription: D\noperations: []\n")
    assert table is not None
    problems = Problems()
    parse_page(table, "a/b", "f.yaml", problems)
    assert [str(found) for found in problems.found] == [
        "f.yaml:3:1: operations: expected at least one operation, got none"
    ]


@pytest.mark.parametrize("item", ["5", "[]", "text", "~"])
def test_an_operation_is_a_mapping(read: Read, item: str) -> None:
    table, _ = read(f"title: T\ndescription: D\noperations: [{item}]\n")
    assert table is not None
    problems = Problems()
    parse_page(table, "a/b", "f.yaml", problems)
    assert str(problems.found[0]).startswith("f.yaml:3:14: operations[0]: expected an operation (a mapping), got ")


@pytest.mark.parametrize("parse", ["api", "page"])
def test_an_empty_mapping_lacks_every_required_key(read: Read, parse: str) -> None:
    table, _ = read("{}")
    assert table is not None
    problems = Problems()
    if parse == "api":
        parse_api(table, "f.yaml", problems)
    else:
        parse_page(table, "a/b", "f.yaml", problems)
    keys = {found.key_path.partition(".")[0] for found in problems.found if "missing" in found.message}
    assert keys == (
        {"name", "host", "definition", "authentication"} if parse == "api" else {"title", "description", "operations"}
    )


def test_a_dollar_twice_is_no_use_of_a_variable(project: Path) -> None:
    change(project / PAGE, "annotation_id: note", "annotation_id: $$OTHER_ID")
    change(project / PAGE, "$INPUT_ID, $OTHER_ID", "$INPUT_ID")
    assert load(project)[1] == [f"{PAGE}:5:3: variables.OTHER_ID: unused variable; no request of this page has it"]


def test_an_expected_failure_is_read_with_its_day(project: Path) -> None:
    change(
        project / "specs/guide/things.yaml",
        "    keeps: Its input.\n",
        "    keeps: Its input.\n    expected_failures: [{language: py, reason: Why., until: 2027-01-31}]\n",
    )
    spec, problems = load(project)
    assert problems == []
    (expected,) = spec.pages[0].operations[0].expected_failures
    assert (expected.language, expected.reason, str(expected.until)) == ("py", "Why.", "2027-01-31")
