"""``files`` in a language.yaml: what a snippet consists of beside the file that is run."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from sixfold.document import Fields, Table
from sixfold.errors import FilePart
from sixfold.language.model import FurtherFile
from sixfold.language.quoting import read_literals

_NAME = re.compile("[A-Za-z0-9_][A-Za-z0-9_.-]*")


def further_files(fields: Fields, extension: str) -> Mapping[str, FurtherFile]:
    """Read the further files of a snippet, by their names.

    :param extension: that of the file that is run.
    """
    inner = fields.fields_of("files", "the further files of a snippet, by name", required=False)
    found = {}
    for name in inner.table.keys:
        own = inner.fields_of(name, "its fence, and how it writes values")
        if wrong := _wrong(name, extension):
            inner.problems.add(inner.place(name), inner.path(name), wrong)
        fence = own.text("fence", pattern=r"[a-z0-9-]+", expected="a highlighter's name")
        writes = own.fields_of("literals", "how values are written", required=False)
        found[name] = FurtherFile(fence, read_literals(writes) if "literals" in own.table.keys else None)
        own.end()
    return found


def refuse_linked(fields: Fields, linked: Collection[str]) -> None:
    """Note each further file in whose place stands what is linked from the client's folder.

    :param fields: the whole facts of the language.
    """
    node = fields.table.entries.get("files")
    for name, place in node.keys.items() if isinstance(node, Table) else ():
        if name in linked:
            message = "stands beside each snippet already, since runtime.linked names it; expected another name"
            needs = [FilePart(place.file, "runtime.linked")]
            fields.problems.add(place, f"files.{name}", message, needs=needs)


def _wrong(name: str, extension: str) -> str:
    if not _NAME.fullmatch(name):
        return f"expected a file's name of letters, digits, '_', '-' and '.', got {name!r}"
    if name == f"snippet.{extension}":
        return "its template would be that of the file that is run; expected another name"
    return ""
