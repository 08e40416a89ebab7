"""What is sealed was written by this person, for this folder; nobody else can make a seal, whatever a project holds."""

from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from sixfold.errors import SixfoldError
from sixfold.host import person


def secret(state: Path) -> Path:
    return state / "sixfold/secret"


def test_a_seal_is_of_one_text_of_one_kind_in_one_folder(tmp_path: Path) -> None:
    found = person.seal(tmp_path, "kind", "text")
    assert person.is_sealed(tmp_path, "kind", "text", found)
    (tmp_path / "link").symlink_to(tmp_path)
    assert person.is_sealed(tmp_path / "link", "kind", "text", found)
    for folder, kind, text, other in (
        (tmp_path.parent, "kind", "text", found),
        (tmp_path, "other", "text", found),
        (tmp_path, "kind", "text ", found),
        (tmp_path, "kind", "text", found.upper()),
        (tmp_path, "kind", "text", ""),
        (tmp_path, "kind", "text", "é"),
    ):
        assert not person.is_sealed(folder, kind, text, other)


def test_a_seal_of_somebody_else_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = person.seal(tmp_path, "kind", "text")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "other"))
    assert not person.is_sealed(tmp_path, "kind", "text", found)
    assert not (tmp_path / "other").exists()
    assert person.seal(tmp_path, "kind", "text") != found


def test_the_secret_is_one_and_nobody_elses(tmp_path: Path, state: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        found = set(pool.map(lambda _: person.seal(tmp_path, "kind", "text"), range(16)))
    assert len(found) == 1
    assert [file.name for file in secret(state).parent.iterdir()] == ["secret"]
    assert stat.S_IMODE(secret(state).stat().st_mode) == 0o600
    assert stat.S_IMODE(secret(state).parent.stat().st_mode) == 0o700


@pytest.mark.parametrize("wrong", ["readable", "group", "writable", "short", "long", "empty", "link", "folder"])
def test_a_secret_that_others_may_know_is_none(tmp_path: Path, state: Path, wrong: str) -> None:
    found = person.seal(tmp_path, "kind", "text")
    file = secret(state)
    match wrong:
        case "readable" | "group" | "writable":
            file.chmod({"readable": 0o604, "group": 0o640, "writable": 0o620}[wrong])
        case "link":
            file.rename(tmp_path / "moved")
            file.symlink_to(tmp_path / "moved")
        case "folder":
            file.unlink()
            file.mkdir()
        case _:
            file.write_bytes(b"x" * {"short": 31, "long": 33, "empty": 0}[wrong])
    assert not person.is_sealed(tmp_path, "kind", "text", found)
    with pytest.raises(SixfoldError, match=r"sixfold/secret: .*; set XDG_STATE_HOME to another folder$"):
        person.seal(tmp_path, "kind", "text")


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path, state: Path) -> None:
    state.rmdir()
    state.write_text("a file in its way")
    assert not person.is_sealed(tmp_path, "kind", "text", "x")
    with pytest.raises(SixfoldError, match=r"/sixfold/secret: Not a directory; .*; set XDG_STATE_HOME"):
        person.seal(tmp_path, "kind", "text")


def test_neither_home_nor_a_folder_of_the_project_is_the_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("pwd.getpwuid", lambda _: type("Entry", (), {"pw_dir": str(tmp_path / "real")}))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    for named in ("", ".", "state", "../state"):
        monkeypatch.setenv("XDG_STATE_HOME", named)
        monkeypatch.setenv("XDG_CONFIG_HOME", named)
        person.seal(tmp_path, "kind", "text")
        assert person.answers() == tmp_path / "home/.config/sixfold/trusted.json"
    for home in ("", "home", "."):
        monkeypatch.setenv("HOME", home)
        assert person.answers() == tmp_path / "real/.config/sixfold/trusted.json"
    assert [file.name for file in tmp_path.iterdir()] == ["real"]
    assert secret(tmp_path / "real/.local/state").is_file()
