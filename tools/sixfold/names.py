"""The spellings of one name, and the nearest right name for a wrong one. A leaf: it knows no other module."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterable
from fnmatch import fnmatchcase

from sixfold.frozen import frozen

_LISTED = 12


@frozen
class Name:
    """A name as the API definition writes it, with the spellings that protobuf's code generators derive from it."""

    text: str

    def __str__(self) -> str:
        """Return the name as written."""
        return self.text

    @property
    def pascal(self) -> str:
        """UpperCamelCase, by protobuf's rule: a letter after a separator or a digit is a capital."""
        return re.sub(r"(?:^|_|(?<=[0-9]))([a-z])", lambda found: found[1].upper(), self.text).replace("_", "")

    @property
    def camel(self) -> str:
        """LowerCamelCase: the pascal form with its first letter small."""
        return self.pascal[:1].lower() + self.pascal[1:]

    @property
    def mixed(self) -> str:
        """LowerCamelCase, by the rule of gRPC's generator for Java: a letter after a digit stays as it is."""
        first, rest = self.text[:1], self.text[1:]
        return first.lower() + re.sub(r"_+(.?)", lambda found: found[1].upper(), rest)


def mixed_caps(name: str, initialisms: Collection[str], *, exported: bool = False) -> str:
    """Return a name of capitals as Go spells it: ``inputID`` of ``INPUT_ID``, and ``InputID`` where it is exported.

    :param initialisms: words that have letters of one size: all capitals, or none at the beginning of ``inputID``.
    """
    first, *rest = (_capitalized(word, initialisms) for word in name.split("_") if word)
    return "".join([first if exported else first.lower(), *rest])


def _capitalized(word: str, initialisms: Collection[str]) -> str:
    several = word.endswith("S") and word[:-1] in initialisms
    if word in initialisms or several:
        return f"{word[:-1]}s" if several else word
    return word.capitalize()


def is_among(name: str, patterns: Collection[str]) -> bool:
    """Say whether a name is one of several, in which ``*`` stands for any part of one."""
    return name in patterns or any(fnmatchcase(name, pattern) for pattern in patterns if "*" in pattern)


def nearest(wrong: str, right: Iterable[str]) -> str | None:
    """Return the name of ``right`` that was most likely meant by ``wrong``, or None.

    A name that ends the wrong one wins (``ids`` for ``annotation_ids``): repeating the resource in a field's name
    is the usual mistake of this API. Next comes one that the wrong name ends, and else the closest spelling.
    """
    names = list(right)
    endings = [name for name in names if wrong.endswith(f"_{name}")]
    if endings:
        return max(endings, key=len)
    longer = [name for name in names if name.endswith(f"_{wrong}")]
    if longer:
        return min(longer, key=len)
    lowered = {name.lower(): name for name in names}
    close = difflib.get_close_matches(wrong.lower(), lowered, n=1)
    return lowered[close[0]] if close else None


def listing(names: Iterable[str]) -> str:
    """Return names for a message, the first dozen of them."""
    found = list(names)
    more = f", … {len(found) - _LISTED} more" if len(found) > _LISTED else ""
    return ", ".join(found[:_LISTED]) + more if found else "none"


def did_you_mean(wrong: str, right: Iterable[str]) -> str:
    """Return ``; did you mean 'x'?`` for the nearest name, or an empty text."""
    name = nearest(wrong, right)
    return f"; did you mean '{name}'?" if name else ""


def unknown(what: str, wrong: str, right: Iterable[str]) -> str:
    """Return the message that there is nothing of this name, with the nearest name and those that there are."""
    names = list(right)
    return f"no {what} '{wrong}'{did_you_mean(wrong, names) or ';'} expected one of: {listing(names)}"


def counted(count: int, noun: str) -> str:
    """Return a count with its noun."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
