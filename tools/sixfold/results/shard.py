"""Which snippets belong to shard K of N: deterministic, and balanced by the times of earlier results."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sixfold.snippet import SnippetKey

_UNKNOWN = 1.0
"""What a snippet is taken to need when no result says it, in seconds."""


def shard(
    keys: Iterable[SnippetKey], seconds: Mapping[SnippetKey, float], number: int, total: int
) -> frozenset[SnippetKey]:
    """Return the snippets of shard ``number`` (from 1) of ``total``: the longest first, each to the emptiest shard."""
    loads = [0.0] * total
    chosen = set()
    for key in sorted(keys, key=lambda key: (-seconds.get(key, _UNKNOWN), key)):
        emptiest = min(range(total), key=lambda index: (loads[index], index))
        loads[emptiest] += seconds.get(key, _UNKNOWN)
        if emptiest == number - 1:
            chosen.add(key)
    return frozenset(chosen)
