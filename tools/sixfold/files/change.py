"""A file as it is and as it should be, and the difference in words of ``diff``. Pure."""

from __future__ import annotations

import difflib
import io
from typing import Protocol

from sixfold.frozen import frozen


class Changing(Protocol):
    """What says of a file how it is and how it should be."""

    @property
    def path(self) -> str:
        """Where it is, below a folder."""

    @property
    def before(self) -> bytes | None:
        """What it holds; None where there is none."""

    @property
    def after(self) -> bytes | None:
        """What it is to hold; None where there is to be none."""


@frozen
class Change:
    """A file as it is and as it should be, by its path below a folder; None where there is none."""

    path: str
    before: bytes | None
    after: bytes | None

    def diff(self) -> str:
        """Return a unified diff from the file as it is to the one that should be there."""
        lines = difflib.unified_diff(
            _lines(self.before),
            _lines(self.after),
            f"a/{self.path}" if self.before is not None else "/dev/null",
            f"b/{self.path}" if self.after is not None else "/dev/null",
        )
        return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


def _lines(content: bytes | None) -> list[str]:
    # Unlike str.splitlines, a text file ends a line at a line feed alone.
    return list(io.StringIO((content or b"").decode(errors="replace")))
