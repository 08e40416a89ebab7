"""A text -> the file that a person named for it: written whole or not at all, and over nothing of somebody's own."""

from __future__ import annotations

import json
import os
import re
import stat
import unicodedata
from collections.abc import Callable
from pathlib import Path

from sixfold import files
from sixfold.errors import SixfoldError
from sixfold.files import Change, contents
from sixfold.reading import parse_json

IsOurs = Callable[[bytes], bool]
"""Says whether what a file holds is of the kind that is to be written, so that it may be written over."""

_OBEYED = ("Cc", "Cf", "Zl", "Zp")
"""Unicode's categories of what is not seen: controls, formats such as the direction of text, and ends of lines."""


def is_results(content: bytes) -> bool:
    """Say whether a file holds what `sixfold smoke --json` writes."""
    try:
        found = parse_json(content)
    except ValueError:
        return False
    return isinstance(found, dict) and bool({"results", "files"} & found.keys())


def is_junit(content: bytes) -> bool:
    """Say whether a file holds results in JUnit's form."""
    return b"<testsuite" in content[:1000]


def require_room(file: Path, is_ours: IsOurs) -> None:
    """Refuse a place at which a result could not be written, before the work for it is done.

    :raises SixfoldError: when its folder is missing, or what stands there is neither empty nor ours.
    """
    if is_stream(file):
        return
    if not file.parent.is_dir():
        raise SixfoldError(f"{file}: cannot be written: {file.parent}/ is no folder")
    before = _before(file)
    if before and not is_ours(before):
        raise SixfoldError(f"{file}: holds something else than results, and would be written over; name another file")


def save(file: Path, text: str, is_ours: IsOurs) -> None:
    """Write a file.

    :raises SixfoldError: as `require_room`, and when it cannot be written.
    """
    require_room(file, is_ours)
    # Half of a surrogate pair becomes its escape, which is what JSON calls it too.
    content = text.encode("utf-8", "backslashreplace")
    if is_stream(file):
        try:
            file.write_bytes(content)
        except OSError as error:
            raise SixfoldError(f"{file}: cannot be written: {error.strerror}") from error
        return
    try:
        files.write(file.parent, [Change(file.name, _before(file), content)])
    except SixfoldError as error:
        raise SixfoldError(f"{file.parent}/{error}" if file.parent != Path() else str(error)) from error


def save_json(file: Path, content: object, is_ours: IsOurs) -> None:
    """Write JSON, with escapes for what a terminal obeys: the file may be one, or be shown on one.

    :raises SixfoldError: as `save`.
    """
    text = json.dumps(content, indent=2, ensure_ascii=False)
    # Those of ASCII are escapes already, but for the last.
    save(file, re.sub(r"\x7f|[^\x00-\x7f]", _shown, text) + "\n", is_ours)


def _shown(found: re.Match[str]) -> str:
    return json.dumps(found[0])[1:-1] if unicodedata.category(found[0]) in _OBEYED else found[0]


def _before(file: Path) -> bytes | None:
    try:
        return contents(file.parent, file.name)
    except SixfoldError as error:
        raise SixfoldError(f"{file.parent}/{error}" if file.parent != Path() else str(error)) from error


def is_stream(file: Path) -> bool:
    """Say whether a name stands for an open file of this process, as /dev/stdout does, or for a device."""
    try:
        return file.is_relative_to("/dev") or stat.S_ISCHR(os.lstat(file).st_mode)
    except OSError:
        return False
