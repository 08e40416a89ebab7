"""What was read of a text in YAML, kept between runs by its content: libyaml takes a second for ten megabytes.

JSON is read as quickly as what would be kept of it, and so is a short text. What is kept is plain data, JSON and
numbers, so that reading it can do nothing but give values, whoever wrote it.
"""

from __future__ import annotations

import json
import sys
from array import array
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from sixfold import __version__, host
from sixfold.definition.openapi import locating, text
from sixfold.definition.openapi.locating import Pointer, WrittenMarks
from sixfold.definition.openapi.text import Parsed, is_json, parse
from sixfold.frozen import frozen

SHORT = 64 * 1024
"""Up to how many characters a text is read anew each time: a hundredth of a second."""

_KIND = "openapi"


def read(content: str, file: str) -> Parsed:
    """Return what a text holds, as `parse` does; of a long one in YAML by what was kept, where it was read before.

    :param file: what messages call it.
    :raises MalformedTextError: when it holds nothing that can be read, with place and reason.
    """
    if len(content) <= SHORT or is_json(content, file):
        return parse(content, file)
    key = _key(content)
    found = host.recall(_KIND, key)
    if found is not None:
        values, names, words = found.split(b"\n", 2)
        return Parsed(json.loads(values), _KeptMarks(names, words))
    parsed = parse(content, file)
    # Written out, aliases of aliases would take room without end.
    if parsed.is_tree and isinstance(parsed.marks, WrittenMarks):
        parts = json.dumps(parsed.value), json.dumps(parsed.marks.names)
        host.keep(_KIND, key, b"\n".join([*(part.encode() for part in parts), parsed.marks.words.tobytes()]))
    return parsed


def _key(content: str) -> str:
    """Return what a text, what reads it and this machine's numbers are known by."""
    readers = [Path(str(module.__file__)).read_bytes() for module in (text, locating)]
    known = [__version__.encode(), sys.byteorder.encode(), str(array("I").itemsize).encode(), *readers]
    return sha256(b"\n".join([*known, content.encode()])).hexdigest()


@frozen
class _KeptMarks:
    """Places that were kept, which are taken apart when one is asked for."""

    names: bytes
    words: bytes

    @cached_property
    def _marks(self) -> WrittenMarks:
        words = array("I")
        words.frombytes(self.words)
        return WrittenMarks(json.loads(self.names), words)

    def find(self, pointer: Pointer) -> tuple[int, int]:
        """Return line and column of a value, from 1, or of the last one on the way to it that there is."""
        return self._marks.find(pointer)
