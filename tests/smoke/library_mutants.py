"""Small damages of the gRPC programs of `examples/library`, as `mutants.py` has them of what is published."""

from __future__ import annotations

from collections.abc import Mapping

from tests.smoke.mutants import DISCONNECT, FAILURE, SILENT, Mutant

GET, CREATE, UPDATE, DELETE = (f"{does}_book" for does in ("get", "create", "update", "delete"))
OTHER = "called library.v1.Shelves.Get; expected library.v1.Books.Get"
"""What is said where the stub of the other service is called, which has a method of the same name."""

BOOK, MASK = "sent book: {", "sent update_mask: "
"""How a book, and a mask, begin that are not what the spec says."""

_PY = (
    Mutant("other-service", (("BooksStub(", "ShelvesStub("),), OTHER, operations=(GET,)),
    Mutant("wide-number", (("ean=18446744073709551615", "ean=18446744073709551614"),), BOOK, operations=(CREATE,)),
    Mutant("wide-number-of-a-map", ((": 9007199254740993", ": 9007199254740992"),), BOOK, operations=(CREATE,)),
    Mutant("other-part-of-a-oneof", (("floor=2", 'reader="2"'),), BOOK, operations=(CREATE,)),
    Mutant("other-value-of-an-enum", ((".NEW", ".WORN"),), BOOK, operations=(CREATE,)),
    Mutant("bytes-not-decoded", (('base64.b64decode("iVBORw0KGgo=")', 'b"iVBORw0KGgo="'),), BOOK, operations=(CREATE,)),
    Mutant("other-mask", (('paths=["title"]', 'paths=["name"]'),), f"{MASK}'name'", operations=(UPDATE,)),
    Mutant("empty-mask", (('paths=["title"]', "paths=[]"),), f"{MASK}''", operations=(UPDATE,)),
    Mutant("no-scheme", (("Bearer ", ""),), "sent the authorization 'YOUR_", operations=(GET,)),
    Mutant("no-id", (("(name=BOOK)", "()"),), "left what it names: book", operations=(DELETE,)),
    Mutant("not-waited-for", (("DeleteBook(\n", "DeleteBook.future(\n"),), SILENT, FAILURE, (DELETE,)),
)
_NODE = (
    Mutant("other-service", (("library.v1.Books(", "library.v1.Shelves("),), OTHER, operations=(GET,)),
    Mutant(
        "wide-number",
        (('"18446744073709551615"', "18446744073709551615"),),
        operations=(CREATE,),
        survives="The number becomes 2^64, which the loader takes for the largest one: the same is sent.",
    ),
    Mutant("wide-number-of-a-map", (('"9007199254740993"', "9007199254740993"),), BOOK, operations=(CREATE,)),
    Mutant("other-part-of-a-oneof", (("floor: 2", 'reader: "2"'),), BOOK, operations=(CREATE,)),
    Mutant("oneof-for-its-part", (("floor: 2", "place: 2"),), BOOK, operations=(CREATE,)),
    Mutant("other-value-of-an-enum", (('"NEW"', '"New"'),), BOOK, operations=(CREATE,)),
    Mutant("bytes-not-decoded", (('"base64"', '"latin1"'),), BOOK, operations=(CREATE,)),
    Mutant("names-in-camel-case", (("keepCase: true", "keepCase: false"),), BOOK, operations=(CREATE,)),
    Mutant("mask-in-camel-case", (("update_mask", "updateMask"),), f"{MASK}nothing", operations=(UPDATE,)),
    Mutant("other-mask", (('paths: ["title"]', 'paths: ["name"]'),), f"{MASK}'name'", operations=(UPDATE,)),
    Mutant("no-scheme", (("Bearer ", ""),), "sent the authorization 'YOUR_", operations=(GET,)),
    Mutant("no-id", (("{ name: BOOK }", "{}"),), "left what it names: book", operations=(DELETE,)),
    Mutant("ends-well", (("  process.exitCode = 1;\n", ""),), SILENT, FAILURE, (DELETE,)),
    Mutant("says-nothing", (("  console.error(error);\n", ""),), "showed nothing", DISCONNECT, (DELETE,)),
)
LIBRARY: Mapping[str, tuple[Mutant, ...]] = {"grpc_node": _NODE, "grpc_py": _PY}
