"""Documents with something wrong at any key: they are read, or told of with a place, and nothing else happens."""

from __future__ import annotations

import contextlib
import copy
import random
from pathlib import Path

import pytest
import yaml

from sixfold.definition import ApiDefinition, DefinitionError
from sixfold.json_value import Json
from tests.support.documents import loaded
from tests.support.projects import ROOT

WRONG: tuple[Json, ...] = (None, True, 0, -1, 1.5, "", "x", "#/", "#/components/schemas/Film", [], [None], {}, {"": {}})
WORDS = ("$ref", "type", "allOf", "items", "properties", "enum", "required", "nullable", "default", "pattern", "style")
SEEDS = range(4)


@pytest.fixture(scope="module")
def cinema() -> Json:
    text = (ROOT / "examples/cinema/definition/cinema.yaml").read_text(encoding="utf-8")
    found: Json = yaml.safe_load(text.replace("shared/seats.yaml#/Seats", "#/components/schemas/Film"))
    return found


def ask_everything(definition: ApiDefinition) -> None:
    """Ask of each operation what a project asks."""
    for method in definition.methods.values():
        assert method.contract is not None
        if method.rules[0].unfit:
            assert "made.json" in method.rules[0].unfit or method.rules[0].unfit.startswith(("its ", "a server "))
            continue
        assert method.description is not None
        assert method.response.fields is not None
        request = method.contract.draft()
        with contextlib.suppress(DefinitionError):
            method.contract.violations(request)
        for status in (400, 500):
            method.contract.failure(status)
        assert method.contract.success().status >= 200


def holders(tree: Json) -> list[dict[str, Json] | list[Json]]:
    found: list[dict[str, Json] | list[Json]] = []
    waiting = [tree]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict | list):
            found.append(one)
            waiting += one.values() if isinstance(one, dict) else one
    return found


def damage(tree: Json, chance: random.Random) -> None:
    holder = chance.choice(holders(tree))
    value = copy.deepcopy(chance.choice(WRONG))
    if isinstance(holder, list):
        holder.append(value)
    elif not holder or chance.random() < 0.3:
        holder[chance.choice(WORDS)] = value
    elif chance.random() < 0.3:
        del holder[chance.choice(list(holder))]
    else:
        holder[chance.choice(list(holder))] = value


@pytest.mark.parametrize("seed", SEEDS)
def test_no_damage_to_a_document_is_more_than_a_message(tmp_path: Path, cinema: Json, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - it hides nothing
    said: list[str] = []
    for _ in range(20):
        damaged = copy.deepcopy(cinema)
        for _ in range(chance.randint(1, 3)):
            damage(damaged, chance)
        try:
            definition = loaded(tmp_path, damaged)
        except DefinitionError as error:
            said.append(str(error))
            continue
        ask_everything(definition)
    assert [words for words in said if not words.startswith("made.json")] == []
