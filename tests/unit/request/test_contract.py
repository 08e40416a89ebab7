"""A request against its operation's schemas: each fault has both places, in the spec and in the document."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from sixfold import project
from sixfold.errors import SpecError
from sixfold.signing import Credential, Signing
from sixfold.starter import Wish, begin
from tests.support.projects import ROOT

DOCUMENT = ROOT / "examples/cinema/definition/cinema.yaml"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project of the example's document, as it is begun."""
    root = tmp_path_factory.mktemp("cinema")
    for change in begin(
        Wish(Signing((Credential("Authorization", "Bearer"),)), ("curl",), openapi=DOCUMENT), project.load
    ).changes:
        (root / change.path).parent.mkdir(parents=True, exist_ok=True)
        (root / change.path).write_bytes(change.after or b"")
    return root


def told(made: Path, tmp_path: Path, before: str, after: str) -> list[str]:
    """Return what is told of a project in which one line is another."""
    root = tmp_path / "changed"
    shutil.copytree(made, root)
    (page,) = (page for page in root.glob("specs/*/*.yaml") if before in page.read_text(encoding="utf-8"))
    text = page.read_text(encoding="utf-8")
    page.write_text(re.sub(rf"(?m)^( *(?:- )?){re.escape(before)}$", rf"\g<1>{after}", text, count=1), encoding="utf-8")
    try:
        project.load(root)
    except SpecError as error:
        return [str(problem) for problem in error.problems]
    return []


FAULTS = {
    "a parameter that is misspelt": (
        "page_size: $PAGE_SIZE",
        "page_sise: $PAGE_SIZE",
        [
            "page_sise: listFilmsRequest has no field 'page_sise'; did you mean 'page_size'? (fields: genre, shown",
        ],
    ),
    "a parameter that is missing": (
        "page_size: $PAGE_SIZE",
        "genre: [drama]",
        [
            "request.page_size: missing; listFilmsRequest requires it",
        ],
    ),
    "a property that is misspelt": (
        "genre: drama",
        "gener: drama",
        [
            "operations[1].request.body.gener: Film has no field 'gener'; did you mean 'genre'?",
        ],
    ),
    "a value that an enum does not have": (
        "genre: drama",
        "genre: dramas",
        [
            "enum Genre has no value 'dramas'; did you mean 'drama'? (values: drama, comedy, science-fiction)",
        ],
    ),
    "a value of another type": ("minutes: 117", "minutes: long", ["expected a whole number from -9007199254740991"]),
    "a value below its minimum": (
        "minutes: 117",
        "minutes: 0",
        [
            "minutes: 0 is less than the minimum of 1 (definition/cinema.yaml:229:43 says so)",
        ],
    ),
    "a required property that is missing": (
        'title: Faster than "light"',
        "minutes: 117",
        ["duplicate key", "title: missing; Film requires it"],
    ),
    "what answers alone have": (
        'title: Faster than "light"',
        "id: 4\n        title: A",
        [
            "request.body.id: 'id' is for answers alone, and no request sets it; leave it out",
        ],
    ),
    "null where none is": ("genre: drama", "genre: null", ["genre: expected a name of enum Genre, got nothing"]),
    "an alternative that none of them is": (
        "width: 600",
        "url: https://example.com/",
        [
            "operations[1].request.body.media[0]",
        ],
    ),
    "a number in a map of texts": (
        "original-title: Schneller als das Licht",
        "original-title: 7",
        ["expected text, got the number 7"],
    ),
    "a list that is too short": (
        "- 7",
        "- 0",
        ["operations[2].request.body.ids[0]: 0 is less than the minimum of 1 (definition/cinema.yaml:"],
    ),
    "a text in the path that its pattern does not have": (
        "example: K-2049",
        "example: k 2049",
        [
            "request.code: 'k 2049' does not match '^[A-Z0-9-]+$' (definition/cinema.yaml:",
        ],
    ),
    "a property of another file that is misspelt": (
        "gift_for: null",
        "gift_fro: null",
        ["has no field 'gift_fro'; did you mean 'gift_for'?"],
    ),
    "an operation that is misspelt": (
        "rpc: addFilm",
        "rpc: addFlim",
        ["no operation 'addFlim'; did you mean"],
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_each_fault_is_told_with_what_was_meant(made: Path, tmp_path: Path, fault: str) -> None:
    before, after, expected = FAULTS[fault]
    found = told(made, tmp_path, before, after)
    assert len(found) == len(expected), found
    for words in expected:
        assert any(words in line for line in found), found
    assert all(re.match(r"specs/\w+/\w+\.yaml:\d+:\d+: ", line) for line in found)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("rpc: addFilm", "rpc: POST /films"),
        ("rpc: FilmsRemoveSeveral", "rpc: films/remove-several"),
        ("genre: drama", "genre: science-fiction"),
        ("sequel_of: null", "sequel_of: {title: First, sequel_of: {title: Zero}}"),
        ("gift_for: null", "gift_for: Ann"),
        ("original-title: Schneller als das Licht", "anything: goes"),
        ("page_size: $PAGE_SIZE", "page_size: $PAGE_SIZE\n      shown: {from: '2026-01-31'}"),
        ("page_size: $PAGE_SIZE", "page_size: $PAGE_SIZE\n      genre: [drama, comedy]"),
    ],
)
def test_what_the_schemas_admit_is_right(made: Path, tmp_path: Path, before: str, after: str) -> None:
    assert told(made, tmp_path, before, after) == []


def test_the_guide_shows_what_is_told(made: Path, tmp_path: Path) -> None:
    guide = (ROOT / "docs/your-own-openapi.md").read_text(encoding="utf-8")
    (shown,) = re.findall(r"```text\n(.*?)\n```", guide, re.DOTALL)
    before, after, _ = FAULTS["a value below its minimum"]
    assert [shown.replace("\n", " ")] == told(made, tmp_path, before, after)
