"""A definition -> how the calls of a project are signed, and what the constants are called that hold the keys."""

from __future__ import annotations

import re
from collections.abc import Iterable

from sixfold.definition import ApiDefinition, Method
from sixfold.signing import Credential, Signing

_USUAL = Signing((Credential("Authorization", "Bearer"),))


def needed(definition: ApiDefinition, methods: Iterable[Method]) -> Signing:
    """Return what of the definition's own way to sign some call needs; the usual way where it says nothing of that."""
    if definition.signing is None:
        return _USUAL
    places = {place for method in methods for place in definition.signing.chosen(method.signing)}
    return Signing(tuple(definition.signing.credentials[place] for place in sorted(places)))


def description(credential: Credential) -> str:
    """Return what the key of a credential is."""
    if credential.scheme == "Basic":
        return "Your name, a colon and your password, in Base64. Keep it secret."
    return "What the API knows you by. Keep it secret."


def variables(signing: Signing) -> tuple[str, ...]:
    """Return the name of each key's variable: a usual one of a single key, and else after where it stands."""
    found: list[str] = []
    for credential in signing.credentials:
        usual = "ACCESS_TOKEN" if credential.scheme == "Bearer" else "API_KEY"
        own = re.sub("[^A-Za-z0-9]+", "_", (credential.header or credential.query).removeprefix("X-")).strip("_")
        single = len(signing.credentials) == 1 or own == "Authorization" or not own[:1].isalpha()
        name = usual if single else own.upper()
        found.append(name if name not in found else f"{name}_{len(found) + 1}")
    return tuple(found)
