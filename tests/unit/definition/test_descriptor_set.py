"""A definition from a descriptor set of the project: its services, what its comments say, and what is wrong with it."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from google.protobuf.descriptor_pb2 import FileDescriptorSet

from sixfold import project as pipeline
from sixfold.definition import ApiDefinition, DefinitionError, Inventory
from sixfold.definition.descriptor_set import load_descriptor_set
from sixfold.errors import SpecError
from sixfold.output.build import build
from tests.support.commands import Sixfold
from tests.support.descriptor_sets import SERVICES, shop, shop_file, with_imports
from tests.support.projects import change, load_definition, write

PATH = "api/shop.binpb"
API = f"""\
name: Shop
host: shop.example.com
definition: {{descriptors: {PATH}, services: [shop.v1.Orders, shop.v1.Parcels]}}
authentication: {{header: X-Api-Key, variable: KEY}}
sections: {{guide: The Guide}}
variables:
  KEY: {{example: secret, description: Your key.}}
"""
PAGE = """\
title: Orders
description: How orders go.
operations:
  - id: delete_order
    title: Delete an order
    text: It goes.
    rpc: DeleteOrder
    request: {name: orders/one}
    irreversible: true
    deletes: The order.
    keeps: Its parcels.
    fields: {view: What is shown., bare: Anything.}
"""


@pytest.fixture
def shop_project(project: Path) -> Path:
    """Make the small project one of the shop, in cURL alone: no client library knows it."""
    for folder in (project / "templates").iterdir():
        if (folder / "language.yaml").exists() and folder.name != "curl":
            for file in folder.rglob("*"):
                if file.is_file():
                    file.unlink()
            (folder / "language.yaml").unlink(missing_ok=True)
    (project / "specs/guide/things.yaml").unlink()
    write(project, {"specs/api.yaml": API, "specs/guide/orders.yaml": PAGE})
    return put(project, shop())


def put(root: Path, made: FileDescriptorSet | bytes) -> Path:
    (root / PATH).parent.mkdir(exist_ok=True)
    (root / PATH).write_bytes(made if isinstance(made, bytes) else made.SerializeToString())
    return root


def load(root: Path, *services: str) -> ApiDefinition:
    return load_descriptor_set(root, PATH, services)


def test_a_set_says_what_the_installed_package_says(tmp_path: Path) -> None:
    from clarifai_grpc.grpc.api import service_pb2  # noqa: PLC0415 - of this test alone

    installed = load_definition()
    found = load(put(tmp_path, with_imports([service_pb2.DESCRIPTOR])), installed.name)
    assert (found.name, found.package, len(found.version)) == (installed.name, PATH, 12)
    assert list(found.methods) == list(installed.methods)
    for name, method in found.methods.items():
        assert method == installed.methods[name]
    assert Inventory.of(found).fields == Inventory.of(installed).fields


def test_all_services_are_meant_where_none_is_named(tmp_path: Path) -> None:
    found = load(put(tmp_path, shop()))
    assert (found.services, found.name) == (SERVICES, "shop.v1.Orders and shop.v1.Parcels")
    assert [method.full_name for method in found.named("Get")] == ["shop.v1.Orders.Get", "shop.v1.Parcels.Get"]
    with pytest.raises(DefinitionError, match=r"shop.v1.Orders and shop.v1.Parcels have no RPC 'Gett'; did you mean"):
        found.method("Gett")


def test_comments_are_the_definitions_own_words(tmp_path: Path) -> None:
    method = load(put(tmp_path, shop())).method("DeleteOrder")
    assert method.description == "Deletes an order."
    assert {name: field.description for name, field in method.request.fields_by_name.items()} == {
        "name": "The name | of the *order*.",
        "view": "",
        "bare": "",
    }


def test_a_comment_stands_where_a_spec_says_nothing_and_is_marked(shop_project: Path) -> None:
    page = next(made.text for made in build(pipeline.load(shop_project)) if made.path == "docs/guide/orders.md")
    assert (
        "| `name`<br>string, required, in path | The name \\| of the \\*order\\*. *(from the API definition)* |" in page
    )
    assert "| `bare`<br>string, in query | Anything. |" in page
    change(shop_project / "specs/guide/orders.yaml", "{view", "{name: Which., view")
    page = next(made.text for made in build(pipeline.load(shop_project)) if made.path == "docs/guide/orders.md")
    assert "| `name`<br>string, required, in path | Which. |" in page


def test_an_answer_without_a_field_is_called_empty(shop_project: Path) -> None:
    file = shop_file()
    del file.message_type[1].field[:]
    put(shop_project, shop(file))
    page = next(made.text for made in build(pipeline.load(shop_project)) if made.path == "docs/guide/orders.md")
    assert "\nAn empty `Thing`. All went well when\n" in page


def test_what_neither_says_is_asked_for(shop_project: Path) -> None:
    change(shop_project / "specs/guide/orders.yaml", "view: What is shown., ", "")
    with pytest.raises(SpecError) as caught:
        pipeline.load(shop_project)
    assert str(caught.value).endswith("fields.view: missing; expected a line on what the field means")


def test_an_rpc_of_several_services_needs_its_full_name(shop_project: Path) -> None:
    page = shop_project / "specs/guide/orders.yaml"
    change(page, "rpc: DeleteOrder", "rpc: Get")
    with pytest.raises(
        SpecError, match=r"'Get' is the name of 2 RPCs; expected one of: shop.v1.Orders.Get, shop.v1.Parcels.Get"
    ):
        pipeline.load(shop_project)
    change(page, "rpc: Get", "rpc: shop.v1.Parcels.Get")
    change(page, "orders/one", "parcels/one")
    assert [entry.request.method.full_name for entry in pipeline.load(shop_project).entries] == ["shop.v1.Parcels.Get"]


def test_two_sets_of_a_project_are_compared(shop_project: Path, sixfold: Sixfold) -> None:
    file = shop_file()
    del file.service[1].method[1]
    (shop_project / "old.binpb").write_bytes(shop(file).SerializeToString())
    code, out, err = sixfold("coverage", "--compare", "old.binpb")
    assert (code, err) == (0, "")
    assert "\nfrom api/shop.binpb old.binpb to " in out
    assert "RPCs added: DeleteParcel\n" in out
    code, out, err = sixfold("coverage", "--compare", "gone.binpb")
    assert (code, out) == (2, "")
    assert "gone.binpb: No such file or directory; expected a descriptor set inside of the project" in err


WRITE = "write it anew, e.g. by: protoc --descriptor_set_out=api/shop.binpb --include_imports --include_source_info …"


def lacking() -> FileDescriptorSet:
    made = shop()
    del made.file[0]
    return made


def circular() -> FileDescriptorSet:
    made = FileDescriptorSet()
    for name, other in (("a.proto", "b.proto"), ("b.proto", "a.proto")):
        made.file.add(name=name).dependency.append(other)
    return made


def dangling() -> FileDescriptorSet:
    file = shop_file()
    file.message_type[1].name = "Other"
    return shop(file)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: b"", f"api/shop.binpb holds no file; {WRITE}"),
        (lambda: b"syntax = 'proto3';", f"api/shop.binpb is no descriptor set; {WRITE}"),
        (lambda: shop_file().SerializeToString(), f"api/shop.binpb is no descriptor set; {WRITE}"),
        (lacking, "api/shop.binpb lacks 'google/api/http.proto', which 'google/api/annotations.proto' imports"),
        (circular, "api/shop.binpb holds files that import each other: '"),
        (dangling, "api/shop.binpb holds a broken 'shop/v1/shop.proto': "),
    ],
)
def test_what_is_no_whole_set_is_told_with_what_writes_one(
    tmp_path: Path, make: Callable[[], FileDescriptorSet | bytes], message: str
) -> None:
    with pytest.raises(DefinitionError) as caught:
        load(put(tmp_path, make()), *SERVICES)
    assert str(caught.value).startswith(message)
    assert str(caught.value).endswith(WRITE)


def test_a_service_that_is_not_there_is_told_with_those_that_are(tmp_path: Path) -> None:
    with pytest.raises(DefinitionError) as caught:
        load(put(tmp_path, shop()), "shop.v1.Order")
    assert str(caught.value) == (
        "api/shop.binpb has no service 'shop.v1.Order'; did you mean 'shop.v1.Orders'? "
        "(services: shop.v1.Orders, shop.v1.Parcels)"
    )


@pytest.mark.parametrize("path", ["../outside.binpb", "/dev/zero", "link.binpb", "folder"])
def test_nothing_outside_of_the_project_is_read(tmp_path: Path, path: str) -> None:
    (tmp_path / "outside.binpb").write_bytes(shop().SerializeToString())
    root = tmp_path / "project"
    (root / "folder").mkdir(parents=True)
    (root / "link.binpb").symlink_to(tmp_path / "outside.binpb")
    with pytest.raises(DefinitionError, match=r"expected a descriptor set inside of the project$"):
        load_descriptor_set(root, path, SERVICES)


def test_damaged_bytes_end_in_a_definition_or_a_message(tmp_path: Path) -> None:
    whole, dice = shop().SerializeToString(), random.Random(7)  # noqa: S311 - the same in each run
    for _ in range(400):
        damaged = bytearray(whole)
        for _ in range(dice.randint(1, 4)):
            damaged[dice.randrange(len(damaged))] = dice.randrange(256)
        put(tmp_path, bytes(damaged[: dice.randint(1, len(damaged))]))
        try:
            found = load(tmp_path)
        except DefinitionError:
            continue
        Inventory.of(found)
        assert all(
            field.description is not None for method in found.methods.values() for field in method.request.fields
        )
