"""What a spec says, as plain frozen data. Places stay on it, so that later stages can name them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sixfold.document import Node, Scalar, Sequence, Table
from sixfold.errors import Place
from sixfold.frozen import frozen
from sixfold.signing import Signing
from sixfold.spec.issue_link import fill_issue_link
from sixfold.status import StatusPaths

PLACEHOLDER = "TODO(sixfold): "
"""What `sixfold new` writes before a text that is for the author to replace; nothing that has it is published."""
ASKS = {
    "text": "Say what {} is for, and what a reader should know first.",
    "deletes": "Say what goes.",
    "keeps": "Say what stays.",
    "fields": "Say what {} means.",
}
"""What `sixfold new` asks an operation's author for, by key; an RPC's or a field's name stands for the braces."""


def mentioned(node: Node) -> set[str]:
    """Return the variables that a part of a spec names."""
    match node:
        case Scalar(value=str() as text) if text.startswith("$"):
            return {text[1:]}
        case Scalar():
            return set()
        case Sequence(items=items):
            return {name for item in items for name in mentioned(item)}
        case Table(entries=entries):
            return {name for item in entries.values() for name in mentioned(item)}


@frozen
class Variable:
    """A value that a reader changes: its constant's name, the example shown, and what it is in plain words."""

    name: str
    example: Scalar
    description: str
    place: Place


@frozen
class DefinitionSource:
    """Where the API definition comes from, as `sixfold.definition.load` takes it.

    ``openapi`` is the path of an OpenAPI document in the project, whose operations are all meant. Where it is empty,
    ``services`` are full names of what protobuf describes. ``descriptors`` is the path of a descriptor set in the
    project; where it is empty, ``modules`` of a ``package`` in a ``version`` hold the services.
    """

    services: tuple[str, ...]
    place: Place
    package: str = ""
    version: str = ""
    modules: tuple[str, ...] = ()
    descriptors: str = ""
    openapi: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether all is said that it takes to load it; what is missing is a noted problem."""
        if self.openapi:
            return True
        there = bool(self.descriptors or (self.package and self.version and self.modules))
        return there and bool(self.services) and all((*self.services, *self.modules))


@frozen
class KeyVariable:
    """The variable whose value is a key: its name, and the path and place of what names it."""

    name: str
    path: str
    place: Place


@frozen
class Authentication:
    """How requests are signed, and the variable of each credential's key; none of either where none is signed."""

    signing: Signing
    keys: tuple[KeyVariable, ...] = ()

    @property
    def variables(self) -> frozenset[str]:
        """The names of the keys' variables."""
        return frozenset(key.name for key in self.keys) - {""}


@frozen
class Success:
    """The API's own status: the fields of an answer that hold it, and the enum value of its code that means success."""

    paths: StatusPaths
    value: str
    place: Place


@frozen
class Section:
    """The title of a folder in the navigation."""

    title: str
    place: Place


@frozen
class Featured:
    """The operation that the home page shows, by its id; an empty one stands for the first."""

    operation: str
    place: Place


@frozen
class ExampleKey:
    """A key that is made up although it looks real, whole; it may stand where it is declared."""

    value: str
    place: Place


@frozen
class Api:
    """``specs/api.yaml``: what all operations share.

    ``scope`` is the part of a request that says whose data is meant; each operation takes of it what its HTTP path
    names. ``success`` is None for an API whose answers hold no status. ``sections`` are folders of the navigation.
    ``note`` is Markdown that every page shows first. ``issue_link`` is the address at which a reader reports a problem
    with a snippet; in it ``{operation}``, ``{language}`` and ``{version}`` stand for which one is meant; empty where
    there is none. Which ``languages`` it wants, `sixfold.language` reads.
    ``example_keys`` may stand in every file of the project. ``drafts`` are what `sixfold new` writes for fields, by
    patterns like ``Patch*Request.action``: what an answer of the API needs, where the definition allows more.
    """

    name: str
    host: str
    definition: DefinitionSource
    authentication: Authentication
    success: Success | None
    scope: Table
    variables: Mapping[str, Variable]
    sections: Mapping[str, Section]
    note: str
    featured: Featured
    drafts: Table
    source: str
    example_keys: tuple[ExampleKey, ...] = ()
    issue_link: str = ""

    @property
    def status(self) -> StatusPaths | None:
        """Where answers hold the API's own status; None where they hold none."""
        return self.success.paths if self.success else None

    def issue(self, *, operation: str, language: str, version: str) -> str:
        """Return the address of a report on one snippet, empty where reports have none."""
        return fill_issue_link(self.issue_link, operation=operation, language=language, version=version)

    @property
    def shared_variables(self) -> frozenset[str]:
        """The variables of ``scope``: they say whose data is meant, whatever a call does with it."""
        return frozenset(mentioned(self.scope))


@frozen
class ExpectedFailure:
    """A language whose snippet is known not to hold: why, and the last day on which that is accepted."""

    language: str
    reason: str
    until: date
    place: Place


@frozen
class FieldText:
    """What a request field means, in one line; ``required`` where the call is refused or dangerous without it."""

    text: str
    required: bool = False


@frozen
class Operation:
    """One use of one RPC; ``path`` picks one of its HTTP bindings, or is empty for the definition's first.

    ``deletes`` and ``keeps`` are Markdown on what goes and what stays, empty where nothing is deleted. ``fields`` says
    what request fields mean, by their path in the request.
    """

    id: str
    title: str
    text: str
    rpc: str
    path: str
    request: Table
    irreversible: bool
    deletes: str
    keeps: str
    fields: Mapping[str, FieldText]
    expected_failures: tuple[ExpectedFailure, ...]
    places: Table

    def place(self, key: str) -> Place:
        """Return the place of one of the operation's keys, or of the operation."""
        return self.places.keys.get(key, self.places.place)

    def expected_failure(self, language: str) -> ExpectedFailure | None:
        """Return what the spec expects of one language's snippet, None where it is to hold."""
        return next((found for found in self.expected_failures if found.language == language), None)


@frozen
class PageSpec:
    """One page: ``path`` is its place below ``specs/`` and ``docs/``, without an ending.

    ``placeholders`` are the texts that `sixfold new` wrote and nobody has edited yet.
    """

    path: str
    title: str
    description: str
    text: str
    operations: tuple[Operation, ...]
    variables: Mapping[str, Variable]
    source: str
    example_keys: tuple[ExampleKey, ...] = ()
    placeholders: tuple[Scalar, ...] = ()

    @property
    def section(self) -> str:
        """The folder of the page, which is also the folder of its snippets."""
        return self.path.rpartition("/")[0]


@frozen
class ProjectSpec:
    """Everything below ``specs/``; ``api`` is None only beside a noted problem."""

    api: Api | None
    pages: tuple[PageSpec, ...]
