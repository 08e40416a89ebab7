"""HTTP verb and path -> method: the API's ``google.api.http`` rules as a table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from urllib.parse import unquote

from sixfold.definition import ApiDefinition, HttpRule, Method
from sixfold.frozen import frozen
from sixfold.wire import Template, TemplateError, Wildcard


@frozen
class Route:
    """One binding, with its path in its parts."""

    method: Method
    rule: HttpRule
    template: Template


class Routes:
    """All bindings of a service."""

    def __init__(self, definition: ApiDefinition) -> None:
        """Index the bindings by the number of their segments; those of any number stand under None."""
        self._by_length: dict[int | None, list[Route]] = {}
        for route in sorted(_routes(definition), key=_order):
            flat = route.template.flat
            open_ended = bool(flat) and flat[-1][0] is Wildcard.REST
            self._by_length.setdefault(None if open_ended else len(flat), []).append(route)

    def find(self, path: str) -> list[tuple[Route, Mapping[str, str]]]:
        """Return the bindings of a path, of any verb, the most specific first, with the values of their parameters.

        :param path: the path as it came over the wire, without a query string.
        :raises UnicodeDecodeError: when a percent-encoded part is not UTF-8.
        """
        unquote(path, errors="strict")
        length = len(path.removeprefix("/").split("/")) if path != "/" else 0
        near = [*self._by_length.get(length, []), *self._by_length.get(None, [])]
        found = ((route, route.template.match(path)) for route in near)
        hits = [(route, parameters) for route, parameters in found if parameters is not None]
        return sorted(hits, key=lambda hit: _order(hit[0]))


def _routes(definition: ApiDefinition) -> Iterator[Route]:
    for method in definition.methods.values():
        for rule in method.rules:
            try:
                yield Route(method, rule, rule.template)
            except TemplateError:
                # No path is that of a rule which cannot be read; a spec that asks for it is refused.
                continue


def _order(route: Route) -> tuple[bool, list[int], bool]:
    """Put a word after a colon before none, and text before a parameter before any number of segments.

    /inputs/annotations is not the input with the id 'annotations'. Where two RPCs share verb and path, one that streams
    comes last: the sandbox could only refuse it.
    """
    wide = {Wildcard.ONE: 2, Wildcard.REST: 3}
    # Text beside a parameter is more than a parameter alone.
    kinds = [
        0 if isinstance(segment, str) else wide[segment] if isinstance(segment, Wildcard) else 1
        for segment, _ in route.template.flat
    ]
    return not route.template.verb, kinds, route.method.streaming
