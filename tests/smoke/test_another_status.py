"""Of an API whose status has other names, or whose answers hold none, snippets tell success from failure."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest
from google.protobuf.descriptor import FileDescriptor
from google.protobuf.descriptor_pb2 import DescriptorProto, FileDescriptorProto
from google.protobuf.descriptor_pool import DescriptorPool

from sixfold import project
from sixfold.clients import Chosen
from sixfold.language import Language
from sixfold.output.build import build
from sixfold.output.changes import compare, write
from sixfold.runner import smoke
from sixfold.runner.scenario import Scenario
from sixfold.snippet import Snippet
from sixfold.snippet.render import Renderer
from sixfold.spec import Api
from tests.smoke.mutants import PAIRS
from tests.support.drawing import drawn
from tests.support.projects import ROOT, copy
from tests.support.rendering import snippet_text
from tests.support.runtimes import need

MODULE = "renamed_pb2"
STATUS = {"code": "result", "description": "text", "details": "more_of_it", "req_id": "trace"}
"""What the parts of the status are called in the copy, whose answers hold it as ``outcome``."""

WRITTEN = {
    "py": ("if response.outcome.result != ", "{response.outcome.text} {response.outcome.more_of_it}"),
    "node": ("} = response.outcome;", "result: code", "text: description", "more_of_it: details"),
    "node_rest": ("JSON.parse(answer).outcome ??", "status.result !== success", '${status.more_of_it ?? ""}'),
    "js": ("JSON.parse(answer).outcome ??", "status.result !== success", '${status.more_of_it ?? ""}'),
    "java": ("response.getOutcome()", "status.getResult() != ", "status.getText()", "status.getMoreOfIt()"),
    "java_rest": (r"\"outcome\"\\s*:\\s*\\{[^{}]*\"result\"\\s*:\\s*10000\\b",),
    "php": ("$response->getOutcome()", "$answer->getResult() !== ", "{$answer->getText()} {$answer->getMoreOfIt()}"),
    "curl": ("--fail-with-body",),
}
"""What each form has of the renamed status."""

WITHOUT = ("status.code", "getStatus()", '"status"', "response.status.", "JSON.parse", "Pattern")
"""What no form has of an API without a status."""

FORMS = {"py": "py", "js": "js", "node": "node", "java": "java", "php": "php", "curl": "curl"}
SITUATIONS = (Scenario.SUCCESS, Scenario.WRONG_KEY, Scenario.FAILURE_STATUS)


RUN = {
    f"{kind}-{language}-{scenario.value}": (kind, language, scenario)
    for kind, languages in {"renamed": ("js", "curl", "node", "java"), "none": tuple(FORMS)}.items()
    for language in languages
    for scenario in SITUATIONS
}
"""What is run: of the renamed status the forms for REST, since no client library has these names."""
DRAWN = drawn(RUN, 3, lambda case: f"{case[0]}-{case[1]}")


@pytest.fixture(scope="module")
def module() -> Iterator[str]:
    """Make a module that holds the API's definition with its status renamed."""
    pool, done = DescriptorPool(), set[str]()

    def add(file: FileDescriptor) -> None:
        if file.name in done:
            return
        done.add(file.name)
        for needed in file.dependencies:
            add(needed)
        copied = FileDescriptorProto()
        file.CopyToProto(copied)
        for message in copied.message_type:
            rename(message)
        pool.AddSerializedFile(copied.SerializeToString())

    whole = import_module(load_base().definition.modules[0]).DESCRIPTOR
    add(whole)
    made = ModuleType(MODULE)
    vars(made)["DESCRIPTOR"] = pool.FindFileByName(whole.name)
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, MODULE, made)
        yield MODULE


def load_base() -> Api:
    return project.load_base(ROOT).api


def rename(message: DescriptorProto) -> None:
    """Give what says success or failure other names."""
    for field in message.field:
        if message.name.endswith("Response") and field.name == "status":
            field.name, field.json_name = "outcome", "outcome"
        elif message.name == "Status" and field.name in STATUS:
            field.name = STATUS[field.name]
            field.ClearField("json_name")


@pytest.fixture(scope="module")
def contexts(tmp_path_factory: pytest.TempPathFactory, module: str) -> Mapping[str, smoke.SmokeContext]:
    """Return projects, generated: of the copied definition, and of the API as if its answers held no status."""
    return {kind: generated(tmp_path_factory.mktemp(kind), kind, module) for kind in ("renamed", "none")}


def generated(root: Path, kind: str, module: str) -> smoke.SmokeContext:
    copy(root, "specs")
    for name in ("templates", ".runtimes"):
        (root / name).symlink_to(ROOT / name)
    specs = root / "specs/api.yaml"
    text = specs.read_text(encoding="utf-8")
    if kind == "renamed":
        text = text.replace(load_base().definition.modules[0], module).replace("status.code", "outcome.result")
        text = text.replace("status: {code: ", "status: {result: ")
        for name, other in STATUS.items():
            text = text.replace(f" status.{name}\n", f" outcome.{other}\n")
    else:
        text = re.sub(r"^success:\n(  .*\n)+", "", text, flags=re.MULTILINE)
        (root / "specs/sandbox.yaml").unlink()
    specs.write_text(text, encoding="utf-8")
    loaded = project.load(root)
    write(root, compare(root, build(loaded)))
    return smoke.SmokeContext.of(loaded)


def item_of(context: smoke.SmokeContext, language: str) -> Snippet:
    (found,) = (
        item for item in context.project.snippets if (item.key.operation, item.language.name) == (PAIRS, language)
    )
    return found


def text_of(context: smoke.SmokeContext, item: Snippet, form: Language) -> str:
    return snippet_text(Renderer(ROOT), context.project.entry(item.key).request, item.key.operation, form)


@pytest.mark.parametrize("form", WRITTEN)
def test_each_form_reads_it_where_it_stands(contexts: Mapping[str, smoke.SmokeContext], form: str) -> None:
    item = item_of(contexts["renamed"], form.removesuffix("_rest"))
    language = item.language.stand_in if form.endswith("_rest") and item.language.stand_in else item.language
    text = text_of(contexts["renamed"], item, language)
    assert [part for part in WRITTEN[form] if part not in text] == []
    none = text_of(contexts["none"], item, language)
    assert [part for part in WITHOUT if part in none] == []


@pytest.mark.parametrize(("kind", "language", "scenario"), DRAWN.values(), ids=DRAWN)
def test_its_snippet_tells_success_from_failure(
    contexts: Mapping[str, smoke.SmokeContext], kind: str, language: str, scenario: Scenario, tmp_path: Path
) -> None:
    context = contexts[kind]
    item = item_of(context, language)
    if kind == "renamed" and item.language.stand_in:
        item = replace(item, chosen=Chosen(item.language.stand_in))
    need(item.form)
    file = tmp_path / f"snippet.{item.form.extension}"
    file.write_text(text_of(context, item, item.form), encoding="utf-8")
    assert smoke.run_scenario(context, item, scenario, file).reasons == ()
