"""What `sixfold generate` wrote: a committed list of paths and digests, so that nothing else is taken for its own.

The file has the form of ``sha256sum``, a line a path, sorted; what a merge leaves in it beside such lines is passed
over.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import field
from pathlib import Path

from sixfold.errors import SixfoldError
from sixfold.files import contents
from sixfold.frozen import frozen
from sixfold.places import MANIFEST
from sixfold.reading import digest

REMEDY = "move it away, or remove it"
"""What is to be done with what is in the way of generated files."""

_LINE = re.compile(r"([0-9a-f]{64})  (\S.*)")


@frozen
class Manifest:
    """The digests of each generated file by its path; more than one where a merge left two lines."""

    digests: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def __contains__(self, path: object) -> bool:
        """Say whether a path was generated."""
        return path in self.digests

    def holds(self, path: str, content: bytes) -> bool:
        """Say whether a file is still what was generated."""
        return digest(content) in self.digests.get(path, ())


def read(root: Path) -> Manifest | None:
    """Read the manifest of the project at ``root``; None where there is none, as before the first generation.

    :raises SixfoldError: when it cannot be read, or is none.
    """
    content = contents(root, MANIFEST)
    if content is None:
        return None
    found: dict[str, frozenset[str]] = {}
    lines = content.decode(errors="replace").split("\n")
    for sha, path in (match.groups() for line in lines if (match := _LINE.fullmatch(line))):
        found[path] = found.get(path, frozenset()) | {sha}
    if not found and content.strip():
        raise SixfoldError(in_the_way(MANIFEST))
    return Manifest(found)


def in_the_way(path: str) -> str:
    """Say of what stands where a generated file goes, and was not generated, what is to be done."""
    return f"{path}: was not generated, and would be written over; {REMEDY}"


def text(digests: Mapping[str, str]) -> str:
    """Return the text of a manifest of files with these digests, by their paths."""
    return "".join(f"{digests[path]}  {path}\n" for path in sorted(digests))
