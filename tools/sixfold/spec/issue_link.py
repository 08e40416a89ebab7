"""``issue_link`` of ``api.yaml``: the address at which a reader reports a problem with a snippet."""

from __future__ import annotations

import re
from urllib.parse import quote

from sixfold.document import Fields

_WORDS = ("operation", "language", "version")
_PATTERN = r"https://[A-Za-z0-9\-._~:/?#@!$&'()*+,;=%{}]+"
_EXPECTED = "an address that begins with 'https://', in which other characters are percent-encoded"
_BRACES = re.compile(r"\{(\w*)\}|[{}]")


def issue_link(fields: Fields) -> str:
    """Read the address, with its three words in braces; it is empty where there is none."""
    text = fields.text("issue_link", default="", pattern=_PATTERN, expected=_EXPECTED)
    found = [match[1] for match in _BRACES.finditer(text)]
    unknown = [word for word in found if word not in _WORDS]
    missing = [f"{{{word}}}" for word in _WORDS if word not in found]
    place, path = fields.place("issue_link"), fields.path("issue_link")
    if unknown:
        expected = ", ".join(f"'{{{word}}}'" for word in _WORDS)
        fields.problems.add(place, path, f"expected no braces but those of {expected}")
    elif missing and re.fullmatch(_PATTERN, text):
        message = f"names no {', '.join(missing)}; put it where the report is to say which snippet is meant"
        fields.problems.add(place, path, message)
    return text


def fill_issue_link(link: str, *, operation: str, language: str, version: str) -> str:
    """Return the address of a report on one snippet; it is empty where there is none."""
    said = {"operation": operation, "language": language, "version": version}
    return _BRACES.sub(lambda match: quote(said[match[1]], safe=""), link)
