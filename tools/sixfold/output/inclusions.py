"""Generated texts -> problems: nothing but a template takes a file into a page, and no file but a generated one.

Each spec has been asked before, with its place; other texts come from facts of languages and from results.
"""

from __future__ import annotations

from collections.abc import Iterable

from sixfold.document import INCLUDE
from sixfold.errors import Place, Problems
from sixfold.output.changes import GeneratedFile

_TAKES_IN = '--8<-- "'


class Inclusions:
    """Lines that take a file into a page, in all files of a run or in those since ``begin``."""

    def __init__(self) -> None:
        """Begin with no file."""
        self._allowed: set[str] = set()
        self._found: list[tuple[str, str]] = []
        self._own: set[str] = set()
        self._lines: set[str] = set()

    def begin(self) -> None:
        """Begin a page: what it takes in is told apart from here on."""
        self._own, self._lines = set(), set()

    def takes_in_others(self) -> bool:
        """Say whether a page takes in another file than those that were noted since it began."""
        return not self._lines <= {f'{_TAKES_IN}{path}"' for path in self._own}

    def noted(self, output: GeneratedFile) -> GeneratedFile:
        """Look into a file, whose own path may be taken in from then on; return it."""
        self._own.add(output.path)
        self._allowed.add(output.path)
        if INCLUDE in output.text:
            lines = [line.strip() for line in output.text.split("\n") if INCLUDE in line]
            self._lines |= {*lines}
            self._found += [(output.path, line) for line in lines if not self._is_allowed(line)]
        return output

    def allow(self, paths: Iterable[str]) -> None:
        """Let files be taken in that were looked into by an earlier run."""
        self._allowed |= {*paths}

    def refuse(self) -> None:
        """Refuse what none of all files explains.

        :raises SpecError: when there is such a text.
        """
        problems = Problems()
        for path, line in self._found:
            if not self._is_allowed(line):
                problems.add(Place(path), "", f"would hold '{line}', which takes a file into a page")
        problems.raise_any()

    def _is_allowed(self, line: str) -> bool:
        path = line.removeprefix(_TAKES_IN).removesuffix('"')
        return path in self._allowed and line == f'{_TAKES_IN}{path}"'
