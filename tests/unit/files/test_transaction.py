"""Changes of files are made all or none: after an error, after a kill at any moment, and with two who write at once."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from sixfold.errors import SixfoldError
from sixfold.files import lock, transaction
from sixfold.files.change import Change
from sixfold.files.tree import move
from sixfold.host import person

BEFORE = {"a": b"a\n", "d/b": b"b\n", "d/e/c": b"c\n", "g/only": b"gone\n", "warm_process": b"kept\n"}
AFTER = {"a": b"A\n", "d/b": b"B\n", "d/e/new": b"N\n", "n/m/new": b"M\n", "warm_process": b"kept\n"}


def changes() -> list[Change]:
    return [Change(path, BEFORE.get(path), AFTER.get(path)) for path in sorted({*BEFORE, *AFTER} - {"warm_process"})]


def put(root: Path, files: dict[str, bytes]) -> None:
    for path, content in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)


def tree(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def folders(root: Path) -> list[str]:
    return sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_dir())


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "root"
    put(root, BEFORE)
    return root


def test_changes_are_made(root: Path) -> None:
    number = (root / "warm_process").stat().st_ino
    transaction.write(root, changes())
    assert tree(root) == AFTER
    assert folders(root) == ["d", "d/e", "n", "n/m"]
    assert (root / "warm_process").stat().st_ino == number


def test_a_file_keeps_its_mode(root: Path) -> None:
    (root / "a").chmod(0o640)
    transaction.write(root, changes())
    assert (root / "a").stat().st_mode & 0o777 == 0o640
    assert (root / "d/e/new").stat().st_mode & 0o777 == 0o644


STEPS = ("rename", "unlink", "link", "mkdir", "rmdir")


@pytest.mark.parametrize("step", STEPS)
def test_an_error_at_any_step_leaves_every_file_as_it_was(
    root: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    real: Callable[..., Any] = getattr(os, step)
    before = folders(root)
    for wanted in range(1, 60):
        count = 0

        def fail(*words: Any, wanted: int = wanted, **named: Any) -> Any:  # noqa: ANN401 - as the system's
            nonlocal count
            count += 1
            if count == wanted:
                raise OSError(13, "Permission denied")
            return real(*words, **named)

        monkeypatch.setattr(os, step, fail)
        try:
            transaction.write(root, changes())
        except SixfoldError as error:
            assert re.search(r": Permission denied; nothing was (changed|written)$", str(error))  # noqa: PT017
            monkeypatch.setattr(os, step, real)
            assert tree(root) == BEFORE
            assert folders(root) == before
        else:
            # What is not needed, a folder taken away or a link made, may fail.
            monkeypatch.setattr(os, step, real)
            transaction.settle(root)
            assert {path: content for path, content in tree(root).items() if not path.startswith(".")} == AFTER
            put(root, BEFORE)
            transaction.write(root, [Change(path, AFTER[path], None) for path in AFTER.keys() - BEFORE.keys()])
            if count < wanted:
                return
    pytest.fail("never came to an end")


KILLS = """
import os, signal, sys
sys.path[:0] = [sys.argv[2]]
from pathlib import Path
from sixfold.files import transaction
from tests.unit.files.test_transaction import AFTER, BEFORE, changes, folders, put, tree

top = Path(sys.argv[1])
events = ("open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "os.truncate", "shutil.rmtree")
ends = {"before": 0, "after": 0}
for number in range(1, 1000):
    root = top / str(number)
    put(root, BEFORE)
    child = os.fork()
    if not child:
        left = number
        def count(event, _):
            global left
            if event in events:
                left -= 1
                if not left:
                    os.kill(os.getpid(), signal.SIGKILL)
        sys.addaudithook(count)
        transaction.write(root, changes())
        os._exit(0)
    killed = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    left_over = transaction.is_left_over(root)
    seen = {path: content for path, content in tree(root).items() if not path.startswith(".")}
    assert left_over or seen in (BEFORE, AFTER), (number, seen)
    assert transaction.settle(root) == ()
    found = tree(root)
    assert found in (BEFORE, AFTER), (number, found)
    assert folders(root) == (["d", "d/e", "g"] if found == BEFORE else ["d", "d/e", "n", "n/m"]), number
    assert not transaction.is_left_over(root)
    ends["before" if found == BEFORE else "after"] += 1
    if not killed:
        print(number, ends)
        sys.exit()
"""


def test_after_a_kill_at_any_moment_the_next_run_leaves_all_or_none(tmp_path: Path) -> None:
    words = [sys.executable, "-c", KILLS, str(tmp_path), str(Path(__file__).parents[3])]
    run = subprocess.run(words, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    found = re.fullmatch(r"(\d+) \{'before': (\d+), 'after': (\d+)\}\n", run.stdout)
    assert found
    assert int(found[2]) > 20
    assert int(found[3]) > 20


def killed(root: Path) -> None:
    """Leave what a run leaves that is killed after its first step."""
    script = (
        "import os, sys; from pathlib import Path; from sixfold.files import transaction\n"
        "from tests.unit.files.test_transaction import changes\n"
        "real, left = transaction.move, [1]\n"
        "def move(*words, **named):\n"
        "    left[0] -= 1\n"
        "    real(*words, **named) if left[0] >= 0 else os.kill(os.getpid(), 9)\n"
        "transaction.move = move\n"
        "transaction.write(Path(sys.argv[1]), changes())\n"
    )
    run = subprocess.run([sys.executable, "-c", script, str(root)], cwd=Path(__file__).parents[3], check=False)
    assert run.returncode == -9


def test_a_journal_of_somebody_else_is_refused_with_the_remedy(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    killed(root)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "another"))
    before = tree(root)
    for settle in (lambda: transaction.settle(root), lambda: transaction.write(root, [Change("other", None, b"o\n")])):
        with pytest.raises(SixfoldError) as caught:
            settle()
        assert str(caught.value) == (
            ".sixfold/forward.json: was not written by you for this folder, so nothing of it is done; "
            "expected what a run of yours left; look at what it names, and remove .sixfold/"
        )
    # The lock is that of the run that was killed.
    assert {**tree(root), ".sixfold/lock": before[".sixfold/lock"]} == before
    shutil.rmtree(root / ".sixfold")
    transaction.write(root, [Change("other", None, b"o\n")])
    assert tree(root)["other"] == b"o\n"


PLACES = ("../escaped.txt", "Makefile", ".git/hooks/post-checkout", "d/../../escaped.txt", "a")


@pytest.mark.parametrize("name", ["forward.json", "back.json"])
@pytest.mark.parametrize("sealed", ["list", "no seal", "empty", "wrong", "another kind"])
def test_a_journal_that_came_with_a_project_does_nothing(root: Path, name: str, sealed: str) -> None:
    digest = sha256(b"evil").hexdigest()
    wanted = ("after", "before") if name == "forward.json" else ("before", "after")
    steps = [{"path": path, wanted[0]: digest, wanted[1]: None} for path in PLACES]
    text = json.dumps(steps)
    seals = {"empty": "", "wrong": "0" * 64, "another kind": person.seal(root, "installed", text)}
    content = {"steps": text, "seal": seals[sealed]} if sealed in seals else {"steps": text}
    put(root, {f".sixfold/{name}": json.dumps(steps if sealed == "list" else content).encode()})
    put(root, {f".sixfold/{kind}/{number}": b"evil" for kind in ("new", "old") for number in range(len(PLACES))})
    before = tree(root.parent)
    with pytest.raises(SixfoldError, match=rf"^\.sixfold/{name}: was not written by you .* remove \.sixfold/$"):
        transaction.settle(root)
    with pytest.raises(SixfoldError, match=r"was not written by you"):
        transaction.write(root, changes())
    assert {path: content for path, content in tree(root.parent).items() if not path.endswith(".gitignore")} == before


def test_without_a_place_for_a_secret_changes_are_all_or_none_as_well(
    root: Path, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    state.rmdir()
    state.write_text("a file in its way")
    with monkeypatch.context() as patched:
        real, count = move, iter(range(9))

        def fail(*words: Any, **named: Any) -> None:  # noqa: ANN401 - as that one's
            if next(count) == 2:
                raise OSError(13, "Permission denied")
            real(*words, **named)

        patched.setattr("sixfold.files.transaction.move", fail)
        with pytest.raises(SixfoldError, match="Permission denied; nothing was changed"):
            transaction.write(root, changes())
    assert tree(root) == BEFORE
    transaction.write(root, changes())
    assert tree(root) == AFTER


@pytest.mark.parametrize("path", ["", ".", "..", "../x", "d/../../x", "d/..", "/x", "d//b", "d/./b", "d/", "a\0b"])
def test_a_path_that_leads_elsewhere_is_refused(root: Path, path: str) -> None:
    before = tree(root.parent)
    with pytest.raises(SixfoldError, match=r"expected names between '/', none of them empty"):
        transaction.write(root, [Change(path, None, b"x")])
    source = root.parent / "source"
    source.write_bytes(b"x")
    for exists in (True, False):
        with pytest.raises(SixfoldError, match=r"expected names between '/', none of them empty"):
            move(root, source, path, exists=exists)
    source.unlink()
    assert tree(root.parent) == before


def test_what_was_changed_since_a_kill_is_named_and_stays(root: Path) -> None:
    killed(root)
    assert transaction.is_left_over(root)
    assert tree(root)["a"] == AFTER["a"]
    (root / "d/b").write_bytes(b"mine\n")
    assert transaction.settle(root) == ("d/b",)
    assert tree(root) == {**AFTER, "d/b": b"mine\n"}
    assert not transaction.is_left_over(root)


def test_the_next_run_that_writes_completes_what_a_killed_one_began(root: Path) -> None:
    killed(root)
    transaction.write(root, [Change("other", None, b"o\n")])
    assert tree(root) == {**AFTER, "other": b"o\n"}


def test_a_file_that_changed_since_it_was_looked_at_stops_all(root: Path) -> None:
    (root / "d/b").write_bytes(b"mine\n")
    (root / "n/m").mkdir(parents=True)
    (root / "n/m/new").write_bytes(b"mine too\n")
    before = tree(root)
    with pytest.raises(SixfoldError) as caught:
        transaction.write(root, changes())
    assert str(caught.value).splitlines() == [
        "d/b: was changed while this ran; nothing was written; run again",
        "n/m/new: was changed while this ran; nothing was written; run again",
    ]
    assert tree(root) == before


def test_who_comes_second_is_told_who_holds_the_lock(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "PATIENCE", 0.1)
    held = rf"held by process {os.getpid()} since \d{{4}}-\d\d-\d\d \d\d:\d\d:\d\d UTC, which is writing here"
    with lock.hold(root):
        assert not transaction.is_left_over(root)
        with pytest.raises(SixfoldError, match=rf"^\.sixfold/lock: {held}; nothing was written; wait for it to end"):
            transaction.write(root, changes())
        with pytest.raises(SixfoldError, match=held):
            transaction.settle(root)
        assert {path: found for path, found in tree(root).items() if path in BEFORE} == BEFORE
    transaction.write(root, changes())
    assert tree(root) == AFTER


def test_the_lock_of_a_process_that_is_gone_is_no_obstacle(root: Path) -> None:
    put(root, {".sixfold/lock": b"process 1 since 2020-01-01 00:00:00 UTC\n", ".sixfold/.gitignore": b"*\n"})
    assert transaction.is_left_over(root)
    transaction.write(root, changes())
    assert tree(root) == AFTER


def test_many_who_write_at_once_each_write_all_or_none(root: Path) -> None:
    versions = [{path: f"{number} {path}".encode() * 50 for path in BEFORE} for number in range(8)]

    def one(version: dict[str, bytes]) -> bool:
        now = {path: (root / path).read_bytes() for path in version}
        try:
            transaction.write(root, [Change(path, now[path], version[path]) for path in version])
        except SixfoldError as error:
            assert "was changed while this ran" in str(error)  # noqa: PT017
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        written = list(pool.map(one, versions * 5))
    assert any(written)
    assert tree(root) in versions


@pytest.mark.parametrize("kind", ["file", "link", "pipe"])
@pytest.mark.parametrize("name", [".sixfold", ".sixfold/lock"])
def test_what_stands_in_the_place_of_the_lock_is_said(root: Path, kind: str, name: str) -> None:
    place = root / name
    place.parent.mkdir(exist_ok=True)
    (root.parent / "outside").mkdir()
    match kind:
        case "file" if name == ".sixfold":
            place.write_text("mine\n")
        case "link":
            place.symlink_to(root.parent / "outside")
        case "pipe":
            os.mkfifo(place)
        case _:
            return
    with pytest.raises(SixfoldError, match=r"^\.sixfold/(lock)?: cannot be (made|locked): .*; nothing was written$"):
        transaction.write(root, changes())
    assert {path: found for path, found in tree(root).items() if path in BEFORE} == BEFORE
    assert list((root.parent / "outside").iterdir()) == []


def test_another_file_system_below_the_project_is_written_as_well(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.rename

    def refuse(source: Any, target: Any, **named: Any) -> None:  # noqa: ANN401 - as the system's
        if isinstance(source, Path) and "dst_dir_fd" in named:
            raise OSError(18, "Invalid cross-device link")
        real(source, target, **named)

    monkeypatch.setattr(os, "rename", refuse)
    transaction.write(root, changes())
    assert tree(root) == AFTER
