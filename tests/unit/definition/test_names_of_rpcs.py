"""An RPC is known by its full name; a name that somebody wrote is resolved in one place."""

from __future__ import annotations

from pathlib import Path

import pytest
from google.protobuf import message_factory

from sixfold import project as pipeline
from sixfold.definition import DefinitionError, descriptor
from sixfold.errors import SpecError
from sixfold.sandbox import Behaviour, Endpoint, Sandbox
from sixfold.sandbox.behaviour import CallOutcome
from sixfold.sandbox.behaviour_file import load
from sixfold.sandbox.routes import Routes
from tests.support.projects import load_definition
from tests.support.sandbox_client import HOST, STATUS, Client
from tests.support.services import two_services


def test_a_method_is_known_by_its_full_name() -> None:
    definition = load_definition()
    assert all(full_name == method.full_name for full_name, method in definition.methods.items())
    method = definition.methods["clarifai.api.V2.DeleteInput"]
    assert (method.name, definition.method("DeleteInput"), definition.method(method.full_name)) == (
        "DeleteInput",
        method,
        method,
    )


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("Get", "'Get' is the name of 2 RPCs; expected one of: zoo.V1.Get, zoo.V2.Get"),
        ("Lis", "zoo.V1 and zoo.V2 have no RPC 'Lis'; did you mean 'List'?"),
        ("zoo.V2.Fin", "zoo.V1 and zoo.V2 have no RPC 'zoo.V2.Fin'; did you mean 'zoo.V2.Find'?"),
        ("V2.Find", "zoo.V1 and zoo.V2 have no RPC 'V2.Find'"),
    ],
)
def test_a_name_that_means_none_or_several_is_refused(name: str, message: str) -> None:
    with pytest.raises(DefinitionError) as caught:
        two_services().method(name)
    assert str(caught.value).startswith(message)


def test_the_shortest_name_means_one_rpc_alone() -> None:
    definition = two_services()
    for full_name in definition.methods:
        assert definition.method(definition.shortest(full_name)).full_name == full_name
    assert [definition.shortest(name) for name in definition.methods] == ["zoo.V1.Get", "List", "zoo.V2.Get", "Find"]
    # Of an RPC that another version has: it is short only where nothing here is called so.
    assert [definition.shortest(name) for name in ("zoo.V1.Gone", "zoo.V1.Find", "zoo.V3.Gone")] == [
        "Gone",
        "zoo.V1.Find",
        "zoo.V3.Gone",
    ]


def test_a_spec_may_say_the_full_name(project: Path) -> None:
    path = project / "specs/guide/things.yaml"
    before = pipeline.load(project).entries[0].request
    path.write_text(path.read_text().replace("rpc: DeleteAnnotation", "rpc: clarifai.api.V2.DeleteAnnotation"))
    assert pipeline.load(project).entries[0].request.rpc == before.rpc
    path.write_text(path.read_text().replace("V2.DeleteAnnotation", "V2.DeleteAnnotatio"))
    with pytest.raises(
        SpecError, match=r"operations\[0\]\.rpc: .* has no RPC 'clarifai\.api\.V2\.DeleteAnnotatio'; did"
    ):
        pipeline.load(project)


RULES = "kinds: {user: {field: user_app_id.user_id}}\ndeletes:\n"
RULE = "  %s: {kind: user, ids: input_id}\n"


def read(folder: Path, *names: str) -> Behaviour:
    statuses = "".join(
        f"  {name}: {{code: SUCCESS, http: 200}}\n" for name in (outcome.value for outcome in CallOutcome)
    )
    (folder / "sandbox.yaml").write_text(f"statuses:\n{statuses}{RULES}{''.join(RULE % name for name in names)}")
    return load(folder / "sandbox.yaml", "sandbox.yaml", two_services(), STATUS)


def test_rules_of_the_sandbox_are_by_full_names_whatever_they_were_written_as(tmp_path: Path) -> None:
    behaviour = read(tmp_path, "List", "zoo.V2.Get")
    assert {name: rule.name for name, rule in behaviour.rules.items()} == {
        "zoo.V1.List": "List",
        "zoo.V2.Get": "zoo.V2.Get",
    }


@pytest.mark.parametrize(
    ("names", "message"),
    [
        (("Get",), "deletes.Get: 'Get' is the name of 2 RPCs; expected one of: zoo.V1.Get, zoo.V2.Get"),
        (("List", "zoo.V1.List"), "deletes.zoo.V1.List: zoo.V1.List stands above already, under another name"),
    ],
)
def test_a_rule_of_no_one_rpc_is_refused(tmp_path: Path, names: tuple[str, ...], message: str) -> None:
    with pytest.raises(SpecError) as caught:
        read(tmp_path, *names)
    assert str(caught.value).endswith(message)


def test_a_stand_in_of_two_services_takes_the_calls_of_both() -> None:
    definition = two_services()
    sent = message_factory.GetMessageClass(descriptor(definition.method("List").request))(
        input_id="i"
    ).SerializeToString()
    with Sandbox(definition, Behaviour(status=STATUS), Endpoint(HOST, None)) as sandbox:
        for name in ("zoo.V1.Get", "zoo.V2.Get"):
            Client(definition).grpc(sandbox, f"/{'/'.join(name.rsplit('.', 1))}", sent)
        assert [call.rpc for call in sandbox.calls] == ["zoo.V1.Get", "zoo.V2.Get"]
    assert [Routes(definition).find(f"/zoo/{name}/get/i")[0][0].method.full_name for name in ("v1", "v2")] == [
        "zoo.V1.Get",
        "zoo.V2.Get",
    ]
