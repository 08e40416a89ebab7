"""The segments of a path: texts, wildcards, and parameters, which are one segment or several. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from urllib.parse import quote, unquote

from sixfold.frozen import frozen
from sixfold.wire.mixed import Mixed

_ENCODED_SLASH = re.compile("(%2F)", re.IGNORECASE)
_PLACEHOLDER = re.compile(r"\{.*\}(?::[^/]*)?", re.DOTALL)


class Wildcard(Enum):
    """What stands for segments that a template does not fix: one, or all that are left (none, too)."""

    ONE = "*"
    REST = "**"


Segment = str | Wildcard
Part = Segment | Mixed
"""A segment of a whole path; inside of a parameter there are no mixed ones."""


@frozen
class Parameter:
    """A part of the path that a field fills: the field's path, and the segments that its value has."""

    field: str
    pattern: tuple[Segment, ...]

    @property
    def single(self) -> bool:
        """Whether the value is exactly one segment: only then is a slash in it percent-encoded."""
        return len(self.pattern) == 1 and self.pattern[0] is not Wildcard.REST

    @property
    def shape(self) -> str:
        """The segments as the template writes them: ``projects/*/things/*``."""
        return "/".join(segment if isinstance(segment, str) else segment.value for segment in self.pattern)

    def encoded(self, value: str) -> str:
        """Return a value as it stands in a URL."""
        return quote(value, safe="" if self.single else "/")

    def refusal(self, value: str) -> str:
        """Say why a value cannot stand in the path, and what to do; empty where it can."""
        segments = [value] if self.single else value.split("/")
        for segment in segments:
            if segment in (".", "..") or not (segment or len(segments) > 1):
                return f"'{segment}' cannot stand in a path; a client would call another one"
        for part in (value, *segments):
            if is_placeholder(part):
                return f"'{part}' stands for a value, and the API would take it for one; give the value itself"
        if not fits(self.pattern, segments):
            return f"'{value}' does not fit '{self.shape}', {_meaning(self.pattern)}; give a value of that form"
        return ""

    def decoded(self, segments: tuple[str, ...]) -> str:
        """Return the value that percent-encoded segments stand for."""
        if self.single:
            return unquote(segments[0])
        # Of several segments, a server leaves an encoded slash as it is.
        return "/".join("".join(_but_slashes(segment)) for segment in segments)


def is_placeholder(segment: str) -> bool:
    """Say whether a segment of a path, decoded, is no value but what a template writes for one: ``{book_id}``."""
    return bool(_PLACEHOLDER.fullmatch(segment))


def fits(pattern: tuple[Part, ...], segments: list[str]) -> bool:
    """Say whether segments, decoded, are those of a pattern; none that a wildcard stands for may be empty."""
    fixed = pattern
    if pattern and pattern[-1] is Wildcard.REST:
        fixed = pattern[:-1]
        if not all(segments[len(fixed) :]):
            return False
        segments = segments[: len(fixed)]
    return len(fixed) == len(segments) and all(
        segment == wanted
        if isinstance(wanted, str)
        else bool(segment and (not isinstance(wanted, Mixed) or wanted.match(segment)))
        for wanted, segment in zip(fixed, segments, strict=True)
    )


def _meaning(pattern: tuple[Segment, ...]) -> str:
    said = {"*": "where '*' is one segment", "**": "where '**' is segments, none of them empty"}
    used = [said[wildcard.value] for wildcard in Wildcard if wildcard in pattern]
    return " and ".join(used) or "which is all that can stand there"


def _but_slashes(segment: str) -> Iterator[str]:
    return (part if _ENCODED_SLASH.fullmatch(part) else unquote(part) for part in _ENCODED_SLASH.split(segment))
