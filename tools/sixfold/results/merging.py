"""Shards of one run -> the whole run."""

from __future__ import annotations

from collections.abc import Iterable

from sixfold.errors import SixfoldError
from sixfold.results.facts import RuntimeFacts
from sixfold.results.model import Results
from sixfold.results.shard import Shard


def merge(parts: Iterable[Results]) -> Results:
    """Join the shards of one run.

    :raises SixfoldError: when they are not shards of the same run, or one is missing or given twice.
    """
    found = sorted(parts, key=lambda part: part.shards)
    first = found[0]
    for part in found[1:]:
        if (part.published, part.definition) != (first.published, first.definition):
            raise SixfoldError("the results are of different sets of snippets; expected shards of one run")
    clients = [{name: facts.client for name, facts in part.runtimes.items()} for part in found]
    if any(client != clients[0] for client in clients):
        raise SixfoldError("the results are of different client libraries; expected shards of one run")
    shards = [shard for part in found for shard in part.shards]
    total = shards[0].total
    if sorted(shards) != [Shard(number, total) for number in range(1, total + 1)]:
        raise SixfoldError(f"expected each of {total} shards once, got {', '.join(map(str, shards))}")
    keys = [result.key for part in found for result in part.results]
    if len(set(keys)) < len(keys):
        raise SixfoldError(
            "the results of some snippets are in several shards; expected the same --times for all of them"
        )
    order = {key: number for number, key in enumerate(first.published)}
    results = sorted((result for part in found for result in part.results), key=lambda result: order[result.key])
    return Results(
        started=min(part.started for part in found),
        definition=first.definition,
        published=first.published,
        shards=(Shard(),),
        runtimes={name: _facts(found, name) for name in first.runtimes},
        results=tuple(results),
        ahead=any(part.ahead for part in found),
    )


def _facts(parts: Iterable[Results], name: str) -> RuntimeFacts:
    """Return what a language was run with, by the first of the parts that could run it."""
    found = [part.runtimes[name] for part in parts]
    return next((facts for facts in found if facts.ran), found[0])
