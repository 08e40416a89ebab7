"""A sample holds every shape of a call that occurs, as far as there is room, and is the same for the same seed."""

from __future__ import annotations

from pathlib import Path

import pytest

from sixfold import project
from sixfold.output.build import build
from sixfold.sample import Sample, Shapes, shapes_of
from sixfold.snippet import SnippetKey
from sixfold.starter import Wish, begin
from tests.support.projects import ROOT

SHAPES: dict[SnippetKey, Shapes] = {
    SnippetKey(f"call_{number}", language): frozenset({"by GET", *({f"rare {number}"} if number % 10 == 0 else ())})
    for language in ("py", "node")
    for number in range(40)
}
RARE = {"call_0", "call_10", "call_20", "call_30"}


def operations(sample: Sample, language: str) -> set[str]:
    return {key.operation for key in sample.draw(SHAPES).keys if key.language == language}


@pytest.mark.parametrize("seed", ["a", "b", "c"])
def test_each_shape_comes_first_and_then_whatever_is_drawn(seed: str) -> None:
    assert {frozenset(operations(Sample(4, seed), language)) for language in ("py", "node")} == {frozenset(RARE)}
    for language in ("py", "node"):
        found = operations(Sample(6, seed), language)
        assert (len(found), found >= RARE) == (6, True)
    assert not Sample(4, seed).draw(SHAPES).missing
    assert operations(Sample(6, seed), "py") == operations(Sample(6, seed), "py")


def test_another_seed_and_another_language_draw_others() -> None:
    found = [frozenset(operations(Sample(10, seed), language)) for seed in "abc" for language in ("py", "node")]
    assert len(set(found)) == len(found)


def test_what_has_no_room_is_told() -> None:
    missing = Sample(3, "a").draw(SHAPES).missing
    assert {language: len(shapes) for language, shapes in missing.items()} == {"py": 1, "node": 1}
    assert missing["py"] < {f"rare {number}" for number in (0, 10, 20, 30)}


def test_a_sample_of_more_than_there_is_holds_all() -> None:
    assert Sample(99, "a").draw(SHAPES).keys == SHAPES.keys()
    assert Sample(1, "a").draw({}).keys == frozenset()


def test_shapes_are_what_a_language_writes_in_a_way_of_its_own(tmp_path: Path) -> None:
    document = ROOT / "examples/cinema/definition/cinema.yaml"
    wish = Wish(None, ("curl",), openapi=document)
    for change in begin(wish, lambda made: build(project.load(made))).changes:
        (tmp_path / change.path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / change.path).write_bytes(change.after or b"")
    loaded = project.load(tmp_path)
    found = {item.key.operation: shapes_of(loaded.entry(item.key).request, item) for item in loaded.snippets}
    assert {"by POST", "with a body", "with a message as the body", "with text in the body"} <= found["add_film"]
    assert {"by DELETE", "without a body", "with one value in the path", "without an answer"} <= found["films_remove"]
    assert {"by GET", "with nothing in the path", "with an answer", "one value to sign it"} <= found["list_films"]
    assert all(shape == " ".join(shape.split()) for shapes in found.values() for shape in shapes)
