"""``sixfold sandbox``."""

from __future__ import annotations

import contextlib
import signal
import time
from collections import Counter
from pathlib import Path

import click

from sixfold import project
from sixfold.cli.attempts import attempts
from sixfold.cli.options import root_option
from sixfold.cli.terminal import say, say_line
from sixfold.definition import ApiDefinition
from sixfold.errors import SixfoldError
from sixfold.excerpt import shortened
from sixfold.names import unknown
from sixfold.project import Entry, Project
from sixfold.runner import sandbox_of
from sixfold.sandbox import Call, Resource, Sandbox, raise_limit
from sixfold.wire import Transport

_PAUSE = 0.2
"""How long to wait before looking for new calls, in seconds."""

_SPELL = 5.0
"""How long nobody has to be turned away until that is over, in seconds."""

_LISTED = 60
"""How many resources are listed one by one."""

_PROTOCOLS = {Transport.GRPC: "gRPC", Transport.REST: "REST"}

_SHOWN = 300
"""How much of one thing that a request said is shown, in characters."""


@click.command()
@click.argument("operations", nargs=-1)
@root_option
def sandbox(operations: tuple[str, ...], root: Path) -> None:
    """Start a local sandbox of the API, to try snippets on.

    It needs no account. It holds the data that the named OPERATIONS (or all) need, takes the key of the snippets, and
    prints how to lead each runtime to it; then it prints each call as it comes, with what it deleted, until
    Ctrl-C. It listens on loopback only, refuses every other host, and forgets everything when it ends.
    """
    loaded = project.load(root)
    known = [entry.operation.id for entry in loaded.entries]
    for name in operations:
        if name not in known:
            raise click.UsageError(unknown("operation", name, known))
    entries = [entry for entry in loaded.entries if not operations or entry.operation.id in operations]
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    raise_limit()
    with contextlib.ExitStack() as stack:
        running = _started(loaded, entries, stack)
        keys = list(dict.fromkeys(key for entry in entries for key in entry.request.keys))
        takes = f"takes the key{'s' if keys[1:] else ''} {' and '.join(keys)}" if keys else "asks for no key"
        say_line(f"The sandbox of {loaded.api.host} is running. It {takes}, {_knows(running)}")
        for line in _listed(sorted(running.store.resources)):
            say_line(f"  {line}")
        say("\nWhat a call deletes is gone until the sandbox is started anew: of commands below that delete the same,")
        say("the first succeeds, and those after it show that there is nothing any more.")
        for line in attempts(loaded, entries, running.proxies):
            say_line(line)
        with contextlib.suppress(KeyboardInterrupt):
            say("\nWhat runs so reaches the sandbox and nothing else. Ctrl-C ends it.\n")
            _follow(running, loaded.definition)


def _started(loaded: Project, entries: list[Entry], stack: contextlib.ExitStack) -> Sandbox:
    try:
        return stack.enter_context(sandbox_of(loaded, entries))
    except (OSError, RuntimeError) as error:
        raise SixfoldError(f"the sandbox cannot be started: {error}") from error


def _knows(running: Sandbox) -> str:
    if not running.store.resources:
        return "and holds no data: it answers each call, and nothing changes."
    return "and knows:"


def _listed(resources: list[Resource]) -> list[str]:
    if len(resources) <= _LISTED:
        return list(map(str, resources))
    kinds = Counter(resource.kind for resource in resources)
    lines = [f"{count:>4} of the kind {kind}" for kind, count in kinds.items()]
    return [*lines, "To see them one by one, name an operation: sixfold sandbox OPERATION"]


def _follow(running: Sandbox, definition: ApiDefinition) -> None:
    """Print each call as it comes, until the person ends it."""
    told = refused = 0
    before = running.store.resources
    crowd = _Crowd()
    while True:
        for call in running.calls[told:]:
            told += 1
            now = running.store.resources
            _tell(call, definition, sorted(before - now))
            before = now
        for target in running.refused[refused:]:
            refused += 1
            say_line(f"refused: {_short(target)}")
        crowd.look(running)
        time.sleep(_PAUSE)


class _Crowd:
    """Says that connections are turned away: once when it begins, and once when it is over."""

    def __init__(self) -> None:
        self._seen = self._before = 0
        self._until: float | None = None

    def look(self, running: Sandbox) -> None:
        count, now = running.turned_away, time.monotonic()
        if count > self._seen:
            if self._until is None:
                self._before = self._seen
                text = "more connections than the sandbox can hold; those over are turned away (see: ulimit -n)"
                say_line(text, error=True)
            self._seen, self._until = count, now + _SPELL
        elif self._until is not None and now > self._until:
            self._until = None
            say_line(f"new connections are taken again; {count - self._before} were turned away", error=True)


def _tell(call: Call, definition: ApiDefinition, gone: list[Resource]) -> None:
    said = [text for text in dict.fromkeys((call.description or call.problem, call.details)) if text]
    said = said or [f"answered with HTTP's {call.http_status}"]
    called = definition.shortest(call.rpc) if call.rpc else f"{call.verb} {_short(call.path)}"
    say_line(f"{_PROTOCOLS[call.transport]} {called}: {_short(': '.join(said))}")
    for field in call.unknown_fields:
        say_line(f"  unknown field: {_short(field)}")
    for resource in gone:
        say_line(f"  deleted: {resource}")


def _short(text: str) -> str:
    return shortened(text, _SHOWN)
