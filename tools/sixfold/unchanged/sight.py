"""A project as it stands -> what a run said that found nothing to do there, where nothing has changed since.

What was said is kept in a file of the person's own, outside of the project: one that came with a project could say
anything. Nothing depends on it. Where it is gone, broken or cannot be written, a run takes as long as the first one.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, field
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

from sixfold import host
from sixfold.frozen import frozen
from sixfold.reading import UnreadableError
from sixfold.unchanged import code
from sixfold.unchanged.code import RunningCode
from sixfold.unchanged.files import FOLDERS, Touch, contents, follows, page, rest, untouched

_KIND = "unchanged"
_SLACK = 200_000_000
"""How long before the first look a run may have begun to load its code, in nanoseconds."""


@frozen
class Said:
    """What a run says in the end: each stage with what it did, and how many there are of each."""

    stages: tuple[tuple[str, str], ...]
    pages: int
    operations: int
    snippets: int
    files: int
    """How many files are generated."""


@frozen
class Built:
    """What a run made: the SHA-256 of what each generated file is to hold, by its path; empty for one that it removed.

    ``documents`` are the files of a definition that stands in the project, relative to it, and ``package`` is the
    distribution of one that is installed. ``pages`` holds, by the path of its spec, the paths of a page's files, if no
    other page's spec has a part in them; ``macros`` holds what each template took in, and ``keyless`` what texts are
    known by in which no key was found.
    """

    files: Mapping[str, str]
    documents: Sequence[str] = ()
    package: str = ""
    pages: Mapping[str, Sequence[str]] = field(default_factory=dict)
    macros: Mapping[str, Sequence[str]] = field(default_factory=dict)
    keyless: Collection[str] = ()


@frozen
class Conclusion:
    """How a run ends of which something was kept: the digests of what it runs, and of what all pages share.

    Both are empty of one of which nothing was.
    """

    running: bytes = b""
    rest: str = ""


@frozen
class Remembered:
    """What a run found out that the next one need not, if it runs the same code.

    ``pages`` holds a digest of each page by its spec: of all that its files rest on, and of these. ``macros`` and
    ``keyless`` are those of ``Built``, and ``rest`` is a digest of what all pages share.
    ``package`` is the distribution that the definition came from.
    """

    pages: Mapping[str, str] = field(default_factory=dict)
    macros: Mapping[str, Sequence[str]] = field(default_factory=dict)
    keyless: frozenset[str] = frozenset()
    rest: str = ""
    package: str = ""


@frozen
class Sight:
    """What all files of a project held at a moment.

    ``said`` is what a run said that found all of them so, None where there was none. ``running`` is what this process
    runs, as far as an earlier run kept what that consists of, and ``known`` what was known to one that ran the same.
    """

    root: Path
    moment: int
    documents: tuple[str, ...] = ()
    files: Mapping[str, bytes] | None = None
    touches: Mapping[str, Touch] = field(default_factory=dict)
    said: Said | None = None
    running: RunningCode = field(default_factory=RunningCode)
    known: Remembered = field(default_factory=Remembered)

    @property
    def state(self) -> str:
        """A digest of all that is generated and of what it is made of and by; empty where not all is known as right."""
        if self.said is None or self.files is None:
            return ""
        kept = {"said": asdict(self.said), "documents": [*self.documents]}
        return _whole(self.running.digest, self.files, kept)

    def standing(self, spec: str, paths: Sequence[str]) -> Mapping[str, str] | None:
        """Return the SHA-256 of each file of a page, if a run made these of it as it is; None where one has changed.

        :param spec: the path of the page's spec.
        :param paths: those of the files that are to be made of it.
        """
        if self.files is None or self.known.pages.get(spec) != page(self._rest, self.files, spec, paths):
            return None
        return {path: self.files[path].hex() for path in paths}

    def held(self, path: str) -> str:
        """Return the SHA-256 of what a file of the project held, in hex; empty of one that was not there."""
        return (self.files or {}).get(path, b"").hex()

    @property
    def shares_all(self) -> bool:
        """Whether all that pages share, ``api.yaml`` and the definition among it, is as a run found it right."""
        return self.known.rest == self.rest

    @property
    def rest(self) -> str:
        """A digest of all that pages share, in hex."""
        return self._rest.hex()

    @cached_property
    def _rest(self) -> bytes:
        return rest(self.running.digest, self.files or {}, self.documents)

    def keep(self, built: Built, said: Said) -> Conclusion:
        """Keep what a run said which ends now, and after which everything is as it should be.

        Nothing is kept where something else has been changed since this was seen, and be it back again, or code since
        the process began.
        """
        now = contents(self.root, built.documents)
        if self.files is None or now is None:
            return Conclusion()
        after = now.digests
        # What is a document only now, or no longer, is not compared.
        compared = {path for path in self.files if path in after or path not in self.documents}
        made = {path: bytes.fromhex(held) or None for path, held in built.files.items()}
        before = {path: after[path] for path in built.documents if path in after}
        before |= {path: self.files[path] for path in compared}
        touches = {path: touch for path, touch in self.touches.items() if path in compared or path in FOLDERS}
        running = self.running.now(built.package, self.known.package)
        documents = (f"{self.root}/{path}" for path in built.documents)
        is_as_seen = follows(before, after, made) and untouched(touches, now.touches, made)
        if not (running.digest and is_as_seen and self._is_old((*running.files, *documents))):
            return Conclusion()
        others = rest(running.digest, after, built.documents)
        kept = {
            "documents": [*built.documents],
            "files": running.files,
            "folders": running.folders,
            "said": asdict(said),
            "package": built.package,
            "code": running.digest.hex(),
            "pages": {spec: page(others, after, spec, paths) for spec, paths in built.pages.items()},
            "macros": {name: [*taken] for name, taken in built.macros.items()},
            "keyless": [*built.keyless],
            "rest": others.hex(),
        }
        found = json.dumps({**kept, "digest": _whole(running.digest, after, kept)})
        host.keep(_KIND, _name(self.root), found.encode())
        return Conclusion(running.digest, others.hex())

    def stands(self) -> bool:
        """Say whether nothing of the project, nor what this process runs, has been changed since this was seen."""
        now = contents(self.root, self.documents)
        is_same = now is not None and now.touches == self.touches and now.digests == self.files
        return is_same and self._is_old(self.running.files)

    def _is_old(self, files: Iterable[str]) -> bool:
        """Say whether files that nobody looked at before they were read are still what was read."""
        try:
            return code.newest((*code.own(), *files)) < self.moment - _SLACK
        except (OSError, UnreadableError):
            return False


def look(root: Path) -> Sight:
    """Look at a project at ``root``. Reads only."""
    moment, top = time.time_ns(), Path(os.path.realpath(root))
    try:
        kept: Any = json.loads(host.recall(_KIND, _name(top)) or b"{}")
        documents = tuple(map(str, kept["documents"]))
        found = contents(top, documents)
        files = found.digests if found else {}
        running = RunningCode.of(kept["files"], kept["folders"]) if found else RunningCode()
        said = _said(kept["said"]) if files and kept["digest"] == _whole(running.digest, files, kept) else None
        known = _known(kept) if kept["code"] == running.digest.hex() else Remembered()
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        found = None
    if found is None:
        found = contents(top, ())
        return Sight(top, moment, files=found.digests, touches=found.touches) if found else Sight(top, moment)
    return Sight(top, moment, documents, files, found.touches, said if running.digest else None, running, known)


def _known(kept: Mapping[str, Any]) -> Remembered:
    macros = {name: tuple(map(str, taken)) for name, taken in kept["macros"].items()}
    return Remembered(
        dict(kept["pages"]), macros, frozenset(map(str, kept["keyless"])), str(kept["rest"]), str(kept["package"])
    )


def _said(kept: Mapping[str, Any]) -> Said:
    return Said(**{**kept, "stages": tuple((str(stage), str(text)) for stage, text in kept["stages"])})


def _whole(running: bytes, files: Mapping[str, bytes], kept: Mapping[str, Any]) -> str:
    """Return one digest of code, files, and what was said of them."""
    found = sha256(running + json.dumps([kept["said"], kept["documents"]]).encode())
    for path in sorted(files):
        found.update(path.encode(errors="surrogateescape") + b"\0" + files[path])
    return found.hexdigest()


def _name(root: Path) -> str:
    """Return what a project's file is called: another tool or Python has another one."""
    told = "\0".join((str(root), sys.prefix, sys.version, __file__))
    return sha256(told.encode(errors="surrogateescape")).hexdigest()[:32]
