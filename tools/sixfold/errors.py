"""What a user did that cannot be: each problem with its place, all of a run in one error."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase

from sixfold.frozen import frozen, ordered

_ITEM = re.compile(r"\[[0-9]+\]")
_STEP = re.compile(r"\[[0-9]*\]|[^.\[]+")


@ordered
class Place:
    """A position in a file; line and column count from 1, and 0 says that the file as a whole is meant."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        """Return ``file:line:column``, the form that editors and terminals turn into a link."""
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


@ordered
class Problem:
    """One thing to mend: where it is, under which key, and what was expected instead."""

    place: Place
    key_path: str
    message: str

    def __str__(self) -> str:
        """Return the one line that a user sees."""
        return f"{self.place}: {self.key_path}: {self.message}" if self.key_path else f"{self.place}: {self.message}"


class SixfoldError(Exception):
    """An error that is the user's to mend: shown as it is, without a traceback, with exit code 1."""


class SpecError(SixfoldError):
    """All problems that one run found in the project's own files, in the order of their places."""

    def __init__(self, problems: list[Problem]) -> None:
        """Sort the problems by place and drop repetitions (one cause can be met on two ways)."""
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(map(str, self.problems)))


@frozen
class FilePart:
    """A key of a file with all below it: what a problem lies in, and what another one is concluded from.

    ``file`` may be a pattern (``specs/*``); in ``key_path``, ``[]`` stands for every item of a list.
    """

    file: str
    key_path: str


@frozen
class _Noted:
    problem: Problem
    needs: tuple[FilePart, ...]
    spoils: tuple[FilePart, ...]
    lacks: bool = False
    """Whether it says that something which should be there is not: a name that was written wrong may be it."""


@dataclass
class Problems:
    """Collects problems while a stage goes on, so that a user sees all of them at once, and none that only follows.

    What is concluded from something else says so (``needs``); it is told only where nothing was wrong with that.
    """

    _noted: list[_Noted] = field(default_factory=list)
    _meant: set[FilePart] = field(default_factory=set)
    _bases: tuple[str, ...] = ()

    def built_on(self, files: Iterable[str]) -> Problems:
        """Return the way to note problems here of what is built on other files.

        What is noted by it is told only where nothing is wrong in these under the same key.
        """
        return replace(self, _bases=tuple(files))

    def add(
        self, place: Place, key_path: str, message: str, *, needs: Iterable[FilePart] = (), spoils: Iterable[str] = ()
    ) -> None:
        """Note one problem and go on.

        :param needs: what has to be right for this to be a problem of its own.
        :param spoils: further keys of the file of which nothing is known now.
        """
        hidden = tuple(FilePart(place.file, path) for path in (key_path, *spoils))
        self._note(Problem(place, key_path, message), needs, hidden)

    def add_unmatched(self, place: Place, key_path: str, message: str, *, needs: Iterable[FilePart]) -> None:
        """Note a name that nothing answers to, which can be as wrong as what should have answered: it hides nothing.

        :param needs: where it could have been answered.
        """
        self._note(Problem(place, key_path, message), needs, (), lacks=True)

    def add_missing(self, place: Place, key_path: str, message: str, *, needs: Iterable[FilePart] = ()) -> None:
        """Note a key that is not there; it is not told where one that is written wrong was meant to be it."""
        self._note(Problem(place, key_path, message), needs, (FilePart(place.file, key_path),), lacks=True)

    def _note(
        self, problem: Problem, needs: Iterable[FilePart], spoils: tuple[FilePart, ...], *, lacks: bool = False
    ) -> None:
        built_on = (FilePart(file, problem.key_path) for file in self._bases)
        self._noted.append(_Noted(problem, (*needs, *built_on), spoils, lacks))

    def meant(self, parts: Iterable[FilePart]) -> None:
        """Keep what a name that is told to be wrong was most likely meant to be: that it lacks this only follows."""
        self._meant.update(parts)

    @property
    def count(self) -> int:
        """How many were noted, told or not."""
        return len(self._noted)

    @property
    def found(self) -> list[Problem]:
        """The problems to tell, in the order in which they were noted."""
        facts = _Spoilt(part for noted in self._noted if not noted.needs for part in noted.spoils)
        told = [noted for noted in self._noted if not noted.needs or (noted.spoils and not facts.touch(noted.needs))]
        spoilt = _Spoilt(part for noted in told for part in noted.spoils)
        return [
            noted.problem
            for noted in self._noted
            if not (noted.lacks and FilePart(noted.problem.place.file, noted.problem.key_path) in self._meant)
            and (not noted.needs or not (facts if noted.spoils else spoilt).touch(noted.needs))
        ]

    def raise_any(self) -> None:
        """Raise SpecError if anything was found."""
        if found := self.found:
            raise SpecError(found)


class _Spoilt:
    """The parts that problems lie in, by file, so that asking for one is quick however many there are."""

    def __init__(self, parts: Iterable[FilePart]) -> None:
        self._lying: dict[str, set[tuple[str, ...]]] = {}
        self._above: dict[str, set[tuple[str, ...]]] = {}
        for part in parts:
            for path in (_steps(part.key_path), _steps(_ITEM.sub("[]", part.key_path))):
                self._lying.setdefault(part.file, set()).add(path)
                self._above.setdefault(part.file, set()).update(path[:end] for end in range(len(path)))

    def touch(self, parts: Iterable[FilePart]) -> bool:
        """Say whether a problem lies in one of the parts, or in something that one of them is in."""
        return any(
            self._touches(file, _steps(part.key_path))
            for part in parts
            for file in self._lying
            if file == part.file or fnmatchcase(file, part.file)
        )

    def _touches(self, file: str, path: tuple[str, ...]) -> bool:
        lying = self._lying[file]
        return path in self._above[file] or any(path[:end] in lying for end in range(len(path) + 1))


def _steps(key_path: str) -> tuple[str, ...]:
    return tuple(_STEP.findall(key_path))
