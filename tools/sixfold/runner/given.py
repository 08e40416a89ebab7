"""What hand-written files are given beside what every run has: variables, and what stands beside them."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import field
from pathlib import Path

from sixfold.errors import SixfoldError
from sixfold.frozen import frozen
from sixfold.language import Language
from sixfold.reading import read_bytes

_SMALL, _FEW = 1 << 20, 100
"""What of a folder is copied into each run: an entry of so many bytes, and so many files."""
_MOST = 8 << 20
"""How many bytes are copied into each run in all."""
_NAME = re.compile("[A-Za-z_][A-Za-z0-9_]*")
_PROXY = re.compile("(?:https?|all|no|ftp|grpc)_proxy|no_grpc_proxy", re.IGNORECASE)
_OF_A_RUN = frozenset(("PATH", "HOME", "TMPDIR", "LANG", "LC_ALL", "JAVA_HOME"))
_KEY = 8
"""How long a value is that may be a key, in characters."""
_LONGEST = 100_000
"""How many files of a folder are looked at."""


@frozen
class Companion:
    """Something that stands beside a file: where it is, and whether a run gets a copy; else a link, to read alone.

    A program that follows a link finds itself elsewhere, and its neighbours too: so what is small, as its own modules
    are, is copied. A package with all that it needs is too large for that, and stands where it is.
    """

    place: Path
    is_copied: bool


@frozen
class Given:
    """Variables with their values, and what stands beside each file, by its name.

    ``linked`` are names that stand there too, each with its place, beside those that the language itself links.
    """

    variables: Mapping[str, str] = field(default_factory=dict)
    beside: Mapping[str, Companion] = field(default_factory=dict)
    linked: Mapping[str, Path] = field(default_factory=dict)

    @classmethod
    def of(cls, variables: Iterable[str], folders: Iterable[Path], languages: Iterable[Language]) -> Given:
        """Read variables, each as NAME=VALUE, and look at folders.

        :raises SixfoldError: when one is no such text, is what leads a run to the sandbox, or cannot be given.
        """
        return cls(_variables(variables, languages), _standing_beside(folders))

    @property
    def folders(self) -> set[Path]:
        """The folders that a run has to see."""
        return {entry.place.parent for entry in self.beside.values()}

    def lay_out(self, work: Path, linked: Mapping[str, Path], own: Collection[str]) -> None:
        """Put all of it into a run's folder, with what the language links there.

        Where both have a folder of one name, as ``node_modules``, the run sees what is in either.

        :param own: the names of the run's own files, which stay what they are.
        """
        for name, place in linked.items():
            if name in self.beside and self.beside[name].place.is_dir() and place.is_dir():
                _merge(work / name, self.beside[name].place, place)
            else:
                (work / name).symlink_to(place)
        for name, entry in self.beside.items():
            if name in own or name in linked:
                continue
            if entry.is_copied:
                _copy(entry.place, work / name)
            else:
                (work / name).symlink_to(entry.place)

    def concealed(self, text: str, *, at_least: int = _KEY) -> str:
        """Return a text in which a given value is called by its variable: it may be somebody's key.

        :param at_least: how long such a value is, in characters; of a shorter one much else would be called so.
        """
        for name, value in sorted(self.variables.items(), key=lambda item: -len(item[1])):
            if len(value) >= at_least:
                text = text.replace(value, f"${name}")
        return text


def _variables(texts: Iterable[str], languages: Iterable[Language]) -> dict[str, str]:
    found: dict[str, str] = {}
    wrong = []
    forms = [form for language in languages for form in language.forms]
    leading = {name for form in forms for name in (*form.runtime.route, *form.runtime.environment)} | _OF_A_RUN
    for text in texts:
        name, equals, value = text.partition("=")
        if not (equals and _NAME.fullmatch(name)) or "\0" in value:
            wrong.append(f"--env {text}: expected NAME=VALUE, a name of letters, digits and '_'")
        elif name in leading or _PROXY.fullmatch(name):
            wrong.append(f"--env {name}: a run is led to the sandbox by it; expected another variable")
        elif name in found:
            wrong.append(f"--env {name}: is given twice")
        found[name] = value
    if wrong:
        raise SixfoldError("\n".join(wrong))
    return found


def _standing_beside(folders: Iterable[Path]) -> dict[str, Companion]:
    found: dict[str, Companion] = {}
    left = _MOST
    for folder in folders:
        for place in sorted(_entries(folder)):
            if place.name in found:
                other = found[place.name].place.parent
                raise SixfoldError(f"{folder}: holds {place.name}, as {other} does; expected each name once")
            size, count = _measured(folder, place)
            is_copied = size <= min(_SMALL, left) and count <= _FEW
            left -= size if is_copied else 0
            found[place.name] = Companion(place, is_copied)
    return found


def _entries(folder: Path) -> Iterator[Path]:
    try:
        return folder.resolve().iterdir()
    except OSError as error:
        raise SixfoldError(f"{folder}: cannot be read: {error.strerror}; expected a folder") from error


def _measured(folder: Path, place: Path) -> tuple[int, int]:
    """Return how large something is, in bytes, and of how many files, having seen that all of it can be given."""
    size, count, waiting = 0, 0, [place]
    while waiting:
        each = waiting.pop()
        count += 1
        try:
            status = each.lstat()
            if stat.S_ISLNK(status.st_mode):
                _refuse_leading_out(folder, each)
            elif stat.S_ISDIR(status.st_mode):
                waiting += each.iterdir() if count < _LONGEST else ()
            elif stat.S_ISREG(status.st_mode):
                size += status.st_size
            else:
                raise SixfoldError(f"{each}: is neither a file nor a folder; a run cannot be given it")
        except OSError as error:
            raise SixfoldError(f"{each}: cannot be read: {error.strerror}") from error
    return size, count


def _refuse_leading_out(folder: Path, link: Path) -> None:
    if not link.resolve().is_relative_to(folder.resolve()):
        raise SixfoldError(f"{link}: leads out of {folder}; a run is given what is in it, and nothing else")


def _copy(place: Path, target: Path) -> None:
    if place.is_symlink():
        target.symlink_to(place.resolve())
    elif place.is_dir():
        target.mkdir()
        for inner in place.iterdir():
            _copy(inner, target / inner.name)
    else:
        target.write_bytes(read_bytes(place))
        target.chmod(stat.S_IMODE(place.stat().st_mode) | stat.S_IRUSR | stat.S_IWUSR)


def _merge(target: Path, *sources: Path) -> None:
    """Make a folder of links to what is in several; of one name, that in the first stands."""
    target.mkdir()
    for name in sorted({inner.name for source in sources for inner in source.iterdir()}):
        found = [source / name for source in sources if os.path.lexists(source / name)]
        # npm keeps packages of one owner in a folder of that name.
        if name.startswith("@") and len(found) > 1:
            _merge(target / name, *found)
        else:
            (target / name).symlink_to(found[0])
