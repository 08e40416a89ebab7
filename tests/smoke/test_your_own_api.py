"""The guide to bringing another API: its commands are run, with what they print; and the example's own specs hold."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from sixfold import install, project
from sixfold.errors import Problems
from sixfold.language import Language, NameKind, load_languages
from sixfold.output.build import build
from sixfold.output.changes import compare, write
from sixfold.places import FACTS
from sixfold.runner import smoke
from sixfold.runner.scenario import Scenario
from sixfold.shipping import shipped_files, shipped_languages
from sixfold.signing import Credential, Signing
from sixfold.spec import OPERATION_ID
from sixfold.starter import Wish, begin
from tests.smoke.mutants import ONE
from tests.support.drawing import drawn
from tests.support.formatters import formatted
from tests.support.projects import ROOT, copy
from tests.support.runtimes import SHIPPED, make_runtimes, missing

GUIDES = {
    "your-own-api": "examples/library/definition/library.binpb",
    "your-own-openapi": "examples/cinema/definition",
}
"""The guides by their names, with what each of them begins with."""
EXAMPLE = ROOT / "examples/library"
SET = EXAMPLE / "definition/library.binpb"

OPERATIONS = ("get_shelf", "merge_shelves", "get_book", "list_books", "create_book", "update_book", "delete_book")
"""What the example's own specs document."""

SHAPES = Path(__file__).with_name("library_shapes.yaml")
"""A page with a request of every shape that the library knows."""

HARD = re.findall(r"(?m)^  - id: (\w+)$", SHAPES.read_text(encoding="utf-8"))
"""The operations of that page."""

CLIENTS = {"grpc_node": "library.proto", "grpc_py": "library.binpb"}
"""The example's own languages, by its stubs, each with what they are made of."""

OTHERS = tuple(name for name, form in SHIPPED.items() if not form)


def commands(guide: str) -> list[tuple[str, str]]:
    """Return the commands of a guide, each with what it is said to print."""
    text = (ROOT / f"docs/{guide}.md").read_text(encoding="utf-8")
    fences = re.findall(r"(?ms)^```console\n(.*?)^```$", text)
    return [
        (command, printed)
        for fence in fences
        for command, _, printed in (part.partition("\n") for part in re.split(r"(?m)^\$ ", fence)[1:])
    ]


@pytest.mark.parametrize("guide", GUIDES)
def test_each_command_prints_what_the_guide_says(tmp_path: Path, guide: str) -> None:
    given = ROOT / GUIDES[guide]
    if given.is_dir():
        shutil.copytree(given, tmp_path, dirs_exist_ok=True)
    else:
        shutil.copy(given, tmp_path)
    folder = tmp_path
    bin_folder = str(Path(sys.executable).parent)
    path = os.pathsep.join([bin_folder, os.environ["PATH"]])
    environment = {**os.environ, "PATH": path, "NO_MKDOCS_2_WARNING": "1", "COLUMNS": "100"}
    assert len(commands(guide)) >= 7
    for command, printed in commands(guide):
        program, *words = shlex.split(command)
        if program == "cd":
            folder = folder / words[0]
            continue
        done = subprocess.run(
            [f"{bin_folder}/{program}", *words],
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stderr if program == "sixfold" else "") == (0, ""), command
        assert done.stdout == printed, command


def test_every_language_that_ships_is_run() -> None:
    assert set(SHIPPED) == set(shipped_languages())


@pytest.fixture(scope="module")
def context(tmp_path_factory: pytest.TempPathFactory) -> smoke.SmokeContext:
    """Return the example in all languages that ship, with its own specs."""
    root = tmp_path_factory.mktemp("library")
    wish = Wish(Signing((Credential("Authorization", "Bearer"),)), tuple(SHIPPED), descriptors=SET)
    for change in begin(wish, lambda made: build(project.load(made))).changes:
        if not change.path.startswith("specs/"):
            (root / change.path).parent.mkdir(parents=True, exist_ok=True)
            (root / change.path).write_bytes(change.after or b"")
    shutil.copytree(EXAMPLE / "specs", root / "specs")
    shutil.copy(SHAPES, root / "specs/books/shapes.yaml")
    shutil.copytree(EXAMPLE / "templates", root / "templates", dirs_exist_ok=True)
    make_runtimes(root)
    make_clients(root)
    for name, form in SHIPPED.items():
        if form:
            (root / ".runtimes" / name).symlink_to(ROOT / ".runtimes" / form)
    loaded = project.load(root)
    write(root, compare(root, build(loaded)))
    return smoke.SmokeContext.of(loaded)


def make_clients(root: Path) -> None:
    """Install the client libraries of the example's own languages, of the packages that the tests have."""
    modules = ROOT / "tests/npm/node_modules"
    if not (modules / "@grpc/proto-loader").is_dir():
        missing("the packages of tests/npm are not installed; run: make test")
    for name, made_of in CLIENTS.items():
        client = root / ".runtimes" / name
        client.mkdir()
        shutil.copy(EXAMPLE / "templates" / name / made_of, client)
        (client / {"grpc_node": "node_modules", "grpc_py": ".venv"}[name]).symlink_to(
            {"grpc_node": modules, "grpc_py": Path(sys.prefix)}[name]
        )
    (form,) = (form for form in load_languages(root, Problems()) if form.name == "grpc_py")
    subprocess.run(install.command(form.runtime.install, root, form), cwd=root, check=True)


@pytest.mark.parametrize("name", CLIENTS)
def test_stubs_are_made_of_the_definition(name: str) -> None:
    made_of = CLIENTS[name]
    own, whole = (folder / made_of for folder in (EXAMPLE / "templates" / name, EXAMPLE / "definition"))
    assert own.read_bytes() == whole.read_bytes()


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


def form_of(context: smoke.SmokeContext, name: str) -> Language:
    (form,) = (form for form in context.project.languages if form.name == name)
    return form


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


@pytest.fixture(scope="module")
def with_status(tmp_path_factory: pytest.TempPathFactory) -> smoke.SmokeContext:
    """Return this repository's project, whose answers hold a status, in languages that ship and are none of its own."""
    root = copy(tmp_path_factory.mktemp("status"), "specs", "templates")
    for facts in list((root / "templates").glob(f"*/{FACTS}")):
        shutil.rmtree(facts.parent)
    for path, content in shipped_files(OTHERS).items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)
    make_runtimes(root)
    loaded = project.load(root)
    write(root, compare(root, build(loaded)))
    return smoke.SmokeContext.of(loaded)


@pytest.mark.parametrize("language", OTHERS)
def test_a_language_that_ships_tells_a_failure_by_the_apis_own_status(
    with_status: smoke.SmokeContext, language: str
) -> None:
    (item,) = (
        item for item in with_status.project.snippets if (item.key.operation, item.language.name) == (ONE, language)
    )
    found = smoke.scenarios(with_status, item)
    assert Scenario.FAILURE_STATUS in found
    for scenario in found:
        assert smoke.run_scenario(with_status, item, scenario, with_status.project.root / item.path).reasons == ()


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
    (item,) = (
        item for item in context.project.snippets if (item.key.operation, item.language.name) == (operation, language)
    )
    assert scenario in smoke.scenarios(context, item)
    assert smoke.run_scenario(context, item, scenario, context.project.root / item.path).reasons == ()
