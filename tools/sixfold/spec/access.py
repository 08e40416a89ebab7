"""Parts of ``api.yaml`` -> how the API is known and reached: its definition, its key, its status."""

from __future__ import annotations

from sixfold.document import Fields, Node, Scalar, Sequence, Table, describe
from sixfold.signing import NONE, PARAMETER, PART, Credential, Signing, twice
from sixfold.spec.model import Authentication, DefinitionSource, KeyVariable, Success
from sixfold.status import PATH, StatusPaths

_CREDENTIAL_EXPECTED = f"header, scheme and variable, a list of such, or '{NONE}'"
_PATH_EXPECTED = "a path of response fields"
_STATUS_TEXTS = ("description", "details", "request_id")


def definition(fields: Fields) -> DefinitionSource:
    """Read where the API definition comes from: an OpenAPI document, a descriptor set, or a package."""
    if "openapi" in fields.table.keys:
        path = fields.text("openapi", expected="the path of an OpenAPI document in the project")
        found = DefinitionSource((), fields.table.place, openapi=path)
    elif "descriptors" in fields.table.keys:
        path = fields.text("descriptors", expected="the path of a descriptor set in the project")
        found = DefinitionSource(_one_or_several(fields, "service"), fields.table.place, descriptors=path)
    else:
        found = DefinitionSource(
            package=fields.text("package"),
            version=fields.text("version"),
            modules=_one_or_several(fields, "module"),
            services=_one_or_several(fields, "service"),
            place=fields.table.place,
        )
        fields.read |= {"descriptors", "openapi"}
    fields.end()
    return found


def _one_or_several(fields: Fields, key: str) -> tuple[str, ...]:
    """Read the text of a key, or the list under its plural."""
    several = f"{key}s"
    if several not in fields.table.keys:
        fields.read.add(several)
        return (fields.text(key),)
    if key in fields.table.keys:
        fields.problems.add(
            fields.place(several), fields.path(several), f"stands beside '{key}'; expected one of the two"
        )
    fields.read.add(key)
    names = fields.texts(several, f"a list of {several}")
    nodes = fields.table.entries.get(several)
    if not names and isinstance(nodes, Sequence) and not nodes.items:
        fields.problems.add(nodes.place, nodes.path, f"expected at least one {key}, got none")
    for name in dict.fromkeys(name for name in names if names.count(name) > 1):
        fields.problems.add(fields.place(several), fields.path(several), f"names '{name}' twice; remove one")
    return names


def authentication(fields: Fields) -> Authentication:
    """Read how calls are signed: by one credential, by each of a list, or by none."""
    node = fields.table.entries.get("authentication")
    fields.read.add("authentication")
    if isinstance(node, Scalar) and node.value == NONE:
        return Authentication(Signing())
    if not isinstance(node, Sequence):
        found = [_credential(fields.fields_of("authentication", _CREDENTIAL_EXPECTED))]
    else:
        if not node.items:
            fields.problems.add(node.place, node.path, f"expected at least one way to sign, got none; say '{NONE}'")
        inner = [_item(item, fields) for item in node.items]
        found = [_credential(each) for each in inner if each is not None]
        for number in twice(credential for credential, _ in found):
            credential, key = found[number]
            message = f"the {credential.place} holds a key already; a call has one value there"
            fields.problems.add(key.place, key.path.removesuffix(".variable"), message)
    return Authentication(Signing(tuple(credential for credential, _ in found)), tuple(key for _, key in found))


def _item(node: Node, fields: Fields) -> Fields | None:
    if isinstance(node, Table):
        return Fields(node, fields.problems)
    fields.problems.add(node.place, node.path, f"expected header, scheme and variable, got {describe(node)}")
    return None


def _credential(fields: Fields) -> tuple[Credential, KeyVariable]:
    """Read how a call carries a key: in a header or a parameter of the query; and the variable that holds it."""
    query = "query" in fields.table.keys
    found = (
        Credential(query=fields.text("query", pattern=PARAMETER, expected="the name of a parameter of the query"))
        if query
        else Credential(
            header=fields.text("header", pattern=PART, expected="the name of an HTTP header"),
            scheme=fields.text("scheme", default="", pattern=PART, expected="the word before the key"),
        )
    )
    key = KeyVariable(fields.text("variable"), fields.path("variable"), fields.table.place)
    fields.read |= set() if query else {"query"}
    fields.end()
    return found, key


def success(fields: Fields) -> Success | None:
    """Read where answers hold the API's own status; None for an API whose answers hold none."""
    if not fields.table.keys:
        return None
    found = Success(
        paths=StatusPaths(
            fields.text("field", pattern=PATH, expected=_PATH_EXPECTED),
            *(fields.text(key, default="", pattern=PATH, expected=_PATH_EXPECTED) for key in _STATUS_TEXTS),
        ),
        value=fields.text("value"),
        place=fields.table.place,
    )
    fields.end()
    return found
