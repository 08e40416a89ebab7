"""How long each snippet took: what shards are balanced by. Of one machine, and so in a file that nobody commits."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

from sixfold.cli.saving import save
from sixfold.errors import SixfoldError
from sixfold.reading import UnreadableError, parse_json, read_text
from sixfold.results import Results
from sixfold.snippet import SnippetKey


def read_times(path: Path) -> Mapping[SnippetKey, float]:
    """Read what `save_times` wrote, in seconds; nothing where there is no such file yet.

    :raises SixfoldError: when the file holds something else.
    """
    try:
        content = parse_json(read_text(path))
    except UnreadableError as error:
        if error.missing:
            return {}
        raise SixfoldError(f"{path}: cannot be read: {error}") from error
    except ValueError as error:
        raise SixfoldError(f"{path}: not JSON: {error}") from error
    try:
        return {
            SnippetKey(operation, language): _seconds(time)
            for operation, languages in cast("dict[str, Any]", content)["times"].items()
            for language, time in languages.items()
        }
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise SixfoldError(f"{path}: expected times that 'sixfold smoke --times' wrote") from error


def save_times(path: Path, results: Results, before: Mapping[SnippetKey, float]) -> None:
    """Write what was known before, and what a run says anew.

    :raises SixfoldError: as `save`.
    """
    found = {**before, **{result.key: result.seconds for result in results.results if result.scenarios}}
    content: dict[str, dict[str, float]] = {}
    for key in sorted(found):
        content.setdefault(key.operation, {})[key.language] = round(found[key], 2)
    save(path, json.dumps({"times": content}, indent=2) + "\n", is_times)


def is_times(content: bytes) -> bool:
    """Say whether a file holds what `save_times` writes."""
    try:
        found = parse_json(content)
    except ValueError:
        return False
    return isinstance(found, dict) and "times" in found


def _seconds(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value < float("inf"):
        raise ValueError("expected seconds")
    return float(value)
