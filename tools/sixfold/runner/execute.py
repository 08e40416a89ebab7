"""Snippet x Language x sandbox -> what the snippet did. The published file is run as it is, byte for byte."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from pathlib import Path
from urllib.parse import urlsplit

from sixfold import host
from sixfold.container import (
    Run,
    Space,
    StoppedError,
    open_container,
    own_sockets,
    run_in,
    socket_of,
    sockets_beside,
)
from sixfold.errors import SixfoldError
from sixfold.frozen import frozen
from sixfold.install import client_folder, command, not_run
from sixfold.language import Language, Placeholder
from sixfold.reading import UnreadableError, read_bytes
from sixfold.runner.ahead import Ahead, surroundings
from sixfold.runner.given import Given
from sixfold.sandbox import Call, ProxySettings, Sandbox
from sixfold.wire import Transport

_SOCKET = "socket"
"""What is kept running listens on: a name in its folder, since a whole path may be longer than the system allows."""

_CHANGING = (
    Placeholder.WORK,
    Placeholder.PROXY,
    Placeholder.PROXY_HOST,
    Placeholder.PROXY_PORT,
    Placeholder.AUTHORITY,
    Placeholder.TRUST_STORE,
)
"""The places that are different in each run, in a language's variables."""


@frozen
class Manner:
    """How a run is started: with what beside it, what was made ahead, and whether by what is kept for many runs."""

    given: Given = field(default_factory=Given)
    ahead: Ahead | None = None
    kept: bool = True


KEPT = Manner()
"""With nothing beside it."""

ALONE = Manner(kept=False)
"""With nothing that other runs have, or leave."""


class NotStartedError(SixfoldError):
    """A language's runtime, or what is kept for it, does not start: none of its snippets can be run."""


@frozen
class Execution:
    """A run with what the sandbox recorded of it; ``work`` is the folder that it ran in."""

    run: Run
    calls: tuple[Call, ...]
    refused: tuple[str, ...]
    work: Path | None = None


def execute(
    root: Path, language: Language, files: Sequence[Path], sandbox: Sandbox, *, manner: Manner = KEPT
) -> Execution:
    """Run a copy of a snippet in a folder of its own against a sandbox that has been entered.

    :param files: all of the snippet's; the first is run, and the others stand beside it.
    :raises NotStartedError: when the language's runtime does not start.
    :raises SixfoldError: when the snippet cannot be copied.
    """
    with host.folder("run") as work:
        copies = [_copied(file, work) for file in files]
        done = _run(root, language, copies, sandbox, manner=manner)
    return Execution(done, sandbox.calls, sandbox.refused, work)


def _copied(file: Path, work: Path) -> Path:
    copy = work / file.name
    try:
        copy.write_bytes(read_bytes(file))
    except (OSError, UnreadableError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        message = f"cannot be copied: {reason}; expected the file to stay in place until the run ends"
        raise SixfoldError(f"{file}: {message}") from error
    return copy


def _run(root: Path, language: Language, files: Sequence[Path], sandbox: Sandbox, *, manner: Manner) -> Run:
    work, client, given = files[0].parent, client_folder(root, language), manner.given
    authority = sandbox.proxies.authority
    known = {Placeholder.SNIPPET: files[0], Placeholder.WORK: work, Placeholder.AUTHORITY: authority}
    words = _words(root, language, known, manner.ahead)
    try:
        linked = {**given.linked, **{name: client / name for name in language.runtime.linked}}
        given.lay_out(work, linked, {file.name for file in files})
        place = _kept_for(root, language, work, sandbox.proxies) if manner.kept else None
        needed = [root.resolve(), client.parent, authority.parent, *given.folders]
        needed += [place.parent] if place else []
        needed += [manner.ahead.folder] if manner.ahead else []
        with open_container(Space(work, lasts=False, visible=tuple(needed))) as container:
            listening = sockets_beside(place) if place else own_sockets(container)
            proxies = sandbox.listen(*listening) if listening else sandbox.proxies
            environment = {**given.variables, **_environment(root, language, work, proxies)}
            if place and language.runtime.warm_process:
                environment[language.runtime.warm_process.variable] = str(place)
            return run_in(container, words, environment, language.runtime.timeout)
    except OSError as error:
        raise NotStartedError(not_run(words, error)) from error
    except StoppedError:
        raise
    except SixfoldError as error:
        raise NotStartedError(str(error)) from error


def _words(root: Path, language: Language, known: Mapping[Placeholder, object], ahead: Ahead | None) -> list[str]:
    """Return the command of a run, as it is with what was made ahead where there is that."""
    prepared = language.runtime.prepared
    if ahead is None or prepared is None:
        return command(language.runtime.run, root, language, known)
    made = {Placeholder.PREPARED: ahead.folder, Placeholder.MADE: ahead.name}
    return command(prepared.run, root, language, {**known, **made})


def _kept_for(root: Path, language: Language, work: Path, proxies: ProxySettings) -> Path | None:
    """Return the socket of what is kept running for a language, where there is such a thing."""
    kept = language.runtime.warm_process
    if not kept:
        return None
    start = tuple(command(kept.start, root, language, {Placeholder.SOCKET: _SOCKET}))
    lasting = _lasting(language, _environment(root, language, work, proxies))
    return socket_of(start, lasting, socket=_SOCKET, visible=(root.resolve(), client_folder(root, language).parent))


def _environment(root: Path, language: Language, work: Path, proxies: ProxySettings) -> dict[str, str]:
    added = {**language.runtime.environment, **language.runtime.route}
    values = command(added.values(), root, language, {**places(language, proxies), Placeholder.WORK: work})
    return {**surroundings(work), **dict(zip(added, values, strict=True))}


def _lasting(language: Language, environment: Mapping[str, str]) -> dict[str, str]:
    """Return what of a run's environment is the same in the next run."""
    declared = {
        "HOME": Placeholder.WORK.written,
        "TMPDIR": Placeholder.WORK.written,
        **language.runtime.environment,
        **language.runtime.route,
    }
    changing = {name for name, value in declared.items() if any(place.written in value for place in _CHANGING)}
    return {name: value for name, value in environment.items() if name not in changing}


def places(language: Language, proxies: ProxySettings) -> dict[Placeholder, object]:
    """Return where a language's runtime reaches a sandbox, for the variables of its route."""
    proxy = proxies.grpc_proxy if language.transport is Transport.GRPC else proxies.rest_proxy
    address = urlsplit(proxy)
    return {
        Placeholder.PROXY: proxy,
        Placeholder.PROXY_HOST: address.hostname,
        Placeholder.PROXY_PORT: address.port,
        Placeholder.AUTHORITY: proxies.authority,
        Placeholder.TRUST_STORE: proxies.trust_store,
        Placeholder.TRUST_STORE_PASSWORD: proxies.trust_store_password,
        Placeholder.SPKI: proxies.spki,
    }
