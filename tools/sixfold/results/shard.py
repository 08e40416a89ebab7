"""One part of a run that is split: which snippets belong to it, deterministic, and balanced by earlier times."""

from __future__ import annotations

import heapq
import re
from collections.abc import Iterable, Mapping
from typing import Self

from sixfold.frozen import ordered
from sixfold.snippet import SnippetKey

_UNKNOWN = 1.0
"""What a snippet is taken to need when no result says it, in seconds."""

_WRITTEN = re.compile("([1-9][0-9]{0,5})/([1-9][0-9]{0,5})")


@ordered
class Shard:
    """Part ``number`` (from 1) of ``total``; the one part of one is all."""

    number: int = 1
    total: int = 1

    @classmethod
    def parsed(cls, text: str) -> Self | None:
        """Read ``K/N``; None where a text is none, or K is greater than N."""
        found = _WRITTEN.fullmatch(text)
        shard = cls(int(found[1]), int(found[2])) if found else None
        return shard if shard and shard.number <= shard.total else None

    def __str__(self) -> str:
        """Return it as `parsed` reads it."""
        return f"{self.number}/{self.total}"

    @property
    def is_all(self) -> bool:
        """Whether there is no other part."""
        return self.total == 1

    def choose(self, keys: Iterable[SnippetKey], seconds: Mapping[SnippetKey, float]) -> frozenset[SnippetKey]:
        """Return the snippets that are its own: of all, the longest first, each goes to the emptiest shard.

        Those that took as long, or of which nothing is known, are dealt out language by language.

        :param seconds: what each snippet needed before, as far as that is known.
        """
        return divided(keys, seconds, self.total)[self.number - 1]


def divided(
    keys: Iterable[SnippetKey], seconds: Mapping[SnippetKey, float], total: int
) -> tuple[frozenset[SnippetKey], ...]:
    """Return the snippets of each of ``total`` shards, as `Shard.choose` says."""
    chosen = [set[SnippetKey]() for _ in range(total)]
    emptiest_first = [(0.0, index) for index in range(total)]
    for key in sorted(keys, key=lambda key: (-seconds.get(key, _UNKNOWN), key.language, key.operation)):
        load, index = emptiest_first[0]
        heapq.heapreplace(emptiest_first, (load + seconds.get(key, _UNKNOWN), index))
        chosen[index].add(key)
    return tuple(map(frozenset, chosen))
