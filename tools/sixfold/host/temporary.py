"""Folders for the time of this process: their names carry its mark, so that whoever outlives it can remove them."""

from __future__ import annotations

import contextlib
import secrets
import tempfile
from collections.abc import Iterator
from pathlib import Path

from sixfold.host.removal import remove

MARK = secrets.token_hex(4)
"""What stands in the name of each of this process's folders."""


@contextlib.contextmanager
def folder(kind: str) -> Iterator[Path]:
    """Give a new folder, ``sixfold-<kind>-<mark>-…``, that is removed at the end, whatever was put into it."""
    made = Path(tempfile.mkdtemp(prefix=f"sixfold-{kind}-{MARK}-"))
    try:
        yield made
    finally:
        remove(made)
