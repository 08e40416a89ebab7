"""What a user did that cannot be: each problem with its place, all of a run in one error."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, order=True)
class Place:
    """A position in a file; line and column count from 1, and 0 says that the file as a whole is meant."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        """Return ``file:line:column``, the form that editors and terminals turn into a link."""
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


@dataclass(frozen=True, order=True)
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


@dataclass
class Problems:
    """Collects problems while a stage goes on, so that a user sees all of them at once."""

    found: list[Problem] = field(default_factory=list)

    def add(self, place: Place, key_path: str, message: str) -> None:
        """Note one problem and go on."""
        self.found.append(Problem(place, key_path, message))

    def raise_any(self) -> None:
        """Raise SpecError if anything was found."""
        if self.found:
            raise SpecError(self.found)
