"""What was generated is read from a manifest, whatever a merge or a person has left in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from sixfold.errors import SixfoldError
from sixfold.generated.manifest import Manifest, read, text
from sixfold.places import MANIFEST
from sixfold.reading import digest


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    (tmp_path / MANIFEST).write_text(text({"b c": digest(b"two"), "a": digest(b"one")}))
    found = read(tmp_path)
    assert found is not None
    assert (list(found.digests), "a" in found, "c" in found) == (["a", "b c"], True, False)
    assert (found.holds("a", b"one"), found.holds("a", b"two"), found.holds("c", b"one")) == (True, False, False)


@pytest.mark.parametrize("content", ["", "\n", "  \n\n"])
def test_one_that_is_empty_knows_nothing(tmp_path: Path, content: str) -> None:
    (tmp_path / MANIFEST).write_text(content)
    assert read(tmp_path) == Manifest()


def test_where_there_is_none_nothing_is_known_of_it(tmp_path: Path) -> None:
    assert read(tmp_path) is None


def test_another_file_in_its_place_is_not_taken_for_one(tmp_path: Path) -> None:
    (tmp_path / MANIFEST).write_text("my notes\n")
    with pytest.raises(SixfoldError, match=f"^{MANIFEST}: was not generated"):
        read(tmp_path)


def test_after_a_merge_either_side_counts(tmp_path: Path) -> None:
    sides = text({"a": digest(b"one")}), text({"a": digest(b"two")})
    (tmp_path / MANIFEST).write_text(f"<<<<<<< ours\n{sides[0]}=======\n{sides[1]}>>>>>>> theirs\n")
    found = read(tmp_path)
    assert found is not None
    assert found.holds("a", b"one")
    assert found.holds("a", b"two")
