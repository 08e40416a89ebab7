"""A parameter of a document -> the form that a call writes it in, or why no snippet can send it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sixfold.contract import Carrier, ParameterForm, Style
from sixfold.definition.openapi.document import At

Key = tuple[str, str]
"""What tells a parameter from the others of its operation: its name, and where it goes."""

_IGNORED = ("accept", "content-type", "authorization")
"""Headers that a parameter cannot declare, by the specification."""

_TOKEN = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")
_NO_PAGE_SENDS = re.compile(
    "(accept-charset|accept-encoding|connection|content-length|cookie2?|date|dnt|expect|host|keep-alive|origin|referer"
    "|set-cookie|te|trailer|transfer-encoding|upgrade|user-agent|via|proxy-.*|sec-.*)",
    re.IGNORECASE,
)
"""Headers that a browser writes itself, by the Fetch standard's list and what browsers do beyond it."""

_PLACES = tuple(carrier.value for carrier in Carrier if carrier is not Carrier.FORM)
_STYLES = {
    Carrier.PATH: (Style.SIMPLE, Style.LABEL, Style.MATRIX),
    Carrier.QUERY: (Style.FORM, Style.SPACE, Style.PIPE, Style.DEEP),
    Carrier.HEADER: (Style.SIMPLE,),
    Carrier.COOKIE: (Style.FORM,),
    Carrier.FORM: (Style.FORM, Style.SPACE, Style.PIPE, Style.DEEP),
}
"""The styles of each place, by the specification; the first is that of a parameter which names none."""


def is_none_of_the_call(key: Key, signs: frozenset[Key]) -> bool:
    """Say whether a parameter is no value of a call: it carries a key, or the specification says to ignore it.

    :param signs: what carries keys, the names of headers in small letters.
    """
    name, location = key
    place = (name.lower(), location) if location == "header" else key
    return place in signs or (location == "header" and place[0] in _IGNORED)


def unsent(key: Key) -> str:
    """Say why snippets cannot send a parameter; empty where they can."""
    name, location = key
    if location not in _PLACES:
        return f"'{name}' in '{location}'"
    if location == "cookie":
        return f"the cookie '{name}', which no browser lets a page set for another host"
    if location == "header" and not _TOKEN.fullmatch(name):
        return f"the header '{name}', and HTTP has no header of such a name"
    if location == "header" and _NO_PAGE_SENDS.fullmatch(name):
        return f"the header '{name}', which no browser lets a page send"
    return ""


def faults(key: Key, parameter: At) -> Iterator[str]:
    """Yield what of a parameter no snippet can do, and raise what is wrong with the document."""
    own, location = key
    needed = parameter.flag("required")
    if location not in _PLACES:
        parameter.refuse(f"'in' is '{location}'; expected path, query, header or cookie")
    if needed and (said := unsent(key)):
        yield f"it needs {said} ({parameter.place})"
    if "content" in parameter.fields and (needed or location == "path"):
        yield f"its parameter '{own}' is JSON inside of the {location} ({parameter.place})"
    styles = [style.value for style in _STYLES[Carrier(location)]]
    if parameter.text("style") not in ("", *styles):
        said = f"'style' is '{parameter.text('style')}'; expected {', '.join(styles)} in the {location}"
        parameter.refuse(said)


def form_of(parameter: At) -> ParameterForm:
    """Return how a call writes a parameter."""
    return _written(parameter.text("name"), Carrier(parameter.text("in")), parameter)


def parts_of(media: At) -> dict[str, ParameterForm]:
    """Return how a form writes those of its fields of which the media type says it; as JSON where it is simple."""
    found = {name: at.resolved for name, at in media.entries("encoding").items()}
    return {
        name: ParameterForm(name, Carrier.FORM, Style.SIMPLE, explode=False)
        if "json" in at.text("contentType")
        else _written(name, Carrier.FORM, at)
        for name, at in found.items()
    }


def _written(name: str, carrier: Carrier, holder: At) -> ParameterForm:
    styles = {style.value: style for style in _STYLES[carrier]}
    style = styles.get(holder.text("style"), _STYLES[carrier][0])
    explode = holder.flag("explode") if "explode" in holder.fields else style is Style.FORM
    return ParameterForm(name, carrier, style, explode)
