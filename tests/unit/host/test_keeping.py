"""What is kept between runs can be lost at any time, and nobody else can put anything in its place."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from sixfold import host
from sixfold.host import keeping


@pytest.fixture
def folder(state: Path) -> Path:
    """Return where things of the kind ``kind`` are kept."""
    return state / "cache/sixfold/kind"


def test_what_is_kept_is_recalled_by_its_key_and_kind(folder: Path) -> None:
    assert host.recall("kind", "key") is None
    host.keep("kind", "key", b"one\n\x00")
    assert host.recall("kind", "key") == b"one\n\x00"
    host.keep("kind", "key", b"two")
    assert host.recall("kind", "key") == b"two"
    assert host.recall("kind", "other") is None
    assert host.recall("other", "key") is None
    assert [file.name for file in folder.iterdir()] == ["key"]


@pytest.mark.usefixtures("state")
def test_what_is_sealed_is_recalled_for_its_folder_and_under_its_key_alone(tmp_path: Path) -> None:
    host.keep("kind", "key", b"body", sealed=tmp_path)
    assert host.recall("kind", "key", sealed=tmp_path) == b"body"
    assert host.recall("kind", "key", sealed=tmp_path / "other") is None
    with_seal = host.recall("kind", "key") or b""
    host.keep("kind", "other", with_seal)
    assert host.recall("kind", "other", sealed=tmp_path) is None
    for body in (b"body", with_seal[:-1] + b"z", b""):
        host.keep("kind", "key", body)
        assert host.recall("kind", "key", sealed=tmp_path) is None


@pytest.mark.parametrize("wrong", ["cut", "changed", "empty", "another", "link", "folder", "pipe", "group", "gone"])
def test_what_is_damaged_or_could_be_anothers_is_not_there(folder: Path, tmp_path: Path, wrong: str) -> None:
    host.keep("kind", "key", b"body")
    host.keep("kind", "second", b"second")
    file = folder / "key"
    content = file.read_bytes()
    match wrong:
        case "cut" | "changed" | "empty":
            file.write_bytes({"cut": content[:-1], "changed": content[:-1] + b"z", "empty": b""}[wrong])
        case "another":
            (folder / "second").replace(file)
        case "group":
            file.chmod(0o620)
        case _:
            file.rename(tmp_path / "moved")
            if wrong == "link":
                file.symlink_to(tmp_path / "moved")
            elif wrong == "folder":
                file.mkdir()
            elif wrong == "pipe":
                os.mkfifo(file)
    assert host.recall("kind", "key") is None
    host.keep("kind", "key", b"anew")
    assert host.recall("kind", "key") == (None if wrong == "folder" else b"anew")
    assert not list(folder.glob(".*"))


def test_where_nothing_can_be_written_nothing_is_kept(state: Path) -> None:
    (state / "cache").write_text("no folder", encoding="utf-8")
    host.keep("kind", "key", b"body")
    assert host.recall("kind", "key") is None


def test_runs_at_once_do_not_disturb_each_other(folder: Path) -> None:
    def one(number: int) -> bytes | None:
        host.keep("kind", "key", b"%d" % (number % 2) * 100_000)
        return host.recall("kind", "key")

    with ThreadPoolExecutor(8) as pool:
        found = set(pool.map(one, range(64)))
    assert found <= {b"0" * 100_000, b"1" * 100_000}
    assert [file.name for file in folder.iterdir()] == ["key"]


def test_what_was_not_asked_for_the_longest_is_forgotten(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "LARGEST", 300)
    for number in range(3):
        host.keep("kind", f"key{number}", b"x")
        os.utime(folder / f"key{number}", (number, number))
    assert host.recall("kind", "key0") == b"x"
    for number in range(3, 5):
        host.keep("kind", f"key{number}", b"x")
    assert sorted(file.name for file in folder.iterdir()) == ["key0", "key2", "key3", "key4"]
