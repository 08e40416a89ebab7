"""What a language makes once for many runs: made when it is first needed, contained as a run is, gone at the end.

Each run is a process of its own all the same, and can only read what was made. Where that cannot be held, or nothing
can be made, or making it says a word, runs go without it.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import re
import threading
from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path

from sixfold import host
from sixfold.container import Space, open_container, run_in
from sixfold.errors import SixfoldError
from sixfold.frozen import frozen
from sixfold.install import client_folder, command
from sixfold.language import Language, Placeholder
from sixfold.reading import UnreadableError, digest, read_bytes
from sixfold.runner.maker import made_by_kept

_KEPT = ("PATH", "LANG", "LC_ALL", "JAVA_HOME")
"""What a run gets of this process's environment: where programs are, and nothing that could lead it elsewhere."""
_OWN = ("HOME", "TMPDIR")
"""The variables that lead a run to its own folder."""
_FOLDER = "prepared"


@frozen
class Ahead:
    """What was made: its folder, and the name of what is there, as far as the language's pattern fits it."""

    folder: Path
    name: str


def surroundings(folder: Path) -> dict[str, str]:
    """Return the variables that every run has, whatever its language; ``folder`` is its own."""
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    return {"LANG": "C.UTF-8", **kept, **dict.fromkeys(_OWN, str(folder))}


_Key = tuple[Path, Path, str]


@dataclass
class _Made:
    """What was made so far, by language and snippet, or is being made; what is asked for the first time is noted."""

    stack: contextlib.ExitStack = field(default_factory=contextlib.ExitStack)
    lock: threading.Lock = field(default_factory=threading.Lock)
    found: dict[_Key, Future[Ahead | None]] = field(default_factory=dict)
    asked: set[_Key] = field(default_factory=set)

    def get(self, key: _Key, likes: _Key, *, often: bool) -> tuple[Future[Ahead | None] | None, bool]:
        """Return what comes of it, and whether the caller has to make it; None where one run alone has asked.

        :param likes: what runs ask for that count as asking for this.
        """
        with self.lock:
            if not often and likes not in self.asked:
                self.asked.add(likes)
                return None, False
            is_new = key not in self.found
            return self.found.setdefault(key, Future()), is_new


_MADE = _Made()
atexit.register(_MADE.stack.close)


def ahead_of(root: Path, language: Language, file: Path, *, often: bool) -> Ahead | None:
    """Return what a language makes ahead for a snippet's file; None where a run goes without it.

    :param often: whether more than one run is to come; else it is made when it is asked for again, or, of what a
        process that is kept makes, when that of another snippet was.
    """
    prepared = language.runtime.prepared
    if prepared is None:
        return None
    try:
        content = read_bytes(file) if prepared.is_of_snippet else b""
    except UnreadableError:
        return None
    name = f"{file.name} {digest(content)}" if prepared.is_of_snippet else ""
    folder = root.resolve(), language.folder
    future, is_new = _MADE.get((*folder, name), (*folder, "" if prepared.keep else name), often=often)
    if future is not None and is_new:
        made = None
        try:
            # Whatever is wrong, the run itself meets it too, and says it.
            with contextlib.suppress(OSError, SixfoldError):
                made = _make(root, language, file.name, content)
        finally:
            future.set_result(made)
    return future.result() if future else None


def _make(root: Path, language: Language, name: str, content: bytes) -> Ahead | None:
    prepared = language.runtime.prepared
    if prepared is None:
        return None
    with contextlib.ExitStack() as stack:
        work = stack.enter_context(host.folder("ahead"))
        folder = work / _FOLDER
        folder.mkdir()
        (work / name).write_bytes(content)
        given = {Placeholder.PREPARED: folder, Placeholder.SNIPPET: work / name}
        words = command(prepared.make, root, language, given)
        space = Space(work, visible=(root.resolve(), client_folder(root, language).parent))
        environment = _environment(root, language, work)
        with open_container(space) as container:
            if not container.keeps_files:
                return None
            is_made = None
            # What is kept may have ended, or not start.
            with contextlib.suppress(OSError, SixfoldError):
                lasting = {name: value for name, value in environment.items() if name not in _OWN}
                is_made = made_by_kept(root, language, work / name, folder=folder, environment=lasting)
            if is_made is None:
                done = run_in(container, words, environment, language.runtime.timeout)
                is_made = done.succeeded and not done.output
        found = _found(folder, prepared.made)
        if not is_made or found is None:
            return None
        with _MADE.lock:
            _MADE.stack.push(stack.pop_all())
        return Ahead(folder, found)


def _environment(root: Path, language: Language, work: Path) -> Mapping[str, str]:
    added = language.runtime.environment
    return {**surroundings(work), **dict(zip(added, command(added.values(), root, language), strict=True))}


def _found(folder: Path, pattern: str) -> str | None:
    """Return what a pattern fits in the one name that it fits in; None where it is not one."""
    if not pattern:
        return ""
    fitting = [found[0] for path in folder.iterdir() if (found := re.search(pattern, path.name))]
    return fitting[0] if len(fitting) == 1 else None
