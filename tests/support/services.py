"""A definition of two services, both of which have an RPC of one name."""

from __future__ import annotations

from dataclasses import replace

from sixfold.definition import ApiDefinition, HttpRule, Method
from tests.support.projects import load_definition


def two_services() -> ApiDefinition:
    """Return `zoo.V1` with Get and List, and `zoo.V2` with Get and Find, as one definition; all take a GetInputRequest.

    Each RPC has a path of its own.
    """
    like = load_definition().method("GetInput")
    names = ("zoo.V1.Get", "zoo.V1.List", "zoo.V2.Get", "zoo.V2.Find")
    return ApiDefinition(("zoo.V1", "zoo.V2"), "zoo", "1", {name: _method(like, name) for name in names})


def _method(like: Method, name: str) -> Method:
    path = f"/{name.replace('.', '/').lower()}/{{input_id}}"
    return replace(like, full_name=name, rules=(HttpRule("GET", path, ""),))
