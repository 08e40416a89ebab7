"""Parts of ``api.yaml`` -> how the API is known and reached: its definition, its key, its status."""

from __future__ import annotations

from sixfold.document import Fields
from sixfold.signing import PART, Signing
from sixfold.spec.model import Authentication, Definition, Success
from sixfold.status import PATH, StatusPaths

_PATH_EXPECTED = "a path of response fields"
_STATUS_TEXTS = ("description", "details", "request_id")


def definition(fields: Fields) -> Definition:
    """Read where the API definition comes from."""
    found = Definition(
        package=fields.text("package"),
        version=fields.text("version"),
        module=fields.text("module"),
        service=fields.text("service"),
        place=fields.table.place,
    )
    fields.end()
    return found


def authentication(fields: Fields) -> Authentication:
    """Read how a call is signed."""
    found = Authentication(
        signing=Signing(
            header=fields.text("header", pattern=PART, expected="the name of an HTTP header"),
            scheme=fields.text("scheme", default="", pattern=PART, expected="the word before the key"),
        ),
        variable=fields.text("variable"),
        place=fields.table.place,
    )
    fields.end()
    return found


def success(fields: Fields) -> Success | None:
    """Read where answers hold the API's own status; None for an API whose answers hold none."""
    if not fields.table.keys:
        return None
    found = Success(
        paths=StatusPaths(
            fields.text("field", pattern=PATH, expected=_PATH_EXPECTED),
            *(fields.text(key, default="", pattern=PATH, expected=_PATH_EXPECTED) for key in _STATUS_TEXTS),
        ),
        value=fields.text("value"),
        place=fields.table.place,
    )
    fields.end()
    return found
