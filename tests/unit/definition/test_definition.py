"""Services and methods from the descriptors of the installed package."""

from __future__ import annotations

import importlib.metadata
import subprocess
import sys
from pathlib import Path

import pytest

from sixfold.definition import ApiDefinition, DefinitionError, Field, FieldKind, HttpRule, offered
from sixfold.definition.package import load_package

PACKAGE, VERSION = "clarifai-grpc", "12.6.0"
MODULE, SERVICE = "clarifai_grpc.grpc.api.service_pb2", "clarifai.api.V2"


def load(package: str, version: str, module: str, definition: str) -> ApiDefinition:
    return load_package(package, version, [module], [definition])


def field(definition: ApiDefinition, rpc: str, path: str) -> Field:
    message = definition.method(rpc).request
    *parents, last = path.split(".")
    for name in parents:
        inner = message.fields_by_name[name].message
        assert inner is not None
        message = inner
    return message.fields_by_name[last]


def test_service_says_where_it_came_from(definition: ApiDefinition) -> None:
    assert (definition.name, definition.package, definition.version) == (SERVICE, PACKAGE, VERSION)


def test_method_has_its_messages_and_its_first_rule_first(definition: ApiDefinition) -> None:
    method = definition.method("DeleteAnnotation")
    assert (method.request.name, method.response.name) == ("DeleteAnnotationRequest", "BaseResponse")
    rule = method.rules[0]
    assert (rule.verb, rule.body) == ("DELETE", "")
    assert rule.parameters == ("user_app_id.user_id", "user_app_id.app_id", "input_id", "annotation_id")


def test_additional_bindings_follow(definition: ApiDefinition) -> None:
    paths = [rule.path for rule in definition.method("DeleteAnnotations").rules]
    assert "/v2/users/{user_app_id.user_id}/apps/{user_app_id.app_id}/annotations" in paths[1:]


def test_streaming_is_known(definition: ApiDefinition) -> None:
    assert definition.method("StreamAnnotations").streaming
    assert not definition.method("DeleteInputs").streaming


def test_deprecation_is_known(definition: ApiDefinition) -> None:
    assert definition.method("PostSearches").deprecated
    assert not definition.method("DeleteInputs").deprecated


@pytest.mark.parametrize(
    ("path", "parameters"),
    [
        ("/v2/inputs", ()),
        ("/v2/{id}", ("id",)),
        ("/v2/{a.b_c}/x/{d}/y", ("a.b_c", "d")),
        ("/v2/{name=shelves/*}:go", ("name",)),
    ],
)
def test_parameters_of_a_path(path: str, parameters: tuple[str, ...]) -> None:
    assert HttpRule("GET", path, "").parameters == parameters


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ("no-such-package", "1", MODULE, SERVICE),
            "no-such-package is not installed; run: pip install no-such-package==",
        ),
        ((PACKAGE, "1.0", MODULE, SERVICE), "expected clarifai-grpc 1.0, got 12.6.0; install that version or change"),
        ((PACKAGE, VERSION, "clarifai_grpc.nope", SERVICE), "has no protobuf module 'clarifai_grpc.nope'"),
        ((PACKAGE, VERSION, "os", SERVICE), "has no protobuf module 'os'"),
        ((PACKAGE, VERSION, "a..b", SERVICE), "has no protobuf module 'a..b'"),
        ((PACKAGE, VERSION, ".x", SERVICE), "has no protobuf module '.x'"),
        ((PACKAGE, VERSION, "", SERVICE), "has no protobuf module ''"),
        ((PACKAGE, VERSION, MODULE, "clarifai.api.V3"), "has no service 'clarifai.api.V3'"),
        ((PACKAGE, VERSION, MODULE, "clarifai.api.Input"), "has no service 'clarifai.api.Input'"),
    ],
)
def test_what_is_not_there_is_said(arguments: tuple[str, str, str, str], message: str) -> None:
    with pytest.raises(DefinitionError) as error:
        load(*arguments)
    assert message in str(error.value)


@pytest.mark.parametrize(
    "module", ["this", "idlelib.idle", "antigravity", "sixfold.__main__", "evil_mod", "pip.__main__"]
)
def test_a_module_that_is_not_the_packages_own_is_not_started(
    module: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "evil_mod.py").write_text("print('evil')")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(DefinitionError, match=f"has no protobuf module '{module}'$"):
        load(PACKAGE, VERSION, module, SERVICE)
    assert module not in sys.modules
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("raise SystemExit", ": it ends in SystemExit"),
        ("1 / 0", ": it ends in ZeroDivisionError"),
        ("import no_such_x", ": it needs the module 'no_such_x', which is not installed"),
        ("DESCRIPTOR = 1", ""),
        ("def", ": it ends in SyntaxError"),
        (None, ""),
    ],
)
def test_a_module_that_cannot_be_loaded_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str | None, said: str
) -> None:
    (tmp_path / "toy-1.dist-info").mkdir()
    (tmp_path / "toy-1.dist-info/METADATA").write_text("Name: toy\nVersion: 1\n")
    (tmp_path / "toy-1.dist-info/RECORD").write_text("toy_made_pb2.py,,\n")
    if content is not None:
        (tmp_path / "toy_made_pb2.py").write_text(content)
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(DefinitionError) as error:
        load("toy", "1", "toy_made_pb2", SERVICE)
    assert str(error.value) == f"toy 1 has no protobuf module 'toy_made_pb2'{said}"
    sys.modules.pop("toy_made_pb2", None)


def test_a_module_of_another_place_does_not_stand_in_for_the_packages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed, project = tmp_path / "installed", tmp_path / "project"
    for folder in (installed, project):
        (folder / "toy_made").mkdir(parents=True)
        (folder / "toy_made/__init__.py").write_text("raise SystemExit")
        (folder / "toy_made/service_pb2.py").touch()
    (installed / "toy-1.dist-info").mkdir()
    (installed / "toy-1.dist-info/METADATA").write_text("Name: toy\nVersion: 1\n")
    (installed / "toy-1.dist-info/RECORD").write_text("toy_made/service_pb2.py,,\n")
    monkeypatch.syspath_prepend(installed)
    monkeypatch.syspath_prepend(project)
    with pytest.raises(DefinitionError, match=r"has no protobuf module 'toy_made.service_pb2'$"):
        load("toy", "1", "toy_made.service_pb2", SERVICE)


def test_no_module_of_a_project_stands_in_for_another(tmp_path: Path) -> None:
    for name in ("click", "yaml", "evil_mod"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('evil')")
    words = [sys.executable, "-m", "sixfold", "--version"]
    run = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stderr) == (0, "")


def test_map_field_has_key_and_value_types(definition: ApiDefinition) -> None:
    types = field(definition, "PostWorkflowResults", "node_runner_selectors").entry
    assert types is not None
    assert types[0].kind is FieldKind.TEXT
    assert types[1].message is not None
    assert types[1].message.name == "RunnerSelector"


@pytest.mark.parametrize("path", ["ids", "user_app_id"])
def test_other_fields_are_no_map(definition: ApiDefinition, path: str) -> None:
    assert field(definition, "DeleteInputs", path).entry is None


@pytest.mark.parametrize(
    ("rpc", "path", "present"),
    [("ListApps", "sort_by_name", True), ("ListApps", "id", False), ("PatchApp", "app", True)],
)
def test_presence(definition: ApiDefinition, rpc: str, path: str, *, present: bool) -> None:
    assert field(definition, rpc, path).has_presence is present


def test_the_files_of_a_package_are_listed_once_whatever_it_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    listing = importlib.metadata.files

    def files(package: str) -> list[importlib.metadata.PackagePath] | None:
        asked.append(package)
        return listing(package)

    monkeypatch.setattr(importlib.metadata, "files", files)
    assert "clarifai_grpc.grpc.api.service_pb2" in offered("clarifai-grpc").services
    assert asked == ["clarifai-grpc"]
