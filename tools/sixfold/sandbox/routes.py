"""HTTP verb and path -> method: the API's ``google.api.http`` rules as a table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from sixfold.definition import HttpRule, Method, Service


@dataclass(frozen=True)
class Route:
    """One binding; ``segments`` are the path's parts between slashes, (True, field path) or (False, text) each."""

    method: Method
    rule: HttpRule
    segments: tuple[tuple[bool, str], ...]

    def match(self, segments: tuple[str, ...]) -> Mapping[str, str] | None:
        """Return the path's parameters, or None when these segments are another path."""
        parameters: dict[str, str] = {}
        for (variable, name), segment in zip(self.segments, segments, strict=True):
            if variable and segment:
                parameters[name] = segment
            elif variable or name != segment:
                return None
        return parameters


class Routes:
    """All bindings of a service."""

    def __init__(self, service: Service) -> None:
        """Index the bindings by the number of their segments."""
        self._by_length: dict[int, list[Route]] = defaultdict(list)
        for method in service.methods.values():
            for rule in method.rules:
                route = Route(method, rule, tuple(map(_segment, rule.path.lstrip("/").split("/"))))
                self._by_length[len(route.segments)].append(route)
        for routes in self._by_length.values():
            # Text wins over a parameter: /inputs/annotations is not the input with the id 'annotations'. Where two RPCs
            # share verb and path, one that streams comes last: the sandbox could only refuse it.
            routes.sort(key=lambda route: ([variable for variable, _ in route.segments], route.method.streaming))

    def find(self, path: str) -> list[tuple[Route, Mapping[str, str]]]:
        """Return the bindings of a path, of any verb, the most specific first, with the values of their parameters.

        :param path: the path as it came over the wire, without a query string.
        :raises UnicodeDecodeError: when a percent-encoded part is not UTF-8.
        """
        segments = tuple(unquote(segment, errors="strict") for segment in path.removeprefix("/").split("/"))
        found = ((route, route.match(segments)) for route in self._by_length.get(len(segments), []))
        return [(route, parameters) for route, parameters in found if parameters is not None]


def _segment(segment: str) -> tuple[bool, str]:
    # This API's rules know neither patterns ('{name=a/*}') nor custom verbs (':verb').
    variable = segment.startswith("{") and segment.endswith("}")
    return (True, segment[1:-1]) if variable else (False, segment)
