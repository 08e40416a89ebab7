"""The path of a ``google.api.http`` rule -> its parts, by the whole grammar of ``google/api/http.proto``. A leaf.

One reading for both sides: a snippet fills a template, the sandbox matches paths with it. The grammar:

    Template = "/" Segments [ Verb ] ;
    Segments = Segment { "/" Segment } ;
    Segment  = "*" | "**" | LITERAL | Variable ;
    Variable = "{" FieldPath [ "=" Segments ] "}" ;
    FieldPath = IDENT { "." IDENT } ;
    Verb     = ":" LITERAL ;

A slash may stand at the end, too, and text beside a parameter: paths of OpenAPI have both (`Template.beyond`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from urllib.parse import quote, unquote

from sixfold.wire.mixed import Mixed, read_mixed

_IDENT = r"[A-Za-z_][A-Za-z0-9_]*"
_VARIABLE = re.compile(rf"\{{({_IDENT}(?:\.{_IDENT})*)(?:=([^{{}}]*))?\}}")
_VERB = re.compile(r":([^/{}:*]*)$")
_SLASH_OUTSIDE_OF_BRACES = re.compile(r"/(?![^{]*\})")
_ENCODED_SLASH = re.compile("(%2F)", re.IGNORECASE)
_PLACEHOLDER = re.compile(r"\{.*\}(?::[^/]*)?", re.DOTALL)


class TemplateError(ValueError):
    """A path that the grammar does not know; the text says why."""


class Wildcard(Enum):
    """What stands for segments that a template does not fix: one, or all that are left (none, too)."""

    ONE = "*"
    REST = "**"


Segment = str | Wildcard
Part = Segment | Mixed
"""A segment of a whole path; inside of a parameter there are no mixed ones."""


@dataclass(frozen=True)
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
        if not _fits(self.pattern, segments):
            return f"'{value}' does not fit '{self.shape}', {_meaning(self.pattern)}; give a value of that form"
        return ""

    def decoded(self, segments: tuple[str, ...]) -> str:
        """Return the value that percent-encoded segments stand for."""
        if self.single:
            return unquote(segments[0])
        # Of several segments, a server leaves an encoded slash as it is.
        return "/".join("".join(_but_slashes(segment)) for segment in segments)


@dataclass(frozen=True)
class Template:
    """A path in its parts; ``verb`` is the word after the last colon, empty where there is none."""

    segments: tuple[Part | Parameter, ...]
    verb: str

    @property
    def beyond(self) -> str:
        """What of it the grammar of ``google.api.http`` does not know; empty where that knows all."""
        mixed = [segment.text for segment in self.segments if isinstance(segment, Mixed)]
        if mixed:
            return f"expected a field's path and '=' with segments at most in '{mixed[0]}'"
        return "a segment of it is empty" if self.segments[-1:] == ("",) else ""

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        """The parameters, in the order of the path."""
        return tuple(piece for piece in self.pieces if isinstance(piece, Parameter))

    @property
    def pieces(self) -> tuple[str | Parameter, ...]:
        """The path from its first slash on: texts, and the parameters between them."""
        pieces: list[str | Parameter] = []
        text = "" if self.segments else "/"
        for segment in self.segments:
            text += "/"
            if isinstance(segment, Parameter):
                pieces += [text, segment]
                text = ""
            elif isinstance(segment, Mixed):
                for before, field in zip(segment.texts, segment.fields, strict=False):
                    pieces += [text + before, Parameter(field, (Wildcard.ONE,))]
                    text = ""
                text = segment.texts[-1]
            else:
                text += segment if isinstance(segment, str) else segment.value
        text += f":{self.verb}" if self.verb else ""
        return (*pieces, text) if text else tuple(pieces)

    @property
    def flat(self) -> tuple[tuple[Part, Parameter | None], ...]:
        """Every segment, those inside of parameters with the parameter that they belong to."""
        return tuple(
            pair
            for part in self.segments
            for pair in ([(inner, part) for inner in part.pattern] if isinstance(part, Parameter) else [(part, None)])
        )

    def match(self, path: str) -> Mapping[str, str] | None:
        """Return the value of each parameter by its field path, or None where this is another path.

        :param path: the path as it came over the wire, percent-encoded, without a query string.
        """
        if self.verb:
            path, _, verb = path.rpartition(":")
            if unquote(verb) != self.verb:
                return None
        given = path.removeprefix("/").split("/") if path != "/" else []
        flat = self.flat
        if not _fits(tuple(segment for segment, _ in flat), [unquote(segment) for segment in given]):
            return None
        taken: dict[Parameter, tuple[str, ...]] = {}
        values: dict[str, str] = {}
        for index, (segment, parameter) in enumerate(flat):
            if isinstance(segment, Mixed):
                values |= segment.match(unquote(given[index])) or {}
            elif parameter is not None:
                mine = tuple(given[index:] if segment is Wildcard.REST else given[index : index + 1])
                taken[parameter] = (*taken.get(parameter, ()), *mine)
        return values | {parameter.field: parameter.decoded(segments) for parameter, segments in taken.items()}


def is_placeholder(segment: str) -> bool:
    """Say whether a segment of a path, decoded, is no value but what a template writes for one: ``{book_id}``."""
    return bool(_PLACEHOLDER.fullmatch(segment))


@cache
def parse(text: str) -> Template:
    """Read a path.

    :raises TemplateError: when the grammar does not know it, with the reason.
    """
    if not text.startswith("/"):
        raise TemplateError("expected '/' at its start")
    if ends := re.search("[?#]", text):
        raise TemplateError(f"a path ends before '{ends[0]}'; what follows it would be no part of the path")
    verb = _VERB.search(text)
    if verb and not verb[1]:
        raise TemplateError("expected a word after ':'")
    whole = text[1 : verb.start() if verb else None]
    inner = whole if verb or whole == "/" else whole.removesuffix("/")
    parts = [_part(part) for part in _SLASH_OUTSIDE_OF_BRACES.split(inner)] if inner or verb else []
    parts += [""] if inner != whole else []
    template = Template(tuple(parts), verb[1] if verb else "")
    fields = [parameter.field for parameter in template.parameters]
    for field in fields:
        if fields.count(field) > 1:
            raise TemplateError(f"'{field}' stands in it twice")
    if any(segment is Wildcard.REST for segment, _ in template.flat[:-1]):
        raise TemplateError("'**' may only be its last segment")
    return template


def _part(text: str) -> Part | Parameter:
    if mixed := read_mixed(text):
        return mixed
    if not text.startswith("{"):
        return _segment(text)
    found = _VARIABLE.fullmatch(text)
    if not found:
        raise TemplateError(f"expected a field's path and '=' with segments at most in '{text}'")
    pattern = "*" if found[2] is None else found[2]
    return Parameter(found[1], tuple(map(_segment, pattern.split("/"))))


def _segment(text: str) -> Segment:
    if text in ("*", "**"):
        return Wildcard(text)
    if not text:
        raise TemplateError("a segment of it is empty")
    if unquote(text) in (".", ".."):
        raise TemplateError(f"a client would follow its segment '{text}' to another path")
    if re.search("[{}*]", text):
        raise TemplateError(f"expected '*', '**', a parameter or a text alone in '{text}'")
    return text


def _fits(pattern: tuple[Part, ...], segments: list[str]) -> bool:
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
