"""What a document says of keys -> how calls are signed: by the first way it asks for whose keys snippets can send."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sixfold.definition.openapi.document import At
from sixfold.signing import PARAMETER, PART, Credential, Signing, twice

_VERBS = ("get", "put", "post", "delete", "patch")
_WORDS = {"bearer": "Bearer", "basic": "Basic"}


def signing_of(top: At) -> Signing:
    """Return how calls of an API are signed; by nothing where its document asks for no key, or one in a cookie."""
    components = top.get("components")
    schemes = components.entries("securitySchemes") if components is not None else {}
    wanted = dict.fromkeys(names for holder in _holders(top) for names in _asked(holder))
    found = (_signing([schemes.get(name) for name in names]) for names in wanted)
    return next(filter(None, found), Signing())


def signs(top: At, signing: Signing) -> frozenset[tuple[str, str]]:
    """Return the names, headers' in small letters, and places of what carries keys: by a document, and beside it."""
    components = top.get("components")
    schemes = components.entries("securitySchemes") if components is not None else {}
    found = [given.resolved for given in schemes.values()]
    named = ((scheme.text("name"), scheme.text("in")) for scheme in found if scheme.text("type") == "apiKey")
    beside = [(one.header, "header") if one.header else (one.query, "query") for one in signing.credentials]
    return frozenset((name.lower() if place == "header" else name, place) for name, place in (*named, *beside))


def _holders(top: At) -> Iterator[At]:
    """Yield the document, and then its operations."""
    yield top
    for given in top.entries("paths").values():
        item = given.resolved
        yield from (item.below(verb) for verb in _VERBS if isinstance(item.fields.get(verb), dict))


def _asked(holder: At) -> Iterator[tuple[str, ...]]:
    """Yield the names of what each way to sign needs, all at once."""
    yield from (tuple(requirement.fields) for requirement in holder.items("security") if requirement.fields)


def _signing(schemes: Sequence[At | None]) -> Signing | None:
    found = tuple(credential for scheme in schemes if scheme and (credential := _credential(scheme.resolved)))
    return Signing(found) if len(found) == len(schemes) and not twice(found) else None


def _credential(scheme: At) -> Credential | None:
    kind, word = scheme.text("type"), scheme.text("scheme")
    if kind == "http" and re.fullmatch(PART, word):
        return Credential("Authorization", _WORDS.get(word.lower(), word))
    if kind in ("oauth2", "openIdConnect"):
        return Credential("Authorization", "Bearer")
    name = scheme.text("name")
    if kind == "apiKey" and scheme.text("in") == "header" and re.fullmatch(PART, name):
        return Credential(name)
    if kind == "apiKey" and scheme.text("in") == "query" and re.fullmatch(PARAMETER, name):
        return Credential(query=name)
    return None
