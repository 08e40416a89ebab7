"""Everything that is read has a kind, a size, a depth and a folder, whoever reads it; nothing hangs."""

from __future__ import annotations

import json
import os
import random
import re
import resource
import sys
from pathlib import Path
from typing import Any

import pytest

from sixfold.reading import (
    DEEPEST,
    LARGEST,
    UnreadableError,
    parse_json,
    place_of,
    read_bytes,
    read_included,
    read_text,
    walk,
)
from tests.support.commands import Sixfold
from tests.support.standing import SEED, everything, stand

PLACES = {
    "specs/api.yaml": "check",
    "specs/guide/things.yaml": "check",
    "templates/py/language.yaml": "check",
    "templates/py/client.yaml": "check",
    "templates/py/snippet.py.j2": "check",
    "templates/page.md.j2": "check",
    "templates/includes/calls.md.j2": "check",
    "verification.json": "check",
    "generated.sha256": "check",
    "nav.yml": "generate",
    "mkdocs.yml": "finish",
    "part.json": "smoke --merge",
    "hand.py": "smoke --files",
}
"""Every file that a verb reads, in one project, and a verb that does."""

WORDS = {"finish": ["finish", "site"], "smoke --merge": ["smoke", "--merge", "part.json"]}
WORDS["smoke --files"] = ["smoke", "--files", "hand.py"]

KINDS = ("pipe", "50 MB", "deep")
FURTHER = ("folder", "socket", "endless", "no text", "a list", "link to a file outside")
"""Of these, each place is tried with one that is drawn."""


def spoil(place: Path, kind: str, outside: Path) -> None:
    match kind:
        case "50 MB":
            place.write_bytes(b"")
            os.truncate(place, 50_000_000)
        case "endless":
            place.unlink(missing_ok=True)
            place.symlink_to("/dev/zero")
        case "deep":
            opening = "{% if 1 %}" if place.suffix == ".j2" else '{"a": ' if place.suffix == ".json" else "a: "
            place.write_text(opening * 1 + "[" * 100_000)
        case "no text":
            place.write_bytes(b"\xff\xfe")
        case "a list":
            place.write_text("[[{}, 1]]\n")
        case _:
            stand(place, kind, outside)


@pytest.mark.parametrize("place", PLACES)
def test_whatever_a_file_is_it_is_said(sixfold: Sixfold, project: Path, place: str) -> None:
    (project / "site").mkdir()
    (project / "site/index.html").write_text("<html><head></head></html>")
    for name, text in {"mkdocs.yml": "site_name: S\n", "nav.yml": "nav: [index.md]\n"}.items():
        (project / name).write_text(text)
    outside = project.parent / "outside"
    outside.mkdir()
    (outside / "secret.md").write_text("SECRET: 1\n")
    verb = PLACES[place]
    for kind in (*KINDS, random.Random(f"{SEED} {place}").choice(FURTHER)):  # noqa: S311 - to be drawn again
        if (verb, kind) in {("smoke --files", "deep"), ("smoke --files", "a list"), ("smoke --files", "no text")}:
            continue  # a snippet may hold anything
        if kind == "a list" and place.endswith(".j2"):
            continue  # it is a template too
        kept = (project / place).read_bytes() if (project / place).is_file() else b""
        spoil(project / place, kind, outside)
        found = everything(project)
        code, out, err = sixfold(*WORDS.get(verb, [verb]))
        assert (code, "Traceback" in err) == (1, False), (kind, err, SEED)
        assert place.partition("/")[2] in err or place in err, (kind, err, SEED)
        assert len(err) < 2000, (kind, SEED)
        assert "SECRET" not in out + err, (kind, SEED)
        assert everything(project) == found, (kind, SEED)
        stand(project / place, "hand-written file", outside)
        (project / place).write_bytes(kept)


def test_a_pipe_or_an_endless_file_is_not_waited_for(tmp_path: Path) -> None:
    stand(tmp_path / "pipe", "pipe", tmp_path)
    for path in (tmp_path / "pipe", Path("/dev/zero"), Path("/dev/tty"), tmp_path):
        with pytest.raises(UnreadableError):
            read_bytes(path)


@pytest.mark.parametrize("size", [LARGEST + 1, 10 * LARGEST])
def test_what_is_too_large_is_not_taken_into_memory(tmp_path: Path, size: int) -> None:
    (tmp_path / "f").write_bytes(b"")
    os.truncate(tmp_path / "f", size)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(UnreadableError, match=r"^too large; expected at most 33,554,432 bytes$"):
        read_bytes(tmp_path / "f")
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000


@pytest.mark.parametrize(("size", "largest", "fits"), [(0, 0, True), (1, 0, False), (10, 10, True), (11, 10, False)])
def test_the_size_is_a_bound(tmp_path: Path, size: int, largest: int, *, fits: bool) -> None:
    (tmp_path / "f").write_bytes(b"x" * size)
    if fits:
        assert read_bytes(tmp_path / "f", largest=largest) == b"x" * size
    else:
        with pytest.raises(UnreadableError):
            read_bytes(tmp_path / "f", largest=largest)


def test_what_the_kernel_makes_has_its_content_for_a_size() -> None:
    assert read_bytes(Path("/proc/self/stat")).startswith(str(os.getpid()).encode())
    with pytest.raises(UnreadableError, match="too large"):
        read_bytes(Path("/proc/self/stat"), largest=10)


@pytest.mark.parametrize("opening", ["[", '{"a":', '[{"a":[', "[[],"])
def test_depth_is_a_bound_on_json(opening: str) -> None:
    for deep in (100, 2_000, 200_000):
        closing = "".join({"[": "]", "{": "}"}[letter] for letter in reversed(opening) if letter in "[{")
        closing = "]" if opening == "[[]," else closing
        for text in (opening * deep, opening * deep + "1" + closing * deep):
            with pytest.raises(ValueError, match=r"deep|Expecting"):
                parse_json(text)
    shallow: Any = 1
    for _ in range(DEEPEST):
        shallow = [shallow]
    assert parse_json(json.dumps(shallow)) == shallow
    assert sys.getrecursionlimit() > DEEPEST


@pytest.mark.parametrize("text", ["1" * 5000, "", "{", "nul", "\ud800"])
def test_what_is_no_json_is_said(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_json(text)


def test_a_line_end_is_a_line_feed_and_a_byte_order_mark_is_nothing(tmp_path: Path) -> None:
    (tmp_path / "f").write_bytes(b"\xef\xbb\xbfa\r\nb\rc\n")
    assert read_text(tmp_path / "f") == "a\nb\nc\n"


@pytest.mark.parametrize(
    ("target", "fits"),
    [("../in/f", True), ("../out/f", False), ("/etc/hostname", False), ("sub/../f", True), ("sub/up/out/f", False)],
)
def test_a_link_leads_to_nothing_outside_its_folder(tmp_path: Path, target: str, *, fits: bool) -> None:
    for folder in ("in", "out"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "f").write_text("x")
    (tmp_path / "in/sub").mkdir()
    (tmp_path / "in/sub/up").symlink_to("../..")
    (tmp_path / "in/link").symlink_to(target)
    if fits:
        assert read_text(tmp_path / "in/link", within=tmp_path / "in") == "x"
        return
    for path in ("in/link", *([] if target.startswith("/") else [f"in/{target}"])):
        with pytest.raises(UnreadableError, match=r"^leads out of in/; expected a file inside it$"):
            read_text(tmp_path / path, within=tmp_path / "in")


@pytest.mark.parametrize("name", ["specs", "templates"])
@pytest.mark.parametrize("target", ["..", "../outside"])
def test_a_folder_of_the_project_is_no_link_to_any_other(
    sixfold: Sixfold, project: Path, name: str, target: str
) -> None:
    outside = project.parent / "outside"
    (project / name).rename(outside)
    (project / name).symlink_to(target)
    code, out, err = sixfold("generate")
    assert (code, out.count("written")) == (1, 0)
    assert f"{name}: leads out of the project, to " in err or f"{name}/api.yaml: cannot be read: leads out of" in err
    (project / name).unlink()
    shared = project.parent / "shared" / name
    shared.parent.mkdir()
    outside.rename(shared)
    (project / name).symlink_to(shared)
    assert sixfold("generate", "-q") == (0, "", "")
    assert place_of(project, name) == shared.parent


@pytest.mark.parametrize(("way", "link"), [("include", "file"), ("import", "folder"), ("extends", "file")])
def test_a_template_takes_in_nothing_from_outside(sixfold: Sixfold, project: Path, way: str, link: str) -> None:
    (project / ".env").write_text("SECRET\n")
    words = {"include": "'secret' %}", "import": "'secret' as x %}", "extends": "'secret' %}"}[way]
    path = "secret"
    if link == "file":
        (project / "templates/secret").symlink_to("../.env")
    else:
        (project / "templates/parts").mkdir()
        (project / "templates/parts/up").symlink_to("../..")
        path = "parts/up/.env"
    template = project / "templates/page.md.j2"
    template.write_text(f"{{% {way} {words.replace('secret', path)}\n{template.read_text()}")
    code, _, err = sixfold("generate")
    assert code == 1
    assert re.match(
        rf"templates/page\.md\.j2:1:1: template error: '{path}' cannot be read: leads out of templates/", err
    )
    assert not (project / "code_snippets").exists()


@pytest.mark.parametrize(
    "path",
    ["../x", "/etc/passwd", ".env", "specs/api.yaml", "includes/../.env", "includes/.hidden", "code_snippets", "",
     "includes/link.md", "includes/folder/x.md", "code_snippets/../includes/x.md", "includes/pipe", "./includes/x.md"],
)  # fmt: skip
def test_what_a_page_does_not_take_in(tmp_path: Path, path: str) -> None:
    for name in ("includes/x.md", "includes/.hidden", "specs/api.yaml", ".env", "code_snippets/a.py", "other/x.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name)
    (tmp_path / "includes/link.md").symlink_to("../.env")
    (tmp_path / "includes/folder").symlink_to("../other")
    os.mkfifo(tmp_path / "includes/pipe")
    assert read_included(tmp_path, "includes/x.md") == "includes/x.md"
    if path == "./includes/x.md":
        assert read_included(tmp_path, path) == "includes/x.md"
        return
    with pytest.raises(UnreadableError):
        read_included(tmp_path, path)


def test_a_folder_that_cannot_be_listed_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a/b").mkdir(parents=True)
    real = os.scandir

    def refuse(path: Path) -> Any:  # noqa: ANN401 - as the system's
        if Path(path).name == "b":
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(os, "scandir", refuse)
    with pytest.raises(UnreadableError, match=r"^cannot be listed: Permission denied") as caught:
        list(walk(tmp_path, "a"))
    assert caught.value.place == "a/b/"


@pytest.mark.parametrize(
    "folder", ["templates/py", "templates", "specs/guide", "specs", "docs", "code_snippets/guide/py", "includes"]
)
def test_what_cannot_be_listed_does_not_seem_gone(
    sixfold: Sixfold, project: Path, monkeypatch: pytest.MonkeyPatch, folder: str
) -> None:
    assert sixfold("generate", "-q") == (0, "", "")
    found = everything(project)
    real = os.scandir

    def refuse(path: Path) -> Any:  # noqa: ANN401 - as the system's
        if str(path).endswith(f"/project/{folder}") or str(path) == folder:
            raise PermissionError(13, "Permission denied")
        return real(path)

    with monkeypatch.context() as patch:
        patch.setattr(os, "scandir", refuse)
        code, out, err = sixfold("generate", "-q")
    assert (code, out) == (1, "")
    assert f"{folder}/: cannot be listed: Permission denied" in err
    assert everything(project) == found


@pytest.mark.parametrize("loss", ["missing", "misnamed", "link to nothing"])
def test_a_language_without_its_facts_does_not_seem_gone(sixfold: Sixfold, project: Path, loss: str) -> None:
    facts = project / "templates/py/language.yaml"
    facts.rename(facts.with_suffix(".yml"))
    if loss == "link to nothing":
        facts.symlink_to("nothing.yaml")
    code, _, err = sixfold("generate")
    assert code == 1
    assert err.startswith("templates/py/")
    assert not (project / "code_snippets").exists()
