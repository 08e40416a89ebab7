"""Definition x specs x results -> which RPCs are documented, run and held, and through what languages call them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum, StrEnum
from fnmatch import fnmatchcase

from sixfold.definition import ApiDefinition, Method
from sixfold.frozen import frozen
from sixfold.language import Language
from sixfold.pages import TWINS
from sixfold.places import RESULTS
from sixfold.project import Entry
from sixfold.results import State, Verification
from sixfold.snippet import Renderer, Snippet
from sixfold.wire import Transport

TEMPLATE = "coverage.md.j2"


class RpcState(Enum):
    """How far an RPC is documented."""

    HELD = "held"
    OPEN = "documented, not verified as it is"
    MISSING = "no spec"
    OUT_OF_REACH = "streaming"


class Form(StrEnum):
    """What a snippet calls an RPC through."""

    CLIENT = "client"
    """The language's client library."""
    REST = "REST"


@frozen
class RpcCoverage:
    """One RPC: its full name, the shortest name that readers know it by, and the ids of its operations.

    ``forms`` says for each language's tab what calls it: a client library, or REST.
    """

    rpc: str
    name: str
    state: RpcState
    operations: tuple[str, ...]
    forms: Mapping[str, Form]
    page: str
    deprecated: bool

    @property
    def by_rest(self) -> tuple[str, ...]:
        """The tabs in which the REST API is called."""
        return tuple(name for name, form in self.forms.items() if form is Form.REST)


@frozen
class Coverage:
    """All RPCs of a service, or those that a pattern picked."""

    rows: tuple[RpcCoverage, ...]

    def of(self, state: RpcState) -> tuple[RpcCoverage, ...]:
        """Return the RPCs in one state."""
        return tuple(row for row in self.rows if row.state is state)

    @property
    def reachable(self) -> int:
        """How many RPCs can be documented: streaming ones have no snippet."""
        return len(self.rows) - len(self.of(RpcState.OUT_OF_REACH))

    @property
    def percent(self) -> float:
        """The share of reachable RPCs that hold, in percent; 100 where there are none."""
        return 100 * len(self.of(RpcState.HELD)) / self.reachable if self.reachable else 100.0


def cover(
    definition: ApiDefinition,
    entries: Iterable[Entry],
    verification: Verification,
    pattern: str = "*",
) -> Coverage:
    """Return the coverage of the RPCs whose names match a shell pattern such as ``Delete*``."""
    by_rpc: dict[str, list[Entry]] = {}
    for entry in entries:
        by_rpc.setdefault(entry.request.method.full_name, []).append(entry)
    rows = [
        _row(definition, method, by_rpc.get(name, []), verification)
        for name, method in definition.methods.items()
        if fnmatchcase(method.name, pattern) or fnmatchcase(name, pattern)
    ]
    return Coverage(tuple(rows))


def _form(snippet: Snippet) -> Form:
    return Form.CLIENT if snippet.form.transport is Transport.GRPC else Form.REST


def _row(definition: ApiDefinition, method: Method, found: list[Entry], verification: Verification) -> RpcCoverage:
    states = {verification.states[snippet.key] for entry in found for snippet in entry.snippets}
    if not found:
        state = RpcState.OUT_OF_REACH if method.streaming else RpcState.MISSING
    else:
        state = RpcState.HELD if states <= {State.HELD, State.EXPECTED} else RpcState.OPEN
    return RpcCoverage(
        rpc=method.full_name,
        name=definition.shortest(method.full_name),
        state=state,
        operations=tuple(entry.operation.id for entry in found),
        forms={snippet.language.name: _form(snippet) for entry in found[:1] for snippet in entry.snippets},
        page=found[0].link if found else "",
        deprecated=method.deprecated,
    )


def coverage_text(
    renderer: Renderer,
    definition: ApiDefinition,
    languages: tuple[Language, ...],
    coverage: Coverage,
    *,
    twin: bool = False,
) -> str:
    """Return the Markdown of the page that says what has a page, or that of its twin."""
    held, missing = coverage.of(RpcState.HELD), coverage.of(RpcState.MISSING)
    documented = tuple(row for row in coverage.rows if row.operations)
    return renderer.template(
        f"{TWINS}/{TEMPLATE}" if twin else TEMPLATE,
        definition=definition,
        languages=languages,
        coverage=coverage,
        documented=documented,
        held=held,
        missing=missing,
        streaming=coverage.of(RpcState.OUT_OF_REACH),
        source=RESULTS,
    )
