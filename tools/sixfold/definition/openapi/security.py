"""What a document says of keys -> how calls are signed: by the first way that it asks for and snippets know."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sixfold.definition.openapi.document import At
from sixfold.signing import PARAMETER, PART, Signing

_VERBS = ("get", "put", "post", "delete", "patch")
_WORDS = {"bearer": "Bearer", "basic": "Basic"}


def signing_of(top: At) -> Signing:
    """Return how calls of an API are signed; by nothing where its document asks for no key, or one in a cookie."""
    components = top.get("components")
    schemes = components.entries("securitySchemes") if components is not None else {}
    names = dict.fromkeys(name for holder in _holders(top) for name in _asked(holder))
    found = (_signing(schemes[name].resolved) for name in names if name in schemes)
    return next(filter(None, found), Signing())


def _holders(top: At) -> Iterator[At]:
    """Yield the document, and then its operations."""
    yield top
    for given in top.entries("paths").values():
        item = given.resolved
        yield from (item.below(verb) for verb in _VERBS if isinstance(item.fields.get(verb), dict))


def _asked(holder: At) -> Iterator[str]:
    for requirement in holder.items("security"):
        yield from requirement.fields


def _signing(scheme: At) -> Signing | None:
    kind, word = scheme.text("type"), scheme.text("scheme")
    if kind == "http" and re.fullmatch(PART, word):
        return Signing("Authorization", _WORDS.get(word.lower(), word))
    if kind in ("oauth2", "openIdConnect"):
        return Signing("Authorization", "Bearer")
    name = scheme.text("name")
    if kind == "apiKey" and scheme.text("in") == "header" and re.fullmatch(PART, name):
        return Signing(name)
    if kind == "apiKey" and scheme.text("in") == "query" and re.fullmatch(PARAMETER, name):
        return Signing(query=name)
    return None
