"""What was read of specs and languages holds for the same files again, in the next process too.

It is kept among a person's own files, under the seal of this person: what Python makes objects of could do anything, so
nobody else's is taken. A page is known by what its file holds, and what all pages share by all that it rests on. Of
files in which something was wrong nothing is kept.
"""

from __future__ import annotations

import pickle
from collections.abc import Mapping
from dataclasses import field, replace
from hashlib import sha256
from pathlib import Path

from sixfold import host
from sixfold.clients import Client, load_clients
from sixfold.errors import Problems
from sixfold.frozen import frozen
from sixfold.language import Language, load_languages
from sixfold.spec import Api, PageSpec, load_project
from sixfold.unchanged import Conclusion, Sight

_KIND = "read"
_REST = 32
_MOST = 2000
"""How many pages are kept: of more, the memory of a run would be what they take."""


@frozen
class _Shared:
    """What all pages share."""

    api: Api
    languages: tuple[Language, ...]
    clients: Mapping[str, Client]


@frozen
class _Kept:
    """What was read before; ``pages`` holds each page by its file, with the digest of what that held.

    ``rest`` is the digest of all that ``shared`` was read from, among else.
    """

    rest: str = ""
    shared: _Shared | None = None
    pages: Mapping[str, tuple[str, PageSpec]] = field(default_factory=dict)
    built: Mapping[str, bytes] = field(default_factory=dict)


@frozen
class Read:
    """What a project's files say, before it is held against anything; ``body`` is what is to be kept of it.

    ``built`` holds, by its file, what was built of a page that stands, and all that it rests on.
    """

    api: Api | None
    pages: tuple[PageSpec, ...]
    languages: tuple[Language, ...]
    clients: Mapping[str, Client]
    body: bytes = b""
    built: Mapping[str, bytes] = field(default_factory=dict)


def read(root: Path, problems: Problems, seen: Sight | None = None) -> Read:
    """Read all files that say something of a project's operations and languages.

    :param seen: the project before: what was kept of files that are as they were is not read again.
    """
    kept = _recalled(root, seen) if seen else _Kept()
    pages = {file: page for file, (held, page) in kept.pages.items() if seen and seen.held(file) == held}
    if seen and kept.shared and kept.rest == seen.rest:
        spec = load_project(root, problems, kept.shared.api, pages)
        built = {file: kept.built[file] for file in pages if file in kept.built}
        found = Read(spec.api, spec.pages, kept.shared.languages, kept.shared.clients, built=built)
    else:
        spec = load_project(root, problems, None, pages)
        languages = load_languages(root, problems)
        found = Read(spec.api, spec.pages, languages, load_clients(root, languages, problems))
    # Before anything is worked out of it, which would be kept with it.
    return replace(found, body=_body(found, seen)) if seen and not problems.count else found


def keep(root: Path, body: bytes, built: Mapping[str, bytes], ended: Conclusion) -> None:
    """Keep what was read of a project in which nothing is wrong, and nothing has changed in the meantime.

    :param body: that of `Read`.
    :param built: what was built of each page, by its file.
    :param ended: how the run ends.
    """
    if body and ended.running:
        body = bytes.fromhex(ended.rest) + pickle.dumps((body, built), pickle.HIGHEST_PROTOCOL)
        host.keep(_KIND, _name(root, ended.running), body, sealed=root)


def _body(found: Read, seen: Sight) -> bytes:
    if found.api is None or len(found.pages) > _MOST:
        return b""
    shared = _Shared(found.api, found.languages, found.clients)
    held = {page.source: (seen.held(page.source), page) for page in found.pages}
    return pickle.dumps((shared, held), pickle.HIGHEST_PROTOCOL)


def _recalled(root: Path, seen: Sight) -> _Kept:
    running = seen.running.digest
    found = host.recall(_KIND, _name(root, running), sealed=root) if running else None
    if not found:
        return _Kept()
    rest, content = found[:_REST], found[_REST:]
    body, built = pickle.loads(content)  # noqa: S301 - this person's, by the seal
    shared, pages = pickle.loads(body)  # noqa: S301 - as above
    return _Kept(rest.hex(), shared, pages, built)


def _name(root: Path, running: bytes) -> str:
    # What was read tells of files as the project's folder was called.
    return sha256(running + f"{Path.cwd()}\0{root}\0".encode(errors="surrogateescape")).hexdigest()
