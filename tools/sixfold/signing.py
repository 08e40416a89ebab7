"""How a call carries its keys: each in a header, alone or behind a word, or in the query; or that it has none."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Self

from sixfold.frozen import frozen

PART = "[A-Za-z0-9._-]+"
"""What a header's name, and the word before the key, are made of."""

KEY = r"[!-~]([ -~]*[!-~])?"
"""What a header can carry as a key, as a regular expression of its whole text; Python and JavaScript read it alike."""

PARAMETER = "[A-Za-z0-9_.~-]+"
"""What the name of a parameter of the query is made of."""

NONE = "none"
"""How it is written that calls carry no key."""

_PARTS = re.compile(f"({PART}): ({PART})|({PART})")
_BETWEEN = ", "


@frozen
class Credential:
    """How a call carries one key: ``<header>: <scheme> <key>``, ``<header>: <key>``, or ``?<query>=<key>``.

    Names of headers are the same in small letters.
    """

    header: str = ""
    scheme: str = ""
    query: str = ""

    @classmethod
    def parsed(cls, text: str) -> Self | None:
        """Read ``<header>: <scheme>``, the header alone, or ``?<query>``; None where it is something else."""
        if text.startswith("?"):
            return cls(query=text[1:]) if re.fullmatch(PARAMETER, text[1:]) else None
        found = _PARTS.fullmatch(text)
        return cls(found[1] or found[3], found[2] or "") if found else None

    def __str__(self) -> str:
        """Return it as `parsed` reads it."""
        if self.query:
            return f"?{self.query}"
        return f"{self.header}: {self.scheme}" if self.scheme else self.header

    @property
    def shown(self) -> str:
        """The header with an ellipsis for the key, or the parameter, as messages name it."""
        return f"?{self.query}=…" if self.query else f"{self.header}: {self.value('…')}"

    @property
    def place(self) -> str:
        """Where a call carries the key, as messages name it."""
        return f"parameter '{self.query}'" if self.query else f"header '{self.header}'"

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


@frozen
class Signing:
    """How a call is signed: by all of its credentials at once, each with a key of its own; by nothing without any."""

    credentials: tuple[Credential, ...] = ()

    @classmethod
    def parsed(cls, text: str) -> Self | None:
        """Read credentials as `Credential.parsed` does, with a comma between them, or ``none``; else return None.

        No two of them stand in one place.
        """
        if text == NONE:
            return cls()
        found = [Credential.parsed(part) for part in text.split(_BETWEEN) if part != NONE]
        known = tuple(credential for credential in found if credential)
        return cls(known) if len(known) == 1 + text.count(_BETWEEN) and not twice(known) else None

    def __str__(self) -> str:
        """Return it as `parsed` reads it."""
        return _BETWEEN.join(map(str, self.credentials)) or NONE

    @property
    def shown(self) -> str:
        """Its headers and parameters with an ellipsis for each key, as messages name them."""
        return _BETWEEN.join(credential.shown for credential in self.credentials)

    def where(self, credential: Credential) -> str:
        """Return which of its credentials is meant, as messages say it behind what they are about: nothing of one."""
        return f" in the {credential.place}" if len(self.credentials) > 1 else ""

    def chosen(self, wanted: Signing | None) -> tuple[int, ...]:
        """Return the numbers, from 0, of the credentials that a call needs: all where None says what it needs."""
        places = range(len(self.credentials))
        if wanted is None or not self.holds(wanted):
            return tuple(places)
        return tuple(
            place for place in places if any(self.credentials[place].is_like(one) for one in wanted.credentials)
        )

    def holds(self, other: Signing) -> bool:
        """Say whether each credential of the other is one of these."""
        return all(any(mine.is_like(one) for mine in self.credentials) for one in other.credentials)

    @property
    def has_query(self) -> bool:
        """Whether a key goes into the query."""
        return any(credential.query for credential in self.credentials)

    def is_like(self, other: Self) -> bool:
        """Say whether a call that is signed in the one way is signed in the other, in whatever order."""
        same = len(self.credentials) == len(other.credentials)
        return same and all(any(one.is_like(another) for another in other.credentials) for one in self.credentials)


def twice(credentials: Iterable[Credential]) -> tuple[int, ...]:
    """Return the numbers, from 0, of those that stand where another before them stands; of none without a place."""
    seen: set[str] = set()
    found = []
    for number, credential in enumerate(credentials):
        place = f"?{credential.query}" if credential.query else credential.metadata_key
        found += [number] if place and place in seen else []
        seen.add(place)
    return tuple(found)
