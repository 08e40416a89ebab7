"""What a language.yaml has started, checked where it is read: the words of its commands, their places, its names."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from sixfold.document import Fields, Node, Scalar, Sequence, Table
from sixfold.errors import Problems
from sixfold.language.files import is_told
from sixfold.language.model import Stream
from sixfold.names import did_you_mean

EVERYWHERE = ("python", "client")
"""The places that every command and every variable may name."""

LONGEST = 3600
"""The longest time that a language may give a snippet, in seconds."""

_PLACE = re.compile(r"(?<!\$)\{([A-Za-z_][A-Za-z0-9_]*)\}")
_VARIABLE = re.compile("[A-Za-z_][A-Za-z0-9_]*")
_PROGRAM = re.compile("[A-Za-z0-9_][A-Za-z0-9_.+-]*")
_PACKAGE = re.compile("[a-z0-9][a-z0-9.+-]+")

_STARTED = ("install", "version", "syntax", "run", "environment", "route", "kept")
_UPWARDS = re.compile(r"(?<!\.)\.\./|(?:^|[/=:,;\s'\"`(@])\.\.(?:[:,;\s'\"`)]|$)")
_ABSOLUTE = re.compile(r"(?<![\w./~}-])/[^\s:;,'\"`()<>|&\0]*")
_BELOW_SOURCE = re.compile(r"\{source\}/[A-Za-z0-9_][A-Za-z0-9_./-]*")


def command(fields: Fields, key: str, *places: str, needed: str = "", required: bool = True) -> tuple[str, ...]:
    """Return the words of a command; the first is its program.

    :param places: what its words may name beside what every command may.
    :param needed: the place without which it makes no sense.
    """
    words = fields.texts(key, "the words of a command", required=required)
    node = fields.table.entries.get(key)
    if not isinstance(node, Sequence) or len(words) != len(node.items):
        return words
    known = (*EVERYWHERE, *places, *((needed,) if needed else ()))
    if not words or not words[0].strip():
        fields.problems.add(node.place, node.path, "expected a program as the first word")
    for word, item in zip(words, node.items, strict=True):
        _check(fields, item, word, known)
    named = {name for word in words for name in _PLACE.findall(word)}
    # One that is spelt wrong is told already.
    if words and needed and needed not in named and named <= set(known):
        fields.problems.add(node.place, node.path, f"expected '{{{needed}}}' among its words")
    return words


def variables(fields: Fields, key: str, *places: str, required: bool) -> dict[str, str]:
    """Return environment variables with their values."""
    found = fields.text_table(key, "variables and their values", required=required)
    for name, node in _entries(fields, key).items():
        if not _VARIABLE.fullmatch(name):
            message = f"expected a variable's name of letters, digits and '_', got {name!r}"
            fields.problems.add(node.place, node.path, message)
        if name in found:
            _check(fields, node, found[name], (*EVERYWHERE, *places))
    return found


def variable(fields: Fields, key: str) -> str:
    """Return the name of an environment variable."""
    return fields.text(key, pattern=_VARIABLE.pattern, expected="a variable's name of letters, digits and '_'")


def programs(fields: Fields, key: str) -> dict[str, str]:
    """Return programs, each with the Debian package that brings it."""
    found = fields.text_table(key, "programs and the Debian packages that bring them", required=False)
    for name, node in _entries(fields, key).items():
        if not _PROGRAM.fullmatch(name):
            fields.problems.add(node.place, node.path, f"expected a program's name, got {name!r}")
        if name in found and (wrong := _no_package(found[name])):
            fields.problems.add(node.place, node.path, wrong)
    return found


def packages(fields: Fields, key: str) -> tuple[str, ...]:
    """Return names of Debian packages."""
    return _each(fields, key, "further Debian packages", _no_package)


def beside(fields: Fields, key: str) -> tuple[str, ...]:
    """Return names in the client's folder, each once."""

    def wrong(name: str) -> str:
        is_name = name not in ("", ".", "..") and not {"/", "\0"} & set(name)
        return "" if is_name else f"expected the name of something in the client's folder, got {name!r}"

    return tuple(dict.fromkeys(_each(fields, key, "names in the client's folder", wrong)))


def outputs(fields: Fields, key: str) -> tuple[Stream, ...]:
    """Return the outputs that a failure must be seen on: that for errors, where nothing is said."""
    known = {stream.value: stream for stream in Stream}

    def wrong(name: str) -> str:
        hint = did_you_mean(name, known)
        return "" if name in known else f"expected {' or '.join(map(repr, known))}, got {name!r}{hint}"

    named = _each(fields, key, "the outputs that a failure must be seen on", wrong)
    return tuple(dict.fromkeys(known[name] for name in named)) or (Stream.STDERR,)


def seconds(fields: Fields, key: str, default: int) -> int:
    """Return an optional number of seconds."""
    if key in fields.table.keys:
        return fields.integer(key, allowed=range(1, LONGEST + 1))
    fields.read.add(key)
    return default


def places_in(fields: Fields, key: str, *known: str) -> None:
    """Note each place in a text that nothing is put into."""
    node = fields.table.entries.get(key)
    if isinstance(node, Scalar) and isinstance(node.value, str):
        _check(fields, node, node.value, known)


def check_ways(facts: Table, root: Path, problems: Problems) -> None:
    """Note each word of a command, and each variable, that leads to what no yes is for.

    :param facts: all that a language.yaml says.
    :param root: the project, any file of which could be named by its whole path.
    """
    runtime, client = (facts.entries.get(key) for key in ("runtime", "client"))
    started = [runtime.entries.get(key) for key in _STARTED] if isinstance(runtime, Table) else []
    started += [client.entries.get("describe")] if isinstance(client, Table) else []
    home = Path(os.path.realpath(root))
    for node in started:
        for scalar in _texts(node):
            if wrong := _astray(str(scalar.value), home):
                message = f"{wrong}; expected a path below a place, as '{{client}}/part', to what a yes covers"
                problems.add(scalar.place, scalar.path, message)


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


def _entries(fields: Fields, key: str) -> Mapping[str, Node]:
    node = fields.table.entries.get(key)
    return node.entries if isinstance(node, Table) else {}


def _each(fields: Fields, key: str, expected: str, wrong: Callable[[str], str]) -> tuple[str, ...]:
    """Return a list of texts without those that are wrong, which are noted."""
    texts = fields.texts(key, expected, required=False)
    node = fields.table.entries.get(key)
    if isinstance(node, Sequence):
        for item in node.items:
            if isinstance(item, Scalar) and isinstance(item.value, str) and (message := wrong(item.value)):
                fields.problems.add(item.place, item.path, message)
    return tuple(text for text in texts if not wrong(text))


def _no_package(name: str) -> str:
    return "" if _PACKAGE.fullmatch(name) else f"expected the name of a Debian package, got {name!r}"


def _check(fields: Fields, node: Node, text: str, known: tuple[str, ...]) -> None:
    if "\0" in text:
        fields.problems.add(node.place, node.path, f"expected text without U+0000, got {text!r}")
    for name in _PLACE.findall(text):
        if name not in known:
            listed = ", ".join(f"{{{place}}}" for place in known)
            message = f"nothing is put in '{{{name}}}'{did_you_mean(name, known)} (places: {listed})"
            fields.problems.add(node.place, node.path, message)
