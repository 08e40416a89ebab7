"""A segment of a path in which text stands beside parameters, as ``{id}.json`` and ``{base}...{head}``. Pure.

OpenAPI has such paths, and the grammar of ``google.api.http`` has not.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property

from sixfold.frozen import frozen

_FIELD = re.compile(r"\{([A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*)\}")


@frozen
class Mixed:
    """Texts with fields between them: one text more than fields; only the first and the last may be empty."""

    texts: tuple[str, ...]
    fields: tuple[str, ...]

    @property
    def text(self) -> str:
        """Itself as a path has it."""
        return self.texts[0] + "".join(
            f"{{{field}}}{text}" for field, text in zip(self.fields, self.texts[1:], strict=True)
        )

    def match(self, segment: str) -> Mapping[str, str] | None:
        """Return the value of each field in a decoded segment, as short as can be; None where it is another one."""
        found = self._expression.fullmatch(segment)
        return None if found is None else dict(zip(self.fields, found.groups(), strict=True))

    @cached_property
    def _expression(self) -> re.Pattern[str]:
        return re.compile("(.+?)".join(map(re.escape, self.texts)), re.DOTALL)


def read_mixed(text: str) -> Mixed | None:
    """Return a segment in its parts; None for one that is no such: text or a parameter alone, or with another mark."""
    parts = _FIELD.split(text)
    texts, fields = tuple(parts[::2]), tuple(parts[1::2])
    alone = not fields or texts == ("", "")
    if alone or not all(texts[1:-1]) or any(re.search("[{}*]", part) for part in texts):
        return None
    return Mixed(texts, fields)
