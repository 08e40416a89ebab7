"""Where the brackets of a source stand around its places: one pass over it, whatever is asked afterwards. A leaf."""

from __future__ import annotations

import re
from bisect import bisect_left

_BRACKET = re.compile(r"[()\[\]{}]")


class Brackets:
    """The brackets of one source. They are taken as they stand, those in texts and comments too."""

    def __init__(self, source: str) -> None:
        """Go over a source once."""
        self.closing: dict[int, int] = {}
        """Where brackets that begin at a place end; those that never end are not in it."""
        self._places: list[int] = []
        self._after: list[int | None] = [None]
        open_ones: list[int] = []
        for found in _BRACKET.finditer(source):
            place = found.start()
            if found[0] in "([{":
                open_ones.append(place)
            elif open_ones:
                self.closing[open_ones.pop()] = place
            self._places.append(place)
            self._after.append(open_ones[-1] if open_ones else None)

    def around(self, place: int) -> int | None:
        """Return where the innermost brackets begin that a place stands in; nothing where it stands in none."""
        return self._after[bisect_left(self._places, place)]
