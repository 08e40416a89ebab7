"""How a call carries the key: in a header, alone or behind a word, or in the query; or that it carries none. A leaf."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Self

PART = "[A-Za-z0-9-]+"
"""What a header's name, and the word before the key, are made of."""

KEY = r"[!-~]([ -~]*[!-~])?"
"""What a header can carry as a key, as a regular expression of its whole text; Python and JavaScript read it alike."""

PARAMETER = "[A-Za-z0-9_.~-]+"
"""What the name of a parameter of the query is made of."""

NONE = "none"
"""How it is written that calls carry no key."""

_PARTS = re.compile(f"({PART}): ({PART})|({PART})")


@dataclass(frozen=True)
class Signing:
    """How a call is signed: ``<header>: <scheme> <key>``, with no scheme ``<header>: <key>``, or ``?<query>=<key>``.

    Names of headers are the same in small letters. One without a header and a query signs nothing.
    """

    header: str = ""
    scheme: str = ""
    query: str = ""

    @classmethod
    def parsed(cls, text: str) -> Self | None:
        """Read ``<header>: <scheme>``, the header alone, ``?<query>``, or ``none``; None where it is something else."""
        if text == NONE:
            return cls()
        if text.startswith("?"):
            return cls(query=text[1:]) if re.fullmatch(PARAMETER, text[1:]) else None
        found = _PARTS.fullmatch(text)
        return cls(found[1] or found[3], found[2] or "") if found else None

    def __str__(self) -> str:
        """Return it as `parsed` reads it."""
        if self.query:
            return f"?{self.query}"
        return f"{self.header}: {self.scheme}" if self.scheme else self.header or NONE

    @property
    def signs(self) -> bool:
        """Whether calls carry a key at all."""
        return bool(self.header or self.query)

    @property
    def shown(self) -> str:
        """The header with an ellipsis for the key, or the parameter, as messages name it."""
        return f"?{self.query}=…" if self.query else f"{self.header}: {self.value('…')}"

    @property
    def metadata_key(self) -> str:
        """The header's name in gRPC's metadata, whose names are of small letters."""
        return self.header.lower()

    def value(self, key: str) -> str:
        """Return what the header, or the parameter, holds."""
        return f"{self.scheme} {key}" if self.scheme else key

    def key_in(self, value: str | None) -> str | None:
        """Return the key that a header, or the parameter, holds by its value; None where it holds none in this way."""
        if not self.scheme:
            return value or None
        scheme, _, key = (value or "").partition(" ")
        return key if key and scheme == self.scheme else None

    def is_like(self, other: Self) -> bool:
        """Say whether a call that is signed in the one way is signed in the other."""
        mine, others = ((one.metadata_key, one.scheme, one.query) for one in (self, other))
        return mine == others
