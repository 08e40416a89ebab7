"""Which snippets belong to shard K of N: deterministic, and balanced by the times of earlier results."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

_UNKNOWN = 1.0
"""What a snippet is taken to need when no result says it, in seconds."""


def shard(paths: Iterable[str], seconds: Mapping[str, float], number: int, total: int) -> frozenset[str]:
    """Return the paths of shard ``number`` (from 1) of ``total``: the longest first, each to the emptiest shard."""
    loads = [0.0] * total
    chosen = set()
    for path in sorted(paths, key=lambda path: (-seconds.get(path, _UNKNOWN), path)):
        emptiest = min(range(total), key=lambda index: (loads[index], index))
        loads[emptiest] += seconds.get(path, _UNKNOWN)
        if emptiest == number - 1:
            chosen.add(path)
    return frozenset(chosen)
