"""What stands for something else in the words of a language: its names, how they are filled, and how they go wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from enum import Enum

from sixfold.names import nearest

_WRITTEN = re.compile(r"(?<!\$)\{([A-Za-z_][A-Za-z0-9_]*)\}")
_NAME = "([A-Za-z_][A-Za-z0-9_]*)"
_BROKEN = re.compile(rf"(?<!\$)\{{{_NAME}(?![A-Za-z0-9_}}])|(?<![A-Za-z0-9_{{]){_NAME}\}}")
_OTHERWISE = re.compile(rf"\$\{{\s*{_NAME}\s*\}}|\{{\s*{_NAME}\s*\}}|<\s*{_NAME}\s*>")
_DOUBLED = re.compile(rf"\{{\{{\s*{_NAME}\s*\}}\}}")
_SHORTEST = 3
"""How long a part of a broken placeholder is at least that may be a name with a mistake in it."""


class Placeholder(Enum):
    """What a word may hold, as ``{name}``, in the place of what is known only when it is used."""

    PYTHON = "python"
    """The Python that has what the language's ``requirements.txt`` names, or else that of this process."""
    CLIENT = "client"
    """The folder of the installed client library."""
    SOURCE = "source"
    """The folder of the files beside ``language.yaml``."""
    WORK = "work"
    """The folder that a snippet runs in."""
    SNIPPET = "snippet"
    """The snippet's file."""
    PREPARED = "prepared"
    """The folder of what is made once for many runs."""
    MADE = "made"
    """The name of what was made there, as far as the language's pattern fits it."""
    SOCKET = "socket"
    """What a process that is kept for many runs listens on."""
    PROXY = "proxy"
    """The URL of the sandbox's proxy, for the language's transport."""
    PROXY_HOST = "proxy_host"
    PROXY_PORT = "proxy_port"
    AUTHORITY = "authority"
    """A PEM file with the sandbox's certificate authority."""
    TRUST_STORE = "trust_store"
    """The same as a PKCS #12 file."""
    TRUST_STORE_PASSWORD = "trust_store_password"  # noqa: S105 - a name
    SPKI = "spki"
    """What Chromium knows its certificate by."""
    VERSION = "version"
    """The client library's version."""
    RPC = "rpc"
    """The RPC that a snippet calls."""

    @property
    def written(self) -> str:
        """How a word names it."""
        return f"{{{self.value}}}"

    @classmethod
    def fill(cls, words: Iterable[str], values: Mapping[Placeholder, object]) -> list[str]:
        """Return words with values in the places that name them; what has no value, and any other braces, stay.

        What a value itself holds is never taken for a place.
        """
        known = {placeholder.value: str(value) for placeholder, value in values.items()}
        return [
            _WRITTEN.sub(lambda found: known.get(found[1], found[0]), word) if "{" in word else word for word in words
        ]


def named(text: str) -> list[str]:
    """Return the names that stand in a text as placeholders do, known or not."""
    return _WRITTEN.findall(text)


def misspelt(text: str, known: Iterable[Placeholder]) -> Iterator[str]:
    """Yield each part of a text that was most likely meant as a placeholder, and is none, as a message.

    :param known: those that the text may name.
    """
    names = [placeholder.value for placeholder in known]
    may = f" (places: {', '.join(f'{{{name}}}' for name in names)})"
    for name in named(text):
        if name not in names:
            meant = nearest(name, names)
            yield f"nothing is put in '{{{name}}}'" + (f"; did you mean '{meant}'?" if meant else "") + may
    for found in _DOUBLED.finditer(text):
        if found[1] in names:
            yield f"'{found[0]}' would leave braces around what is put in; expected '{{{found[1]}}}'{may}"
    rest = _WRITTEN.sub("\0", _DOUBLED.sub("\0", text))
    for found in _OTHERWISE.finditer(rest):
        # What is named rightly beside it is an element of XML, or a variable of a shell's.
        if (name := _first(found)) in names and name not in named(text):
            yield f"nothing is put in '{found[0]}'; expected '{{{name}}}'{may}"
    for found in _BROKEN.finditer(_OTHERWISE.sub("\0", rest)):
        name = _first(found)
        meant = nearest(name, names) if len(name) >= _SHORTEST else None
        if meant:
            yield f"nothing is put in '{found[0]}', which lacks a brace; expected '{{{meant}}}'{may}"


def _first(found: re.Match[str]) -> str:
    return next(group for group in found.groups() if group)
