"""The example of a protobuf API: its specs hold in every language, those of its own included, which call over gRPC."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from sixfold import install, project
from sixfold.clients import Client
from sixfold.clients.client import client_text
from sixfold.language import Language, NameKind
from sixfold.output.build import build
from sixfold.output.changes import compare, write
from sixfold.places import CLIENT
from sixfold.runner import smoke
from sixfold.runner.scenario import Scenario
from sixfold.signing import Credential, Signing
from sixfold.snippet import Snippet
from sixfold.spec import OPERATION_ID
from sixfold.starter import Wish
from tests.smoke.library_mutants import LIBRARY
from tests.smoke.mutants import Mutant
from tests.support.begun import begun, runnable
from tests.support.drawing import drawn
from tests.support.formatters import formatted
from tests.support.projects import ROOT
from tests.support.runtimes import SHIPPED, missing

EXAMPLE = ROOT / "examples/library"
SIGNING = Signing((Credential("Authorization", "Bearer"),))

OPERATIONS = ("get_shelf", "merge_shelves", "get_book", "list_books", "create_book", "update_book", "delete_book")
"""What the example's own specs document."""

SHAPES = Path(__file__).with_name("library_shapes.yaml")
"""A page with a request of every shape that the library knows."""

HARD = re.findall(r"(?m)^  - id: (\w+)$", SHAPES.read_text(encoding="utf-8"))
"""The operations of that page."""

CLIENTS = {"grpc_node": "library.proto", "grpc_py": "library.binpb"}
"""The example's own languages, by its stubs, each with what they are made of."""


@pytest.fixture(scope="module")
def context(tmp_path_factory: pytest.TempPathFactory) -> smoke.SmokeContext:
    """Return the example in all languages, with its own specs and that page."""
    root = tmp_path_factory.mktemp("library")
    begun(root, Wish(SIGNING, tuple(SHIPPED), descriptors=EXAMPLE / "definition/library.binpb"), EXAMPLE / "specs")
    shutil.copy(SHAPES, root / "specs/books/shapes.yaml")
    shutil.copytree(EXAMPLE / "templates", root / "templates", dirs_exist_ok=True)
    write(root, compare(root, build(project.load(root))))
    found = runnable(root)
    make_clients(found)
    return found


def make_clients(context: smoke.SmokeContext) -> None:
    """Install the client libraries of the example's own languages, of the packages that the tests have."""
    root, modules = context.project.root, ROOT / "tests/npm/node_modules"
    if not (modules / "@grpc/proto-loader").is_dir():
        missing("the packages of tests/npm are not installed; run: make test")
    for name, made_of in CLIENTS.items():
        client = root / ".runtimes" / name
        client.mkdir()
        shutil.copy(EXAMPLE / "templates" / name / made_of, client)
        (client / {"grpc_node": "node_modules", "grpc_py": ".venv"}[name]).symlink_to(
            {"grpc_node": modules, "grpc_py": Path(sys.prefix)}[name]
        )
    form = form_of(context, "grpc_py")
    subprocess.run(install.command(form.runtime.install, root, form), cwd=root, check=True)


def form_of(context: smoke.SmokeContext, name: str) -> Language:
    (form,) = (form for form in context.project.languages if form.name == name)
    return form


def item_of(context: smoke.SmokeContext, operation: str, language: str) -> Snippet:
    (found,) = (
        item for item in context.project.snippets if (item.key.operation, item.language.name) == (operation, language)
    )
    return found


@pytest.mark.parametrize("name", CLIENTS)
def test_stubs_are_made_of_the_definition(name: str) -> None:
    made_of = CLIENTS[name]
    own, whole = (folder / made_of for folder in (EXAMPLE / "templates" / name, EXAMPLE / "definition"))
    assert own.read_bytes() == whole.read_bytes()


def test_they_are_run_with_the_packages_that_they_are_installed_with() -> None:
    own = json.loads((EXAMPLE / "templates/grpc_node/package.json").read_text(encoding="utf-8"))["dependencies"]
    tests = json.loads((ROOT / "tests/npm/package.json").read_text(encoding="utf-8"))["devDependencies"]
    assert own.items() <= tests.items()
    own, tests = (
        set(re.findall(r"(?m)^[\w-]+==[^\s;]+", path.read_text(encoding="utf-8")))
        for path in (EXAMPLE / "templates/grpc_py/requirements.txt", ROOT / "requirements/test.txt")
    )
    assert own <= tests
    assert any(package.startswith("grpcio==") for package in own)


@pytest.mark.parametrize("name", CLIENTS)
def test_what_is_written_down_of_stubs_is_what_they_say(context: smoke.SmokeContext, name: str) -> None:
    said, wrong = install.description(context.project.root, form_of(context, name))
    assert wrong == ""
    known = Client.of(json.loads(said))
    assert (EXAMPLE / "templates" / name / CLIENT).read_text(encoding="utf-8") == client_text(known)
    methods = context.project.definition.methods.values()
    assert known.rpcs == {one.full_name: one.request.full_name for one in methods if not one.streaming}


def test_a_client_is_taken_by_the_service_of_the_call(context: smoke.SmokeContext) -> None:
    snippets = [item for item in context.project.snippets if item.key.language in CLIENTS]
    assert len(snippets) == len(CLIENTS) * (len(OPERATIONS) + len(HARD))
    for item in snippets:
        service = context.project.entry(item.key).request.method.service.rpartition(".")[2]
        text = (context.project.root / item.path).read_text(encoding="utf-8")
        made = {"grpc_node": f"library.v1.{service}(", "grpc_py": f"{service}Stub(channel)"}
        assert made[item.key.language] in text


def test_no_operation_is_called_like_a_module_that_a_program_needs(context: smoke.SmokeContext) -> None:
    # What has neither comes with Python itself, whatever stands beside the program.
    from_files = "name for name, module in modules if getattr(module, '__file__', 0) or getattr(module, '__path__', 0)"
    listed = f"import library_pb2_grpc, sys; modules = list(sys.modules.items()); print(*({from_files}))"
    client = context.project.root / ".runtimes/grpc_py"
    done = subprocess.run([sys.executable, "-c", listed], cwd=client, capture_output=True, text=True, check=True)
    modules = {name for name in done.stdout.split() if re.fullmatch(OPERATION_ID, name)}
    assert {"grpc", "google", "library_pb2", "warnings"} <= modules
    assert {name for name in modules if not form_of(context, "grpc_py").cannot_have(NameKind.FILE, name)} == set()


def test_no_variable_is_called_like_what_a_program_calls(context: smoke.SmokeContext) -> None:
    assert form_of(context, "grpc_node").cannot_have(NameKind.VARIABLE, "JSON")


@pytest.mark.parametrize("name", CLIENTS)
def test_a_formatter_leaves_them_as_they_are(context: smoke.SmokeContext, name: str, tmp_path: Path) -> None:
    snippets = [
        item for item in context.project.snippets if item.key.language == name and item.key.operation not in HARD
    ]
    texts = [(context.project.root / item.path).read_text(encoding="utf-8") for item in snippets]
    # With quotes in it a text would get others around it.
    plain = [text for text in texts if '\\"' not in text]
    assert len(plain) == 5
    assert formatted(snippets[0].form, plain, tmp_path) == plain


CASES = {
    f"{operation}-{language}-{scenario.value}": (operation, language, scenario)
    for operation in OPERATIONS
    for language in (*SHIPPED, *CLIENTS)
    for scenario in Scenario
    if scenario is not Scenario.UNKNOWN_ID or operation == "delete_book"
}
CASES |= {
    f"{operation}-{language}": (operation, language, Scenario.SUCCESS)
    for operation in HARD
    for language in (*SHIPPED, *CLIENTS)
}
DRAWN = drawn(CASES, 12, lambda case: f"{case[1]} {case[0] in HARD}")


@pytest.mark.parametrize("case", DRAWN)
def test_the_examples_snippets_hold(context: smoke.SmokeContext, case: str) -> None:
    operation, language, scenario = CASES[case]
    item = item_of(context, operation, language)
    assert scenario in smoke.scenarios(context, item)
    assert smoke.run_scenario(context, item, scenario, context.project.root / item.path).reasons == ()


DAMAGES: dict[object, tuple[str, Mutant]] = {
    f"{language}-{mutant.name}": (language, mutant) for language, mutants in LIBRARY.items() for mutant in mutants
}


@pytest.mark.parametrize("name", drawn(DAMAGES, 6, lambda case: case[0]))
def test_a_damage_of_a_grpc_program_is_caught(context: smoke.SmokeContext, name: object, tmp_path: Path) -> None:
    language, mutant = DAMAGES[name]
    (operation,) = mutant.operations
    item = item_of(context, operation, language)
    text = (context.project.root / item.path).read_text(encoding="utf-8")
    file = tmp_path / Path(item.path).name
    file.write_text(mutant.applied(text, item, context.project.entry(item.key).request.method.name), encoding="utf-8")
    reasons = smoke.run_scenario(context, item, mutant.scenario, file).reasons
    if mutant.survives:
        assert not reasons, "is caught by now: remove its explanation"
    else:
        assert any(mutant.caught in reason for reason in reasons), reasons
