"""Where the words of a language lead: to what a yes covers, and to files that are there."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from sixfold.document import Node, Scalar, Sequence, Table
from sixfold.errors import Problems
from sixfold.language.folder import is_told
from sixfold.language.placeholders import Placeholder
from sixfold.names import did_you_mean
from sixfold.places import TEMPLATES

_STARTED = ("install", "version", "syntax", "run", "environment", "route", "warm_process", "prepared")
_UPWARDS = re.compile(r"(?<!\.)\.\./|(?:^|[/=:,;\s'\"`(@])\.\.(?:[:,;\s'\"`)]|$)")
_ABSOLUTE = re.compile(r"(?<![\w./~}-])/[^\s:;,'\"`()<>|&\0]*")
_BELOW_SOURCE = re.compile(r"\{source\}/[A-Za-z0-9_][A-Za-z0-9_./-]*")


def check(facts: Table, root: Path, folder: Path, problems: Problems) -> None:
    """Note each word of a command, and each variable, that leads to what no yes is for, or to no file.

    :param facts: all that a language.yaml says.
    :param root: the project, any file of which could be named by its whole path.
    :param folder: the language's, in which those files are looked for.
    """
    runtime, client = (facts.entries.get(key) for key in ("runtime", "client"))
    started = [runtime.entries.get(key) for key in _STARTED] if isinstance(runtime, Table) else []
    libraries = runtime.entries.get("http_libraries") if isinstance(runtime, Table) else None
    started += [libraries.entries.get(key) for key in ("run", "route")] if isinstance(libraries, Table) else []
    started += [client.entries.get("describe")] if isinstance(client, Table) else []
    home = Path(os.path.realpath(root))
    for node in started:
        for scalar in _texts(node):
            if wrong := _astray(str(scalar.value), home):
                message = f"{wrong}; expected a path below a place, as '{{client}}/part', to what a yes covers"
                problems.add(scalar.place, scalar.path, message)
            elif wrong := _missing(str(scalar.value), folder):
                problems.add(scalar.place, scalar.path, wrong)


def names_source(words: Iterable[str]) -> bool:
    """Say whether a command may reach any file of its language's folder, not just those that its words name."""
    return any("{source}" in word and not _BELOW_SOURCE.fullmatch(word) for word in words)


def _texts(node: Node | None) -> Iterator[Scalar]:
    match node:
        case Scalar(value=str()):
            yield node
        case Sequence():
            for item in node.items:
                yield from _texts(item)
        case Table():
            for entry in node.entries.values():
                yield from _texts(entry)


def _astray(text: str, home: Path) -> str:
    """Say where a text leads that it must not, or nothing."""
    if _UPWARDS.search(text):
        return f"leads out of its folder by '..': {text!r}"
    if told := next(filter(is_told, re.split(r"[^A-Za-z0-9._-]+", text)), ""):
        return f"names {told}, which tells of the language and is not to be started"
    written = re.sub("/+", "/", text)
    paths = (os.path.realpath(path) for path in _ABSOLUTE.findall(written))
    if home != Path("/") and (f"{home}/" in written or any(Path(path).is_relative_to(home) for path in paths)):
        return f"leads into the project by its whole path: {text!r}"
    return ""


def _missing(text: str, folder: Path) -> str:
    """Say which file of the language's folder a word names though it is not there, or nothing."""
    if not _BELOW_SOURCE.fullmatch(text):
        return ""
    file = text.removeprefix(f"{Placeholder.SOURCE.written}/")
    path = folder / file
    if path.exists():
        return ""
    there = [entry.name for entry in path.parent.iterdir()] if path.parent.is_dir() else []
    return f"names {file}, which is not in {TEMPLATES}/{folder.name}/{did_you_mean(path.name, there)}"
