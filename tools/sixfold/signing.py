"""How a call carries the key: in a header, alone or behind a word. A leaf."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Self

PART = "[A-Za-z0-9-]+"
"""What a header's name, and the word before the key, are made of."""

KEY = r"[!-~]([ -~]*[!-~])?"
"""What a header can carry as a key, as a regular expression of its whole text; Python and JavaScript read it alike."""

_PARTS = re.compile(f"({PART}): ({PART})|({PART})")


@dataclass(frozen=True)
class Signing:
    """How a call is signed: ``<header>: <scheme> <key>``, or with no scheme ``<header>: <key>``.

    Names of headers are the same in small letters.
    """

    header: str
    scheme: str = ""

    @classmethod
    def parsed(cls, text: str) -> Self | None:
        """Read ``<header>: <scheme>``, or the header alone; None where a text is something else."""
        found = _PARTS.fullmatch(text)
        return cls(found[1] or found[3], found[2] or "") if found else None

    def __str__(self) -> str:
        """Return it as `parsed` reads it."""
        return f"{self.header}: {self.scheme}" if self.scheme else self.header

    @property
    def shown(self) -> str:
        """The header with an ellipsis for the key, as messages name it."""
        return f"{self.header}: {self.value('…')}"

    @property
    def metadata_key(self) -> str:
        """The header's name in gRPC's metadata, whose names are of small letters."""
        return self.header.lower()

    def value(self, key: str) -> str:
        """Return what the header holds."""
        return f"{self.scheme} {key}" if self.scheme else key

    def key_in(self, value: str | None) -> str | None:
        """Return the key that a header's value holds; None where it holds none in this way."""
        if not self.scheme:
            return value or None
        scheme, _, key = (value or "").partition(" ")
        return key if key and scheme == self.scheme else None

    def is_like(self, other: Self) -> bool:
        """Say whether a call that is signed in the one way is signed in the other."""
        return (self.metadata_key, self.scheme) == (other.metadata_key, other.scheme)
