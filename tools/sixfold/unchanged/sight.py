"""A project as it stands -> what a run said that found nothing to do there, where nothing has changed since.

What was said is kept in a file of the person's own, outside of the project: one that came with a project could say
anything. Nothing depends on it. Where it is gone, broken or cannot be written, a run takes as long as the first one.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

from sixfold import host
from sixfold.reading import UnreadableError
from sixfold.unchanged import code
from sixfold.unchanged.files import digests, follows, page, rest

_KIND = "unchanged"
_SLACK = 200_000_000
"""How long before the first look a run may have begun to load its code, in nanoseconds."""


@dataclass(frozen=True)
class Said:
    """What a run says in the end: each stage with what it did, and how many there are of each."""

    stages: tuple[tuple[str, str], ...]
    pages: int
    operations: int
    snippets: int
    files: int
    """How many files are generated."""


@dataclass(frozen=True)
class Built:
    """What a run made: the SHA-256 of what each generated file is to hold, by its path; empty for one that it removed.

    ``documents`` are the files of a definition that stands in the project, relative to it, and ``package`` is the
    distribution of one that is installed. ``pages`` holds, by the path of its spec, the paths of a page's files, if no
    other page's spec has a part in them; ``macros`` holds what each template took in.
    """

    files: Mapping[str, str]
    documents: Sequence[str] = ()
    package: str = ""
    pages: Mapping[str, Sequence[str]] = field(default_factory=dict)
    macros: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Sight:
    """What all files of a project held at a moment.

    ``said`` is what a run said that found all of them so, None where there was none. ``code`` is the digest of what
    this process runs, empty where no run has kept what that consists of; ``pages`` and ``macros`` are what one kept.
    """

    root: Path
    moment: int
    documents: tuple[str, ...] = ()
    files: Mapping[str, bytes] | None = None
    said: Said | None = None
    code: bytes = b""
    pages: Mapping[str, str] = field(default_factory=dict)
    macros: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @property
    def state(self) -> str:
        """A digest of all that is generated and of what it is made of and by; empty where not all is known as right."""
        if self.said is None or self.files is None:
            return ""
        kept = {"said": asdict(self.said), "documents": [*self.documents]}
        return _whole(self.code, self.files, kept)

    def standing(self, spec: str, paths: Sequence[str]) -> Mapping[str, str] | None:
        """Return the SHA-256 of each file of a page, if a run made these of it as it is; None where one has changed.

        :param spec: the path of the page's spec.
        :param paths: those of the files that are to be made of it.
        """
        if self.files is None or not self._rest or self.pages.get(spec) != page(self._rest, self.files, spec, paths):
            return None
        return {path: self.files[path].hex() for path in paths}

    @cached_property
    def _rest(self) -> bytes:
        return rest(self.code, self.files or {}, self.documents) if self.code and self.pages else b""

    def keep(self, built: Built, said: Said) -> bytes:
        """Keep what a run said which ends now, and after which everything is as it should be.

        Nothing is kept where something else has changed since this was seen, or code since the process began.

        :return: the digest of what this process runs; empty where nothing was kept.
        """
        after = digests(self.root, built.documents)
        if self.files is None or after is None:
            return b""
        made = {path: bytes.fromhex(held) or None for path, held in built.files.items()}
        # What is a document only now, or no longer, is not compared.
        before = {path: after[path] for path in built.documents if path in after}
        before |= {path: held for path, held in self.files.items() if path in after or path not in self.documents}
        modules, folders = code.loaded()
        files = [*code.described(built.package), *modules]
        if follows(before, after, made) and self._is_old(
            (*files, *(f"{self.root}/{path}" for path in built.documents))
        ):
            running = code.digest(files, folders)
            if running:
                others = rest(running, after, built.documents)
                pages = {spec: page(others, after, spec, paths) for spec, paths in built.pages.items()}
                kept = {"documents": [*built.documents], "files": files, "folders": folders, "said": asdict(said)}
                kept |= {"pages": pages, "macros": {name: [*taken] for name, taken in built.macros.items()}}
                found = json.dumps({**kept, "digest": _whole(running, after, kept)})
                host.keep(_KIND, _name(self.root), found.encode())
                return running
        return b""

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
        files = digests(top, documents)
        running = code.digest(map(str, kept["files"]), map(str, kept["folders"])) if files is not None else None
        said = _said(kept["said"]) if files and running and kept["digest"] == _whole(running, files, kept) else None
        macros = {name: tuple(map(str, taken)) for name, taken in kept["macros"].items()}
        known = {"pages": dict(kept["pages"]), "macros": macros} if running else {}
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        files = None
    if files is None:
        return Sight(top, moment, files=digests(top, ()))
    return Sight(top, moment, documents, files, said, code=running or b"", **known)


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
