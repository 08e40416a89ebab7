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
from collections.abc import Mapping
from functools import cache
from urllib.parse import quote, unquote

from sixfold.frozen import frozen
from sixfold.wire.mixed import Mixed, read_mixed
from sixfold.wire.segments import Parameter, Part, Segment, Wildcard, fits

_IDENT = r"[A-Za-z_][A-Za-z0-9_]*"
_VARIABLE = re.compile(rf"\{{({_IDENT}(?:\.{_IDENT})*)(?:=([^{{}}]*))?\}}")
_VERB = re.compile(r":([^/{}:*]*)$")
_SLASH_OUTSIDE_OF_BRACES = re.compile(r"/(?![^{]*\})")


class TemplateError(ValueError):
    """A path that the grammar does not know; the text says why."""


@frozen
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
    def beside_text(self) -> tuple[str, ...]:
        """The field paths of the parameters that are a part of their segment, with text beside them."""
        return tuple(field for segment in self.segments if isinstance(segment, Mixed) for field in segment.fields)

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
        found = self.encoded_match(path)
        if found is None:
            return None
        by_field = {parameter.field: parameter for parameter in self.parameters}
        return {field: by_field[field].decoded(tuple(text.split("/"))) for field, text in found.items()}

    def encoded_match(self, path: str) -> Mapping[str, str] | None:
        """Return what `match` does with the values as they came over the wire."""
        if self.verb:
            path, _, verb = path.rpartition(":")
            if unquote(verb) != self.verb:
                return None
        given = path.removeprefix("/").split("/") if path != "/" else []
        flat = self.flat
        if not fits(tuple(segment for segment, _ in flat), [unquote(segment) for segment in given]):
            return None
        taken: dict[str, tuple[str, ...]] = {}
        values: dict[str, str] = {}
        for index, (segment, parameter) in enumerate(flat):
            if isinstance(segment, Mixed):
                inside = segment.match(unquote(given[index])) or {}
                values |= {field: quote(value, safe="") for field, value in inside.items()}
            elif parameter is not None:
                mine = tuple(given[index:] if segment is Wildcard.REST else given[index : index + 1])
                taken[parameter.field] = (*taken.get(parameter.field, ()), *mine)
        return values | {field: "/".join(segments) for field, segments in taken.items()}


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
