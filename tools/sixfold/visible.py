"""Text from outside as it can be shown: what is no character to read is written as an escape.

A file's name, a key of a spec, a request or what a snippet printed may hold anything: sequences that a terminal obeys,
characters that turn the direction of a line, bytes that are no text at all.
"""

from __future__ import annotations

import unicodedata
from typing import TextIO

_ESCAPED = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
"""Unicode's categories of what is not seen, or obeyed instead: controls, formats such as the direction of text, halves
of surrogate pairs (as which Python keeps a byte of a file's name that is no text), no characters, and ends of lines."""


def visible(text: str) -> str:
    r"""Return a text as one line without anything that a terminal obeys, as ``\x1b`` or ``\u202e``; a tab stays."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_escape(character) for character in text)


def visible_lines(text: str) -> str:
    """Return the same of a text of several lines, which stay lines."""
    return "\n".join(map(visible, text.split("\n")))


def fitting(text: str, stream: TextIO) -> str:
    """Return a text with escapes for what a stream's encoding lacks, instead of an error or other bytes."""
    encoding = stream.encoding or "ascii"
    return text.encode(encoding, "backslashreplace").decode(encoding)


def _escape(character: str) -> str:
    if character == "\t" or unicodedata.category(character) not in _ESCAPED:
        return character
    return character.encode("unicode_escape").decode("ascii")
