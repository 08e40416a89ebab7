"""A folder goes with all that is in it, and takes nothing along to which something in it, or in its place, leads."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sixfold.host import removal
from sixfold.host.removal import remove, remove_marked
from tests.support.runtimes import missing

NOBODY = 65534


def state(folder: Path) -> dict[str, tuple[int, int, bytes]]:
    return {
        str(file): (file.lstat().st_mode, file.lstat().st_ino, file.read_bytes() if file.is_file() else b"")
        for file in sorted([folder, *folder.rglob("*")])
    }


@pytest.fixture
def precious(tmp_path: Path) -> Path:
    """Give a folder that is to stay as it is, with a mode of its own."""
    made = tmp_path / "precious"
    (made / "inner").mkdir(parents=True)
    (made / "file").write_text("warm_process", encoding="utf-8")
    (made / "inner/file").write_text("warm_process", encoding="utf-8")
    (made / "inner").chmod(0o750)
    made.chmod(0o755)
    return made


def test_a_link_in_the_place_of_a_folder_goes_alone(tmp_path: Path, precious: Path) -> None:
    before = state(precious)
    place = tmp_path / "place"
    place.mkdir()
    for name, target in (("one", precious), ("two", precious / "file"), ("three", tmp_path / "nowhere")):
        (place / name).symlink_to(target)
        remove(place / name)
    assert state(precious) == before
    assert list(place.iterdir()) == []


def test_a_link_in_a_folder_goes_alone(tmp_path: Path, precious: Path) -> None:
    before = state(precious)
    for depth in range(4):
        folder = tmp_path.joinpath("top", *["inner"] * depth)
        folder.mkdir(parents=True)
        (folder / "to a folder").symlink_to(precious)
        (folder / "to a file").symlink_to(precious / "file")
        remove(tmp_path / "top")
        assert not (tmp_path / "top").exists()
    assert state(precious) == before


def test_what_bears_a_mark_and_is_a_link_goes_alone(tmp_path: Path, precious: Path) -> None:
    before = state(precious)
    place = tmp_path / "place"
    (place / "sixfold-run-0123-own/inner").mkdir(parents=True)
    (place / "sixfold-run-4567-another").mkdir()
    (place / "sixfold-run-0123-planted").symlink_to(precious)
    remove_marked(place, "0123")
    assert [path.name for path in place.iterdir()] == ["sixfold-run-4567-another"]
    assert state(precious) == before


@pytest.mark.parametrize("depth", range(4))
def test_a_folder_of_somebody_else_stays_as_it_is(tmp_path: Path, precious: Path, depth: int) -> None:
    if os.geteuid():
        missing("only root can give a folder away", of_root=True)
    top = tmp_path / "top"
    at = top.joinpath(*["inner"] * depth)
    at.parent.mkdir(parents=True, exist_ok=True)
    precious.rename(at)
    os.chown(at, NOBODY, NOBODY)
    number, before = at.stat().st_ino, list(state(at).values())
    remove(top)
    # What is above it may have gone.
    (left,) = [found for found in (top, *top.rglob("*")) if found.stat().st_ino == number]
    assert list(state(left).values()) == before


@pytest.mark.parametrize("depth", range(3))
def test_a_link_that_takes_the_place_of_a_folder_in_between_is_not_followed(
    tmp_path: Path, precious: Path, depth: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = state(precious)
    top = tmp_path / "top"
    top.joinpath(*["inner"] * depth).mkdir(parents=True)
    opened = removal._opened  # noqa: SLF001 - what happens just before a folder is opened is the question
    calls = 0

    def swapped(name: str, above: int) -> object:
        nonlocal calls
        if calls == depth:
            os.rename(name, "moved", src_dir_fd=above, dst_dir_fd=above)
            os.symlink(precious, name, dir_fd=above)
        calls += 1
        return opened(name, above)

    monkeypatch.setattr(removal, "_opened", swapped)
    remove(top)
    assert calls > depth
    assert state(precious) == before
