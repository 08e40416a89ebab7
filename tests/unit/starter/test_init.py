"""``sixfold init``: a definition becomes a project, whole, and nothing of a person's is written over."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
import yaml
from google.api import annotations_pb2
from google.protobuf.descriptor_pb2 import FieldDescriptorProto, FileDescriptorProto

import sixfold as tool
from sixfold import project as pipeline
from sixfold import shipping
from sixfold.output.build import build
from sixfold.shipping import shipped_languages
from tests.support.commands import Sixfold
from tests.support.descriptor_sets import shop, shop_file
from tests.support.projects import ROOT

FIRST = """\
first: begun with 4 RPCs of definition/shop.binpb {version}
  specs/orders/orders.yaml: shop.v1.Orders.Get, DeleteOrder
  specs/parcels/parcels.yaml: shop.v1.Parcels.Get, DeleteParcel
languages: curl; to try them: sixfold install, sixfold smoke
specs/api.yaml says 'host: api.example.com': put your API's own there
next: cd first, then sixfold generate, mkdocs build --strict, sixfold finish site
"""


@pytest.fixture
def of_shop(project: Path) -> Path:
    """Put a descriptor set beside what is there; give the folder of a project to come."""
    (project / "shop.binpb").write_bytes(shop().SerializeToString())
    return project / "first"


def specs(root: Path) -> dict[str, dict[str, object]]:
    return {
        path.relative_to(root / "specs").as_posix(): yaml.safe_load(path.read_text())
        for path in (root / "specs").rglob("*.yaml")
    }


def test_a_project_begins_with_what_can_be_called(of_shop: Path, sixfold: Sixfold) -> None:
    code, out, err = sixfold("init", "first", "--descriptors", "shop.binpb", "--languages", "curl")
    version = pipeline.load_base(of_shop).definition.version
    assert (code, out, err) == (0, FIRST.format(version=version), "")
    assert (of_shop / "definition/shop.binpb").read_bytes() == (of_shop.parent / "shop.binpb").read_bytes()
    made = {output.path: output.text for output in build(pipeline.load(of_shop))}
    assert "--header 'Authorization: Bearer YOUR_ACCESS_TOKEN_HERE'" in made["code_snippets/orders/curl/get.sh"]
    assert "https://api.example.com/v1/orders/my-order?" in made["code_snippets/orders/curl/delete_order.sh"]
    # The definition's own words are not written out: they stand on the page as they are then.
    assert "name" not in specs(of_shop)["orders/orders.yaml"]["operations"][1]["fields"]  # type: ignore[index]
    assert "Deletes an order." in made["docs/orders/orders.md"]


def test_it_says_what_the_command_line_says(of_shop: Path, sixfold: Sixfold) -> None:
    words = ("--only", "shop.v1.Orders.*", "--authentication", "X-Api-Key", "--host", "shop.example.com:8443")
    code, _, err = sixfold("init", "first", "--descriptors", "shop.binpb", "--languages", "node,curl", *words)
    assert (code, err) == (0, "")
    api = pipeline.load_base(of_shop).api
    assert (api.host, str(api.authentication.signing)) == ("shop.example.com:8443", "X-Api-Key")
    assert [language.name for language in pipeline.load_base(of_shop).languages] == ["node", "curl"]
    assert specs(of_shop)["api.yaml"]["languages"] == ["node", "curl"]
    assert specs(of_shop).keys() == {"api.yaml", "orders/orders.yaml"}


def test_all_that_is_shipped_writes_a_project(of_shop: Path, sixfold: Sixfold) -> None:
    code, out, _ = sixfold("init", "first", "--descriptors", "shop.binpb")
    assert (code, f"languages: {', '.join(shipped_languages())};" in out) == (0, True)
    assert {"curl", "java", "js", "node"} <= set(shipped_languages())
    snippets = [path for path in (made.path for made in build(pipeline.load(of_shop))) if "code_snippets" in path]
    assert len(snippets) == 4 * len(shipped_languages())


def hostile_file() -> FileDescriptorProto:
    """Return the shop's with RPCs that cannot be documented, and names that collide."""
    file = shop_file()
    definition = file.service[0]
    for name, streams, rule in (
        ("Watch", True, {"get": "/v1/{name=orders/*}:watch"}),
        ("Silent", False, {}),
        ("Head", False, {"custom": {"kind": "HEAD", "path": "/v1/{name=orders/*}"}}),
        ("Twin", False, {"get": "/v1/{view=orders/*}"}),
        ("ApproveOrder", False, {"post": "/v1/{name=depots/*/orders/*}:approve"}),
    ):
        method = definition.method.add(name=name, server_streaming=streams)
        method.input_type, method.output_type = ".shop.v1.GetRequest", ".shop.v1.Thing"
        http = method.options.Extensions[annotations_pb2.http]
        for verb, path in rule.items():
            if isinstance(path, dict):
                http.custom.kind, http.custom.path = path["kind"], path["path"]
            else:
                setattr(http, verb, path)
    request = file.message_type[0]
    request.field[2].name = "access_token"
    # Of fields that exclude each other the path has the second.
    request.oneof_decl.add(name="which")
    request.field[0].oneof_index = 0
    request.field.insert(
        0,
        FieldDescriptorProto(
            name="number",
            number=4,
            type=FieldDescriptorProto.TYPE_STRING,
            label=FieldDescriptorProto.LABEL_OPTIONAL,
            oneof_index=0,
        ),
    )
    return file


def test_what_is_left_out_is_told_with_its_reason(of_shop: Path, sixfold: Sixfold) -> None:
    (of_shop.parent / "shop.binpb").write_bytes(shop(hostile_file()).SerializeToString())
    code, out, err = sixfold("init", "first", "--descriptors", "shop.binpb", "--languages", "curl")
    assert (code, err) == (0, "")
    assert "  left out (streams): Watch\n" in out
    assert "  left out (has no HTTP rule): Silent\n" in out
    assert "(a server cannot tell it from shop.v1.Orders.Get, which has the same path):" in " ".join(out.split())
    assert re.search(r"  left out \(REST cannot call \S+Head by HEAD [^)]+\):", out), out
    page = specs(of_shop)["orders/orders.yaml"]
    operations = page["operations"]
    assert isinstance(operations, list)
    assert [operation["id"] for operation in operations] == ["get", "delete_order", "approve_order"]
    variables = page["variables"]
    assert isinstance(variables, dict)
    # One of another form gets a name of its own, and a field is never the key because it is called so.
    assert variables["ORDER_NAME"]["example"] == "orders/my-order"
    assert variables["ORDER_NAME_2"]["example"] == "depots/my-depot/orders/my-order"
    assert variables["ACCESS_TOKEN_2"]["example"] == "my-access-token"


def test_nothing_is_written_over(of_shop: Path, sixfold: Sixfold) -> None:
    of_shop.mkdir()
    (of_shop / "Makefile").write_text("mine")
    (of_shop / "notes").write_text("mine")
    code, out, err = sixfold("init", "first", "--descriptors", "shop.binpb", "--languages", "curl")
    assert (code, out) == (1, "")
    assert err == "first: holds Makefile already, and nothing is written over; name another folder\n"
    assert sorted(path.name for path in of_shop.iterdir()) == ["Makefile", "notes"]
    (of_shop / "Makefile").unlink()
    assert sixfold("init", "first", "--descriptors", "shop.binpb", "--languages", "curl")[0] == 0
    assert (of_shop / "notes").read_text() == "mine"
    assert sixfold("init", "first", "--descriptors", "shop.binpb")[2].startswith("first: holds specs already")


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        ((), 2, "expected one of --package, --descriptors and --openapi"),
        (
            ("--package", "x", "--descriptors", "shop.binpb"),
            2,
            "expected one of --package, --descriptors and --openapi",
        ),
        (("--package", "no-such-package"), 1, "no-such-package is not installed; run: pip install no-such-package\n"),
        (("--package", "pyyaml"), 1, "holds no module of generated protobuf classes, named *_pb2.py\n"),
        (("--descriptors", "gone"), 1, "gone: No such file or directory; expected a descriptor set\n"),
        (("--descriptors", "specs/api.yaml"), 1, "specs/api.yaml is no descriptor set; write it anew"),
        (("--descriptors", "shop.binpb", "--only", "Gte"), 1, "no RPC matches 'Gte' (RPCs: Get, DeleteOrder, "),
        (("--descriptors", "shop.binpb", "--languages", "crul"), 2, "no language 'crul'; did you mean 'curl'?"),
        (("--descriptors", "shop.binpb", "--languages", " ,"), 2, "expected names of languages: curl, "),
        (
            ("--descriptors", "shop.binpb", "--host", "http://a"),
            2,
            "expected a host name, with a port if it is not 443",
        ),
        (
            ("--descriptors", "shop.binpb", "--authentication", "a b"),
            2,
            "expected a header, and the word before the key",
        ),
        (
            ("--descriptors", "shop.binpb", "--authentication", "X-App-Id, x-app-id"),
            2,
            "several with a comma and a space between them, each in a place of its own, got 'X-App-Id, x-app-id'",
        ),
    ],
)
def test_what_cannot_be_is_told_and_nothing_is_written(
    of_shop: Path, sixfold: Sixfold, words: tuple[str, ...], code: int, message: str
) -> None:
    found, out, err = sixfold("init", "first", *words)
    assert (found, out, message in err) == (code, "", True), err
    assert not of_shop.exists()


@pytest.mark.parametrize("name", ["shop.binpb/x", "dangling"])
def test_a_folder_that_cannot_be_made_is_told(of_shop: Path, sixfold: Sixfold, name: str) -> None:
    (of_shop.parent / "dangling").symlink_to("nowhere")
    code, out, err = sixfold("init", name, "--descriptors", "shop.binpb", "--languages", "curl")
    assert (code, out) == (1, "")
    assert re.fullmatch(rf"{name}: cannot be made: [^;]+; name another folder\n", err)


def test_an_api_of_which_nothing_can_be_called_is_refused(of_shop: Path, sixfold: Sixfold) -> None:
    (of_shop.parent / "shop.binpb").write_bytes(shop(hostile_file()).SerializeToString())
    code, _, err = sixfold("init", "first", "--descriptors", "shop.binpb", "--only", "Silent")
    said = "nothing is left to document (has no HTTP rule: Silent); expected an RPC of one request and one answer"
    assert (code, err) == (1, f"{said} that HTTP can call, by 'google.api.http'\n")


def test_a_package_of_several_services_is_read_whole(of_shop: Path, sixfold: Sixfold) -> None:
    code, out, err = sixfold("init", "first", "--package", "googleapis-common-protos", "--languages", "curl")
    assert (code, err) == (0, "")
    assert "specs/operations/operations.yaml: ListOperations, GetOperation, DeleteOperation, CancelOperation\n" in out
    assert "left out (has no HTTP rule): WaitOperation\n" in out
    assert len(pipeline.load_base(of_shop).definition.services) > 1


def test_the_wheel_carries_what_a_checkout_has() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["hatch"]["build"]["targets"]
    carried = settings["wheel"]["force-include"]
    assert carried == {own: f"sixfold/shipped/{path}" for path, own in shipping._ALSO.items()}  # noqa: SLF001 - the two lists are one
    assert all(any(f"/{own}".startswith(part) for part in settings["sdist"]["include"]) for own in carried)


def test_nothing_of_the_tool_speaks_of_one_api(of_shop: Path, sixfold: Sixfold) -> None:
    assert sixfold("init", "first", "--descriptors", "shop.binpb")[0] == 0
    made = build(pipeline.load(of_shop))
    sources = [path for path in Path(tool.__file__).parent.rglob("*") if path.is_file() and path.suffix != ".pyc"]
    texts = {str(path): path.read_bytes().lower() for path in (*sources, *of_shop.rglob("*")) if path.is_file()}
    texts |= {output.path: output.text.encode().lower() for output in made}
    assert len(texts) > 300
    assert [name for name, text in texts.items() if b"clarifai" in text] == []
