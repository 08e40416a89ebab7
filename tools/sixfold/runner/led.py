"""How a hand-written program is led to the sandbox that does not call the API by its language's client library."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from sixfold.install import client_folder
from sixfold.language import Language
from sixfold.runner.given import Given
from sixfold.runner.ready import Ready
from sixfold.wire import Transport


def by_libraries(language: Language) -> Language:
    """Return a language as programs of it are run that use an HTTP library; itself, where it says no way for them."""
    runtime, led = language.runtime, language.runtime.http_libraries
    if led is None:
        return language
    runtime = replace(runtime, run=led.run or runtime.run, route=led.route)
    return replace(language, transport=Transport.REST, runtime=runtime)


def other_form(root: Path, language: Language, given: Given, ready: Ready) -> tuple[Language, Given] | None:
    """Return how a program is run that made no call as one of its language's own; None where there is no other way.

    In the form that stands in it finds the packages that it finds in its own.
    """
    if language.runtime.http_libraries:
        return by_libraries(language), given
    form = language.stand_in
    if form is None or form.name in ready.reasons:
        return None
    linked = {name: client_folder(root, language) / name for name in language.runtime.linked}
    return by_libraries(form), replace(given, linked=linked)


_PAST = re.compile(
    "Temporary failure in name resolution|EAI_AGAIN|ENETUNREACH|Network is unreachable|Could not resolve host"
    "|UnknownHostException|UnresolvedAddressException|Name or service not known"
)
"""What a program prints that asks the network itself, of which a run has none."""


def unled(language: Language, source: str, output: str) -> Iterator[str]:
    """Say of a program that made no call that it cannot be led, by the name of its HTTP library where that is known."""
    named = list(_named(language, source))
    yield from (f"uses {name}, which cannot be led to the API's sandbox: {_WHY}" for name in named)
    if not named and _PAST.search(output):
        yield f"cannot be led to the API's sandbox: {_WHY}"


_WHY = "it asks the network past every proxy"


def _named(language: Language, source: str) -> Iterator[str]:
    forms = {form.name: form for form in language.forms if form.runtime.http_libraries}
    for form in forms.values():
        patterns = form.runtime.http_libraries.unled if form.runtime.http_libraries else {}
        yield from (name for name, pattern in patterns.items() if re.search(pattern, source, re.MULTILINE))
