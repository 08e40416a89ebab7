"""What a document says of keys -> how calls are signed: by the first way it asks for whose keys snippets can send."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from sixfold.definition.openapi.document import At
from sixfold.frozen import frozen
from sixfold.signing import PARAMETER, PART, Credential, Signing, twice

_VERBS = ("get", "put", "post", "delete", "patch")
_EXCHANGES = ("digest", "hoba", "mutual", "negotiate", "ntlm", "scram-sha-1", "scram-sha-256", "vapid")
"""Schemes of HTTP whose header is another one at each call."""
_WORDS = {"bearer": "Bearer", "basic": "Basic"}


@frozen
class Keys:
    """How calls of a document's API are signed; ``given`` is how a project says it, None where it does not.

    What each operation asks for counts as long as the project's keys are those of the document.
    """

    top: At
    given: Signing | None

    @cached_property
    def common(self) -> Signing:
        """The credentials that any operation needs, by the first way of each; without those that snippets cannot send.

        Where two would stand in one place, it is the first one's.
        """
        found = Signing()
        for ways in map(self._ways, _holders(self.top)):
            if ways and not any(found.holds(way) for way in ways):
                both = Signing(tuple(dict.fromkeys((*found.credentials, *ways[0].credentials))))
                found = found if twice(both.credentials) else both
        return found

    def of(self, at: At) -> Signing | None:
        """Return the credentials of an operation; None where the document does not say which, or the project does."""
        holder = at if "security" in at.fields else self.top
        if not any(requirement.fields for requirement in holder.items("security")):
            return Signing() if holder is at else None
        return next((way for way in self._ways(holder) if self._all.holds(way)), None)

    def refusal(self, at: At) -> str:
        """Say why an operation cannot be signed as the document has it; empty where it can."""
        holder = at if "security" in at.fields else self.top
        asked = [tuple(requirement.fields) for requirement in holder.items("security")]
        ways = self._ways(holder)
        if () in asked or not asked or any(self._all.holds(way) for way in ways) or not self._is_documents:
            return ""
        place = holder.below("security").place
        if not ways and not self._all.credentials:
            return ""  # nothing of the API can be signed, which is told once
        if not ways:
            return f"it is signed by '{' and '.join(asked[0])}', which snippets cannot do ({place})"
        return f"it is signed by '{ways[0].shown}', and other calls by '{self._all.shown}' ({place})"

    @cached_property
    def carriers(self) -> frozenset[tuple[str, str]]:
        """Return the names, headers' in small letters, and places of what carries keys, whoever says so."""
        found = [given.resolved for given in self._schemes.values()]
        named = [(scheme.text("name"), scheme.text("in")) for scheme in found if scheme.text("type") == "apiKey"]
        given = self.given.credentials if self.given else ()
        named += [(one.header, "header") if one.header else (one.query, "query") for one in given]
        return frozenset((name.lower() if place == "header" else name, place) for name, place in named)

    @property
    def _all(self) -> Signing:
        return self.common if self.given is None else self.given

    @cached_property
    def _is_documents(self) -> bool:
        """Whether the project's keys are those that the document asks for first."""
        first = next(filter(None, map(self._ways, _holders(self.top))), [])
        return self.given is None or any(self._all.holds(way) for way in first)

    @cached_property
    def _schemes(self) -> Mapping[str, At]:
        components = self.top.get("components")
        return components.entries("securitySchemes") if components is not None else {}

    def _ways(self, holder: At) -> list[Signing]:
        """Return the ways to sign that a document or an operation names, those that snippets can go."""
        asked = [tuple(requirement.fields) for requirement in holder.items("security") if requirement.fields]
        found = (_signing([self._schemes.get(name) for name in names]) for names in asked)
        return [way for way in found if way is not None]


def _holders(top: At) -> Iterator[At]:
    """Yield the document, and then its operations."""
    yield top
    for given in top.entries("paths").values():
        item = given.resolved
        yield from (item.below(verb) for verb in _VERBS if isinstance(item.fields.get(verb), dict))


def _signing(schemes: Sequence[At | None]) -> Signing | None:
    found = tuple(credential for scheme in schemes if scheme and (credential := _credential(scheme.resolved)))
    return Signing(found) if len(found) == len(schemes) and not twice(found) else None


def _credential(scheme: At) -> Credential | None:
    kind, word = scheme.text("type"), scheme.text("scheme")
    if kind == "http" and re.fullmatch(PART, word) and word.lower() not in _EXCHANGES:
        return Credential("Authorization", _WORDS.get(word.lower(), word))
    if kind in ("oauth2", "openIdConnect"):
        return Credential("Authorization", "Bearer")
    name = scheme.text("name")
    if kind == "apiKey" and scheme.text("in") == "header" and re.fullmatch(PART, name):
        return Credential(name)
    if kind == "apiKey" and scheme.text("in") == "query" and re.fullmatch(PARAMETER, name):
        return Credential(query=name)
    return None
