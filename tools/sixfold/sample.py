"""Snippets -> those of a few operations a language, drawn by a seed, in which every shape of a request occurs. Pure."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields

from sixfold.frozen import frozen
from sixfold.request import Request
from sixfold.snippet import Snippet, SnippetKey
from sixfold.value import ListValue, MapValue, MessageValue, ScalarValue, Value, walk

Shapes = frozenset[str]
"""What of a call a language writes in a way of its own, in words."""


@frozen
class Drawn:
    """What was drawn; ``missing`` are the shapes that found no room, by language."""

    keys: frozenset[SnippetKey]
    missing: Mapping[str, Shapes]


@frozen
class Sample:
    """So many operations a language, drawn by a seed: the same ones each time, and others in another language."""

    size: int
    seed: str

    def draw(self, shapes: Mapping[SnippetKey, Shapes]) -> Drawn:
        """Draw among snippets: first, as long as there is room, what has most of the shapes that are still missing."""
        keys: set[SnippetKey] = set()
        missing: dict[str, Shapes] = {}
        for language in dict.fromkeys(key.language for key in shapes):
            order = sorted(key for key in shapes if key.language == language)
            random.Random(f"{self.seed} {language}").shuffle(order)  # noqa: S311 - a draw, no secret
            wanted = frozenset[str]().union(*(shapes[key] for key in order))
            chosen: list[SnippetKey] = []
            while wanted and len(chosen) < self.size:
                best = max(order, key=lambda key: len(shapes[key] & wanted))
                chosen.append(best)
                wanted -= shapes[best]
            chosen += [key for key in order if key not in chosen][: self.size - len(chosen)]
            keys.update(chosen)
            missing |= {language: wanted} if wanted else {}
        return Drawn(frozenset(keys), missing)


def shapes_of(request: Request, snippet: Snippet) -> Shapes:
    """Return the shapes of a call in a language."""
    return frozenset(_shapes(request, snippet))


def _shapes(request: Request, snippet: Snippet) -> Iterator[str]:
    yield f"by {request.rest.verb}"
    yield f"{_amount(len(request.keys))} to sign it" if request.keys else "unsigned"
    yield "with an answer" if request.method.response.fields else "without an answer"
    yield "by what stands in" if snippet.form.name != snippet.key.language else "by the language's own"
    yield (
        "where text is several segments"
        if any(not isinstance(part, str | ScalarValue) for part in request.rest.path)
        else "where no text is several segments"
    )
    for one in fields(request.rest):
        part = getattr(request.rest, one.name)
        if isinstance(part, tuple):
            values = [item for item in part if not isinstance(item, str)]
            yield f"with {_amount(len(values))} in the {one.name}"
            yield from _of_pairs(one.name, values)
        elif isinstance(part, ScalarValue | ListValue | MapValue | MessageValue):
            yield f"with a {one.name}"
            yield from _of_value(one.name, part)
        elif part is None:
            yield f"without a {one.name}"


def _amount(number: int) -> str:
    return "nothing" if not number else "one value" if number == 1 else "several values"


def _of_pairs(where: str, values: Iterable[object]) -> Iterator[str]:
    """Say of what kinds values of the path, or named ones, are, and whether a name comes several times."""
    pairs = [item if isinstance(item, tuple) else ("", item) for item in values]
    for pair in pairs:
        if isinstance(pair[-1], ScalarValue):
            yield f"with {pair[-1].kind.value} in the {where}"
    if any(count > 1 for name, count in Counter(pair[0] for pair in pairs).items() if name):
        yield f"with a list in the {where}"


def _of_value(where: str, value: Value) -> Iterator[str]:
    for inner in walk(value):
        if isinstance(inner, ScalarValue):
            yield f"with {inner.kind.value} in the {where}"
        else:
            yield f"with a {inner.shape} {'as' if inner is value else 'inside of'} the {where}"
