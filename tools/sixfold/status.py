"""Where an API's own status stands in an answer, and what its parts are called there. A leaf."""

from __future__ import annotations

from collections.abc import Mapping

from sixfold.frozen import frozen

PATH = r"[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)*"
"""The form of a path of fields, names with dots between them."""


@frozen
class StatusPaths:
    """Paths of fields in an answer: the code, and texts on what went wrong, empty where the API has none."""

    code: str
    description: str = ""
    details: str = ""
    request_id: str = ""

    @property
    def given(self) -> Mapping[str, str]:
        """The paths that there are, by what stands at each."""
        paths = {
            "code": self.code,
            "description": self.description,
            "details": self.details,
            "request_id": self.request_id,
        }
        return {name: path for name, path in paths.items() if path}
