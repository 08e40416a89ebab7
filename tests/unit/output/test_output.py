"""Outputs are compared and written: only what differs is touched, and only what is Sixfold's own."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from sixfold.errors import SixfoldError
from sixfold.generated.owner import hand_written
from sixfold.output import changes as output
from sixfold.output.changes import Difference, FileStatus, GeneratedFile, packed
from sixfold.places import MANIFEST

Outputs = tuple[GeneratedFile, ...]
SNIPPET = "code_snippets/guide/py/one.py"
PAGE = "docs/guide/things.md"


def generate(root: Path, outputs: Outputs) -> None:
    output.write(root, output.compare(root, outputs))


def statuses(root: Path, outputs: Outputs) -> dict[str, FileStatus]:
    return {found.path: found.status for found in output.compare(root, outputs)}


def tree(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def stand(path: Path, kind: str) -> None:
    """Put something that is no file there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    match kind:
        case "folder":
            path.mkdir()
        case "dangling link":
            path.symlink_to("nowhere")
        case "link to itself":
            path.symlink_to(path.name)
        case "pipe":
            os.mkfifo(path)


NO_FILES = ["folder", "dangling link", "link to itself", "pipe"]


def test_everything_is_missing_at_first(tmp_path: Path, outputs: Outputs) -> None:
    assert set(statuses(tmp_path, outputs).values()) == {FileStatus.MISSING}


def test_what_was_written_is_unchanged(tmp_path: Path, outputs: Outputs) -> None:
    generate(tmp_path, outputs)
    assert set(statuses(tmp_path, outputs).values()) == {FileStatus.UNCHANGED}
    found = tree(tmp_path)
    assert MANIFEST in found
    assert {path: found[path] for path in found if path != MANIFEST} == {
        made.path: made.text.encode() for made in outputs
    }


def test_compare_comes_in_the_order_of_paths(tmp_path: Path, outputs: Outputs) -> None:
    paths = [found.path for found in output.compare(tmp_path, reversed(outputs))]
    assert paths == sorted(paths)


def test_compare_writes_nothing(tmp_path: Path, outputs: Outputs) -> None:
    output.compare(tmp_path, outputs)
    assert tree(tmp_path) == {}


def test_a_file_changed_by_hand_is_different(tmp_path: Path, outputs: Outputs) -> None:
    generate(tmp_path, outputs)
    (tmp_path / SNIPPET).write_text("print(2)\n")
    assert statuses(tmp_path, outputs)[SNIPPET] is FileStatus.DIFFERENT


@pytest.mark.parametrize("content", [b"print(1)\r\n", b"print(1)", b"\xff\xfe", b""])
def test_a_byte_is_a_difference(tmp_path: Path, outputs: Outputs, content: bytes) -> None:
    generate(tmp_path, outputs)
    (tmp_path / SNIPPET).write_bytes(content)
    assert statuses(tmp_path, outputs)[SNIPPET] is FileStatus.DIFFERENT
    generate(tmp_path, outputs)
    assert (tmp_path / SNIPPET).read_bytes() == b"print(1)\n"


def test_left_over_files_are_orphans_and_go(tmp_path: Path, outputs: Outputs) -> None:
    generate(tmp_path, outputs)
    assert statuses(tmp_path, outputs[2:]) == {
        SNIPPET: FileStatus.ORPHANED,
        PAGE: FileStatus.ORPHANED,
        "nav.yml": FileStatus.UNCHANGED,
        MANIFEST: FileStatus.DIFFERENT,
    }
    generate(tmp_path, outputs[2:])
    assert tree(tmp_path).keys() == {"nav.yml", MANIFEST}


def test_folders_left_empty_go_too(tmp_path: Path, outputs: Outputs) -> None:
    put(tmp_path / "docs/index.md", "# Home\n")
    generate(tmp_path, outputs)
    generate(tmp_path, ())
    assert sorted(path.name for path in tmp_path.iterdir()) == ["docs", "nav.yml"]
    assert [path.name for path in (tmp_path / "docs").iterdir()] == ["index.md"]


def test_a_folder_with_something_else_in_it_stays(tmp_path: Path, outputs: Outputs) -> None:
    generate(tmp_path, outputs)
    put(tmp_path / "code_snippets/guide/py/__pycache__/one.pyc", "x")
    generate(tmp_path, outputs[1:])
    assert [path.name for path in (tmp_path / "code_snippets/guide/py").iterdir()] == ["__pycache__"]


@pytest.mark.parametrize(
    "path",
    [
        "code_snippets/guide/php/vendor/autoload.php",
        "code_snippets/guide/node/node_modules/x/index.js",
        "code_snippets/guide/py/__pycache__/one.cpython-311.pyc",
        "code_snippets/.cache/x",
        "code_snippets/guide/py/.hidden",
        "docs/index.md",
        "docs/guide/note.md",
        "docs/assets/style.css",
        "docs/guide/data.json",
        "README.md",
    ],
)
def test_what_is_not_generated_is_left_alone(tmp_path: Path, outputs: Outputs, path: str) -> None:
    put(tmp_path / path, "# mine\n")
    generate(tmp_path, outputs)
    generate(tmp_path, ())
    assert (tmp_path / path).read_text() == "# mine\n"


@pytest.mark.parametrize(
    ("content", "generated"),
    [
        ("---\ntitle: T\ngenerated_from: specs/x.yaml\n---\n# T\n", True),
        ("---\ngenerated_from: specs/x.yaml\n---\n", True),
        ("---\ntitle: T\n---\ngenerated_from: no\n", False),
        ("# T\ngenerated_from: no\n", False),
        ("---\ntitle: generated_from\n---\n", False),
        ("", False),
    ],
)
def test_front_matter_tells_a_generated_page(tmp_path: Path, content: str, *, generated: bool) -> None:
    put(tmp_path / "docs/a.md", content)
    assert hand_written(tmp_path) == ([] if generated else ["a.md"])
    assert statuses(tmp_path, ()) == ({"docs/a.md": FileStatus.ORPHANED} if generated else {})


def test_hand_written_pages_are_listed_below_docs(tmp_path: Path) -> None:
    for name in ("b.md", "a/c.md", "index.md"):
        put(tmp_path / "docs" / name, "# x\n")
    assert hand_written(tmp_path) == ["a/c.md", "b.md", "index.md"]


def test_an_unchanged_file_is_not_touched(tmp_path: Path, outputs: Outputs) -> None:
    generate(tmp_path, outputs)
    path = tmp_path / SNIPPET
    os.utime(path, ns=(1, 1))
    number = path.stat().st_ino
    (tmp_path / PAGE).unlink()
    generate(tmp_path, outputs)
    assert (path.stat().st_mtime_ns, path.stat().st_ino) == (1, number)


def test_nothing_but_the_files_is_left_behind(tmp_path: Path, outputs: Outputs) -> None:
    generate(tmp_path, outputs)
    assert set(tree(tmp_path)) == {MANIFEST, *(made.path for made in outputs)}


def test_files_can_be_read_by_all(tmp_path: Path, outputs: Outputs) -> None:
    generate(tmp_path, outputs)
    assert (tmp_path / SNIPPET).stat().st_mode & 0o777 == 0o644


def test_when_one_target_is_a_folder_no_file_changes(tmp_path: Path, outputs: Outputs) -> None:
    put(tmp_path / "nav.yml/inside", "x")
    before = tree(tmp_path)
    with pytest.raises(SixfoldError, match=r"^nav.yml: a folder stands there; expected a file that can be written; "):
        generate(tmp_path, outputs)
    assert tree(tmp_path) == before


def test_when_a_folder_of_a_target_is_a_file_no_file_changes(tmp_path: Path, outputs: Outputs) -> None:
    put(tmp_path / "docs/guide", "a file\n")
    before = tree(tmp_path)
    with pytest.raises(SixfoldError, match=r"^docs/guide: a file stands there; expected a folder; move it away"):
        generate(tmp_path, outputs)
    assert tree(tmp_path) == before


def test_when_the_disk_is_full_no_file_changes(
    tmp_path: Path, outputs: Outputs, monkeypatch: pytest.MonkeyPatch
) -> None:
    generate(tmp_path, outputs)
    changed = tuple(GeneratedFile(made.path, "new\n", ()) for made in outputs)
    differences = output.compare(tmp_path, changed)
    before = tree(tmp_path)
    real, count = Path.write_bytes, []

    def full(path: Path, content: bytes) -> int:
        count.append(path)
        if len(count) == len(outputs) + 1:
            raise OSError(28, "No space left on device")
        return real(path, content)

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(
        SixfoldError, match=r"^nav.yml: cannot be written: No space left on device; nothing was changed$"
    ):
        output.write(tmp_path, differences)
    assert tree(tmp_path) == before


def test_an_error_leaves_no_new_folder_behind(tmp_path: Path, outputs: Outputs) -> None:
    put(tmp_path / "nav.yml/inside", "x")
    put(tmp_path / "docs/index.md", "# Home\n")
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(SixfoldError, match=r"^nav.yml: a folder stands there; "):
        generate(tmp_path, outputs)
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("kind", NO_FILES)
def test_what_is_no_file_is_no_page(tmp_path: Path, kind: str) -> None:
    stand(tmp_path / "docs/a.md", kind)
    assert hand_written(tmp_path) == []
    assert output.compare(tmp_path, ()) == ()


@pytest.mark.parametrize("path", ["docs/.hidden/a.md", "docs/a/.hidden/b/c.md", "docs/.a.md"])
def test_what_is_hidden_is_no_page(tmp_path: Path, path: str) -> None:
    put(tmp_path / path, "---\ngenerated_from: x\n---\n")
    assert hand_written(tmp_path) == []
    assert output.compare(tmp_path, ()) == ()


@pytest.mark.parametrize("name", ["nav.yml", "docs/index.md"])
def test_a_file_that_cannot_be_read_is_an_error(
    tmp_path: Path, outputs: Outputs, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    put(tmp_path / name, "x")

    real = os.open

    def refuse(path: str, flags: int, mode: int = 0o777, *, dir_fd: int | None = None) -> int:
        if str(path).endswith(name):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), path)
        return real(path, flags, mode, dir_fd=dir_fd)

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(SixfoldError, match=rf"^{name}: cannot be read: Permission denied; make it readable or remove"):
        output.compare(tmp_path, outputs)


@pytest.mark.parametrize(
    ("before", "after", "diff"),
    [
        (b"a\n", b"b\n", "--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n"),
        (None, b"b\n", "--- /dev/null\n+++ b/x\n@@ -0,0 +1 @@\n+b\n"),
        (b"a\n", None, "--- a/x\n+++ /dev/null\n@@ -1 +0,0 @@\n-a\n"),
        (
            b"a",
            b"a\n",
            "--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a\n",
        ),
        (b"\xff\n", b"b\n", "--- a/x\n+++ b/x\n@@ -1 +1 @@\n-\ufffd\n+b\n"),
        (b"a\n", b"a\n", ""),
        ("a\x0cb\u2028c\r\n".encode(), b"d\n", "--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\x0cb\u2028c\r\n+d\n"),
    ],
)
def test_diff(before: bytes | None, after: bytes | None, diff: str) -> None:
    assert Difference("x", FileStatus.DIFFERENT, packed(before, after), ()).diff() == diff


def test_a_difference_names_the_inputs(tmp_path: Path, outputs: Outputs) -> None:
    assert output.compare(tmp_path, outputs)[0].inputs == ("specs/guide/things.yaml",)
