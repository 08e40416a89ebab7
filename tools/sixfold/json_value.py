"""What a text in JSON can say, as one type: for all that is read from JSON, or goes over the wire as it. A leaf."""

from __future__ import annotations

from typing import TypeAlias

Json: TypeAlias = bool | int | float | str | list["Json"] | dict[str, "Json"] | None
"""A value of JSON. YAML without tags of its own holds the same."""

JsonObject: TypeAlias = dict[str, Json]
"""A mapping of JSON."""

MEDIA_TYPE = "application/json"
"""What HTTP calls it."""
