"""What the snippets of a language were run with."""

from __future__ import annotations

from dataclasses import asdict
from typing import ClassVar

from sixfold.frozen import frozen
from sixfold.json_value import Json


@frozen
class RuntimeFacts:
    """What a language's snippets were run with: the versions of its runtime, and of its client library.

    ``provenance`` says where the client library's parts came from, where its installation had a choice.
    """

    runtime: str
    client: str
    provenance: str = ""
    NOT_STARTED: ClassVar[str] = "not started"
    """What stands in the place of a runtime's version where the language could not be run."""

    def to_json(self) -> dict[str, Json]:
        """Return the form that is written to a file."""
        return {name: value for name, value in asdict(self).items() if value or name != "provenance"}

    @property
    def ran(self) -> bool:
        """Whether the runtime could be started."""
        return self.runtime != self.NOT_STARTED
