"""A regular expression of a document that does not come to an end is told of with its place, within seconds."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from sixfold.definition.openapi import DocumentError, patterns
from sixfold.definition.openapi.patterns import EndlessPatternError, try_pattern
from sixfold.json_value import Json
from tests.support.documents import sending

ENDLESS = "^(a+)+$"
TEXT = "a" * 40 + "!"


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patterns, "SECONDS", 0.3)


@pytest.mark.parametrize(
    "pattern", ["^[a-z]+(-[a-z]+)*$", "(", "^(?:[a-z]{2,}\\.)+[a-z]+$", "^a*a*a*$", "\\p{L}+(x)*", "\ud800+(a)*"]
)
def test_what_ends_is_left_to_its_reader(pattern: str) -> None:
    for text in ("", "a", TEXT, "é\n\ud800", "x" * 5000):
        try_pattern(pattern, text)


@pytest.mark.parametrize("pattern", [ENDLESS, "^(a|a)*$", "^(a|aa)+$", "(.*a){25}", "^(([a-z])+.)+[A-Z]([a-z])+$"])
def test_what_does_not_end_is_ended(pattern: str) -> None:
    for _ in range(3):
        with pytest.raises(EndlessPatternError, match=r"takes longer than 0\.3 s on a text; write it"):
            try_pattern(pattern, TEXT)
    try_pattern("^(b+)+$", TEXT)


def test_one_that_is_endless_waits_for_its_time_once() -> None:
    started = time.monotonic()
    for number in range(200):
        with pytest.raises(EndlessPatternError):
            try_pattern("^(a+)+b$", TEXT + str(number))
    assert time.monotonic() - started < 5


def test_several_threads_can_try_at_once() -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda number: try_pattern("^([0-9]+)+$", str(number)), range(200)))


WORDS: dict[str, tuple[Json, Json]] = {
    "pattern": ({"type": "string", "pattern": ENDLESS}, TEXT),
    "patternProperties": ({"type": "object", "patternProperties": {ENDLESS: {}}}, {TEXT: 1}),
    "additionalProperties": (
        {"type": "object", "additionalProperties": {}, "patternProperties": {ENDLESS: {}}},
        {TEXT: 1},
    ),
    "unevaluatedProperties": (
        {"type": "object", "unevaluatedProperties": {"type": "integer"}, "patternProperties": {ENDLESS: {}}},
        {TEXT: 1},
    ),
    "propertyNames": ({"type": "object", "additionalProperties": {}, "propertyNames": {"pattern": ENDLESS}}, {TEXT: 1}),
}


@pytest.mark.parametrize("word", WORDS)
def test_a_request_is_refused_with_the_place_of_the_schema(tmp_path: Path, word: str) -> None:
    schema, value = WORDS[word]
    contract = sending(tmp_path, schema).contract
    assert contract is not None
    with pytest.raises(
        DocumentError, match=r"^made\.json:1:\d+: .*: cannot be applied as a schema: the pattern '\^\(a\+\)\+\$' takes"
    ):
        contract.violations({"body": value})


def test_values_of_a_first_call_are_made_all_the_same(tmp_path: Path) -> None:
    contract = sending(tmp_path, {"type": "string", "pattern": "^(([a-z])+.)+[A-Z]([a-z])+$", "example": TEXT}).contract
    assert contract is not None
    assert contract.draft() == {"body": TEXT}
