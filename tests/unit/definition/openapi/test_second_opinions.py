"""What other libraries make of the examples' documents, and of bodies: the contract agrees with them."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from openapi_core import OpenAPI
from openapi_core.testing import MockRequest
from openapi_core.validation.request.exceptions import RequestBodyValidationError
from openapi_spec_validator import OpenAPIV30SpecValidator, OpenAPIV31SpecValidator
from openapi_spec_validator.readers import read_from_filename

from sixfold.definition import Method
from sixfold.definition.openapi import load_openapi
from sixfold.json_value import Json, JsonObject
from tests.support.projects import ROOT

DOCUMENTS = sorted(
    path for path in ROOT.glob("examples/*/definition/*.yaml") if path.read_text(encoding="utf-8").startswith("openapi")
)
BODIES = 150
VALUES: tuple[Json, ...] = (
    None,
    True,
    0,
    1,
    -3,
    1.5,
    10**12,
    "",
    "x",
    "drama",
    "poster",
    [],
    [1],
    ["a"],
    {},
    {"id": 1},
)
KEYS = ("title", "genre", "labels", "media", "kind", "width", "url", "ids", "seats", "note", "id", "0")


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_the_examples_are_valid_documents(path: Path) -> None:
    content, base = read_from_filename(str(path))
    kind = OpenAPIV30SpecValidator if str(content["openapi"]).startswith("3.0") else OpenAPIV31SpecValidator
    assert [error.message for error in kind(content, base_uri=base).iter_errors()] == []
    broken = copy.deepcopy(dict(content))
    del broken["info"]
    assert list(kind(broken, base_uri=base).iter_errors())


def for_requests(content: JsonObject) -> JsonObject:
    """Return a document in which nothing is required that answers alone have, as requests are to be read."""
    return {key: without_read_only(value) for key, value in content.items()}


def without_read_only(node: Json) -> Json:
    if isinstance(node, list):
        return [without_read_only(item) for item in node]
    if not isinstance(node, dict):
        return node
    found = {key: without_read_only(value) for key, value in node.items()}
    properties, required = node.get("properties"), node.get("required")
    if isinstance(properties, dict) and isinstance(required, list):
        held = {name for name, one in properties.items() if isinstance(one, dict) and one.get("readOnly") is True}
        found["required"] = [name for name in required if name not in held]
    return found


def damaged(body: Json, chance: random.Random) -> Json:
    """Return a body in which one or two things are otherwise."""
    found: list[Json] = [copy.deepcopy(body)]
    for _ in range(chance.randint(1, 2)):
        waiting: list[Json] = [found]
        holders = []
        while waiting:
            one = waiting.pop()
            if isinstance(one, dict | list):
                holders.append(one)
                waiting += one.values() if isinstance(one, dict) else one
        holder, value = chance.choice(holders), copy.deepcopy(chance.choice(VALUES))
        if isinstance(holder, list):
            holder[:] = [value, *holder[1:]] if holder is found or chance.random() < 0.7 else [*holder, value]
        elif holder and chance.random() < 0.4:
            del holder[chance.choice(sorted(holder))]
        else:
            holder[chance.choice((*holder, chance.choice(KEYS)))] = value
    return found[0]


def bodies(method: Method, example: JsonObject) -> Iterator[Json]:
    chance = random.Random(f"7 {method.full_name}")  # noqa: S311 - it hides nothing
    yield example["body"]
    for _ in range(BODIES):
        yield damaged(example["body"], chance)


def refuses(api: OpenAPI, method: Method, request: JsonObject, host: str) -> bool | None:
    """Say whether the other library finds fault with the body of a call; the rest of it is as it has to be.

    None where it does not know: it looks up a discriminator that may be a list or an object, which breaks it.
    """
    path = method.rules[0].path
    for name in method.rules[0].parameters:
        path = path.replace(f"{{{name}}}", str(request[name]))
    body = json.dumps(request["body"]).encode()
    sent = MockRequest(
        f"https://{host}", method.rules[0].verb.lower(), path, data=body, headers={"Authorization": "Bearer x"}
    )
    try:
        api.validate_request(sent)
    except RequestBodyValidationError:
        return True
    except TypeError:
        return None
    return False


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_another_library_admits_and_refuses_the_same_bodies(path: Path) -> None:
    content, base = read_from_filename(str(path))
    api = OpenAPI.from_dict(for_requests(dict(content)), base_uri=base)
    definition = load_openapi(path.parent, path.name)
    seen: set[bool] = set()
    for method in definition.methods.values():
        assert method.contract is not None
        example = method.contract.draft()
        if "body" not in example:
            continue
        for body in bodies(method, example):
            other = refuses(api, method, {**example, "body": body}, definition.host)
            if other is None:
                continue
            assert bool(method.contract.violations({"body": body})) is other, (method.full_name, json.dumps(body))
            seen.add(other)
    assert seen == {True, False}
