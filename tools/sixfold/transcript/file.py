"""The committed file of outputs, read; None where there is none."""

from __future__ import annotations

import os
from pathlib import Path

from sixfold.errors import SixfoldError
from sixfold.places import OUTPUTS
from sixfold.reading import UnreadableError, parse_json, read_text
from sixfold.transcript.model import Outputs


def read_outputs(path: Path, name: str = OUTPUTS, *, within: Path | None = None) -> Outputs | None:
    """Read a file of outputs, None where there is none.

    :param name: the file as messages name it.
    :param within: the folder that it must stand in once links are followed.
    :raises SixfoldError: when it is not what `sixfold smoke --outputs` writes.
    """
    if not os.path.lexists(path):
        return None
    try:
        return Outputs.from_json(parse_json(read_text(path, within=within)), name)
    except UnreadableError as error:
        raise SixfoldError(f"{name}: cannot be read: {error}") from error
    except ValueError as error:
        raise SixfoldError(f"{name}: not JSON: {error}") from error


def is_outputs(content: bytes) -> bool:
    """Say whether a file holds what `sixfold smoke --outputs` writes."""
    try:
        found = parse_json(content)
    except ValueError:
        return False
    return isinstance(found, dict) and "outputs" in found
