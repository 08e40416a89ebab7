"""What came, went or was deprecated from one version of a definition to another."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict

import pytest

from sixfold.definition import ApiDefinition, Inventory
from sixfold.definition.inventory import Changes, main
from sixfold.errors import SixfoldError
from sixfold.json_value import Json

BEFORE = Inventory(
    "1",
    {"Stays": False, "Goes": False, "Ages": False, "Old": True},
    {"Stay.a": False, "Stay.gone": False, "Stay.ages": False, "Stay.old": True, "Goes.a": False},
)
AFTER = Inventory(
    "2",
    {"Stays": False, "Comes": False, "ComesOld": True, "Ages": True, "Old": True},
    {"Stay.a": False, "Stay.new": False, "Stay.ages": True, "Stay.old": True, "Comes.a": True},
)


def test_what_came_is_what_only_the_later_version_has() -> None:
    assert AFTER.since(BEFORE) == Changes(
        added=("Comes", "ComesOld"),
        removed=("Goes",),
        deprecated=("Ages",),
        fields_added=("Stay.new",),
        fields_removed=("Stay.gone",),
        fields_deprecated=("Stay.ages",),
    )


def test_the_other_way_round_what_came_went() -> None:
    there, back = AFTER.since(BEFORE), BEFORE.since(AFTER)
    assert (back.added, back.removed) == (there.removed, there.added)
    assert (back.fields_added, back.fields_removed) == (there.fields_removed, there.fields_added)
    assert (back.deprecated, back.fields_deprecated) == ((), ())


def test_nothing_changes_from_a_version_to_itself(definition: ApiDefinition) -> None:
    found = Inventory.of(definition)
    assert found.since(found) == Changes((), (), (), (), (), ())


def test_an_inventory_has_every_rpc_and_the_fields_of_every_request(definition: ApiDefinition) -> None:
    found = Inventory.of(definition)
    assert found.version == definition.version
    assert found.rpcs == {name: method.deprecated for name, method in definition.methods.items()}
    asked = {
        f"{method.request.name}.{field.name}"
        for method in definition.methods.values()
        for field in method.request.fields
    }
    assert asked <= found.fields.keys()
    assert "Annotation.input_id" in found.fields


def test_the_program_prints_what_is_read_back(
    definition: ApiDefinition, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["clarifai-grpc", definition.version, "clarifai_grpc.grpc.api.service_pb2", "--", "clarifai.api.V2"]
    monkeypatch.setattr(sys, "argv", ["inventory", *words])
    main()
    printed = json.loads(capsys.readouterr().out)
    assert printed == asdict(Inventory.of(definition))
    assert Inventory.from_json(printed) == Inventory.of(definition)


@pytest.mark.parametrize(
    "printed",
    [
        None,
        [],
        {"version": "1", "rpcs": {}},
        {"version": 1, "rpcs": {}, "fields": {}},
        {"version": "1", "rpcs": {"A": "no"}, "fields": {}},
    ],
)
def test_what_is_no_inventory_is_refused(printed: Json) -> None:
    with pytest.raises(SixfoldError, match="expected a version, RPCs and fields"):
        Inventory.from_json(printed)
