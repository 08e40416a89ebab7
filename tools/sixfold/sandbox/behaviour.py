"""How the API behaves beyond its definition: the statuses it answers with and what each delete deletes.

Plain data, read from ``specs/sandbox.yaml`` by ``behaviour_file``; nothing here is about one API.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from enum import Enum

from sixfold.frozen import frozen
from sixfold.status import StatusPaths


class CallOutcome(Enum):
    """What can become of a call; the value is the key under ``statuses`` in the file."""

    SUCCESS = "success"
    KEY_MISSING = "key_missing"
    KEY_WRONG = "key_wrong"
    NOT_FOUND = "not_found"
    MALFORMED = "malformed"
    INVALID = "invalid"
    PATH_UNKNOWN = "path_unknown"
    VERB_WRONG = "verb_wrong"
    UNSUPPORTED = "unsupported"
    FAILURE = "failure"


_GRPC = {
    400: "INVALID_ARGUMENT",
    401: "UNAUTHENTICATED",
    403: "PERMISSION_DENIED",
    404: "NOT_FOUND",
    409: "ABORTED",
    429: "RESOURCE_EXHAUSTED",
    500: "INTERNAL",
    501: "UNIMPLEMENTED",
    503: "UNAVAILABLE",
    504: "DEADLINE_EXCEEDED",
}
"""GRPC's form of an HTTP status that is a failure (google.rpc.Code)."""


@frozen
class ApiStatus:
    """One status of the API: its name and number in the API's own enum (empty and 0 without one), and its HTTP form."""

    name: str
    number: int
    http: int
    description: str

    @property
    def grpc(self) -> str:
        """The name of gRPC's status for a failure, where the API's responses have none of their own."""
        return _GRPC.get(self.http, "UNKNOWN")


STATUSES: Mapping[CallOutcome, ApiStatus] = {
    CallOutcome.SUCCESS: ApiStatus("", 0, 200, "OK"),
    CallOutcome.KEY_MISSING: ApiStatus("", 0, 401, "Unauthorized"),
    CallOutcome.KEY_WRONG: ApiStatus("", 0, 401, "Unauthorized"),
    CallOutcome.NOT_FOUND: ApiStatus("", 0, 404, "Not found"),
    CallOutcome.MALFORMED: ApiStatus("", 0, 400, "Bad request"),
    CallOutcome.INVALID: ApiStatus("", 0, 400, "Bad request"),
    CallOutcome.PATH_UNKNOWN: ApiStatus("", 0, 404, "Not found"),
    CallOutcome.VERB_WRONG: ApiStatus("", 0, 405, "Method not allowed"),
    CallOutcome.UNSUPPORTED: ApiStatus("", 0, 501, "Not implemented"),
    CallOutcome.FAILURE: ApiStatus("", 0, 500, "Internal server error"),
}
"""What HTTP alone knows: the statuses of an API that has no file."""


@frozen
class ResourceKind:
    """A kind of resource. ``parent`` is the kind it stands in, or None for the outermost.

    ``field`` is the request field that names a resource of this kind in every request, when there is one.
    """

    name: str
    parent: ResourceKind | None = None
    field: str | None = None

    @property
    def chain(self) -> tuple[ResourceKind, ...]:
        """The kind itself and those it stands in, outermost first."""
        return (*(self.parent.chain if self.parent else ()), self)


@frozen
class Rule:
    """What one delete RPC deletes.

    - ``name`` is what messages call the RPC.
    - ``parents`` are the request fields that name the parents, outermost first, one for each of ``kind.chain`` but
      the last.
    - ``ids`` is the field of the ids, single or repeated; None says that the request names the parent only and all of
      the kind in it goes.
    - ``absent`` is the status for an id that does not exist.
    - ``paired`` says that the last parent is repeated and goes with ``ids`` pair by pair.
    - ``attributes`` maps an attribute to the field that names resources by it.
    - ``all_without_ids`` says that no ids mean all in the parents, and ``all_flag`` is the boolean field that does.
    - ``kept`` are the attributes whose resources the RPC never deletes.
    """

    name: str
    kind: ResourceKind
    parents: tuple[str, ...]
    ids: str | None
    absent: ApiStatus
    paired: bool = False
    attributes: Mapping[str, str] = field(default_factory=dict)
    all_without_ids: bool = False
    all_flag: str | None = None
    kept: tuple[tuple[str, str], ...] = ()


@frozen
class Behaviour:
    """The behaviour of one API; ``rules`` by the full names of RPCs. One without a rule answers success.

    ``status`` says where answers hold the API's own status; None for an API that has none in them.
    ``fills`` says that answers of success hold an element of each list, for programs that go on with what they get.
    """

    statuses: Mapping[CallOutcome, ApiStatus] = field(default_factory=lambda: STATUSES)
    kinds: Mapping[str, ResourceKind] = field(default_factory=dict)
    rules: Mapping[str, Rule] = field(default_factory=dict)
    status: StatusPaths | None = None
    fills: bool = False

    def children(self, kind: ResourceKind) -> Iterator[ResourceKind]:
        """Yield the kinds that stand directly in ``kind``."""
        return (child for child in self.kinds.values() if child.parent == kind)
