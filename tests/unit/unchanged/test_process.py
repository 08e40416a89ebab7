"""The command as a process: the second time it says the same without loading what the first time needed."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from importlib import metadata
from pathlib import Path

import pytest

from sixfold import host
from sixfold.shipping import elsewhere
from sixfold.unchanged.files import FOLDERS, Contents, contents
from tests.support.commands import Sixfold, in_process_of_its_own
from tests.support.drawing import drawn
from tests.support.projects import ROOT, change

HEAVY = ("jinja2", "yaml", "google.protobuf", "sixfold.project", "sixfold.output")

WATCHED = """\
import json, os, sys
opened, listed, asked = set(), set(), set()
def hook(event, args):
    if event == "open" and isinstance(args[0], (str, bytes)):
        opened.add(os.path.abspath(os.fsdecode(args[0])))
    elif event in ("os.listdir", "os.scandir") and isinstance(args[0], (str, bytes, os.PathLike)):
        listed.add(os.path.abspath(os.fsdecode(args[0])))
sys.addaudithook(hook)
class Watched(type(os.environ)):
    def __getitem__(self, name):
        asked.add(name)
        return super().__getitem__(name)
os.environ.__class__ = Watched
sys.argv = ["sixfold", "generate", "--quiet"]
from sixfold.shipping import elsewhere
from sixfold.__main__ import main
try:
    main()
except SystemExit as end:
    print(json.dumps({"code": end.code, "opened": list(opened), "listed": list(listed), "asked": list(asked)}))
"""

ASKED = {"XDG_CACHE_HOME", "XDG_STATE_HOME", "GRPC_VERBOSITY", "HOME", "TMPDIR", "TEMP", "TMP"}
"""The variables that a run may ask for beside those that count: where it keeps things, and what it says of gRPC."""
WORDS = {"LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE", "_SIXFOLD_COMPLETE"}
"""In what language click writes its own errors, and whether a shell completes a line."""
CHECKS = {"_PYTHON_PROJECT_BASE", "TEMPORARILY_DISABLE_PROTOBUF_VERSION_CHECK"}
"""What libraries ask for when they are loaded, or refuse to be."""


def said(root: Path, *words: str) -> str:
    done = in_process_of_its_own(*words, root=root)
    assert (done.returncode, done.stderr) == (0, "")
    return re.sub(r"in [0-9.]+ s|\"seconds\": [0-9.]+", "", done.stdout)


def is_slow(root: Path, *words: str, **environment: str) -> bool:
    """Say whether a run that finds all right loads what it takes to look into files."""
    line = (sys.executable, "-X", "importtime", "-m", "sixfold", *(words or ("check",)), "-q")
    done = subprocess.run(
        line, cwd=root, env={**os.environ, **environment}, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, ""), done.stderr[-1000:]
    loaded = {part.rpartition("|")[2].strip() for part in done.stderr.splitlines()}
    assert len({name in loaded for name in HEAVY}) == 1
    return HEAVY[0] in loaded


def test_the_second_time_says_the_same_and_loads_little(project: Path, state: Path) -> None:
    said(project, "generate")
    for words in (("generate",), ("generate", "--json"), ("generate", "-q"), ("check",), ("check", "-q")):
        quick = said(project, *words)
        before = {path: path.stat().st_mtime_ns for path in project.rglob("*")}
        for file in state.glob("cache/sixfold/unchanged/*"):
            file.unlink()
        assert said(project, *words) == quick
        assert {path: path.stat().st_mtime_ns for path in before} == before
    assert not is_slow(project)
    assert not is_slow(project, "generate")


def test_an_error_is_said_each_time(project: Path) -> None:
    said(project, "generate")
    change(project / "specs/guide/things.yaml", "ids: [", "idz: [")
    first, second = (in_process_of_its_own("check", root=project) for _ in range(2))
    assert first.returncode == second.returncode == 1
    assert first.stderr == second.stderr != ""


@pytest.mark.parametrize("place", ["/proc/nowhere", "/dev/null"])
def test_where_nothing_can_be_kept_all_is_as_ever(project: Path, place: str) -> None:
    for _ in range(2):
        assert is_slow(project, "generate", XDG_CACHE_HOME=place)


def copied(folder: Path) -> Path:
    """Copy what a run loads, so that it can be altered; return the folder, which stands first on the path."""
    shutil.copytree(ROOT / "tools/sixfold", folder / "sixfold", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("jinja2", "clarifai-grpc"):
        for file in metadata.files(name) or ():
            if "__pycache__" not in file.parts and ".." not in file.parts:
                (folder / file).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(str(file.locate()), folder / file)
    return folder


def of_all(*names: str) -> Iterable[str]:
    """Draw a third of what is altered: a run for each takes a second."""
    return drawn({name: name for name in names}, 3, lambda _: "")


def test_what_is_altered_of_the_tool_and_of_packages_is_noticed(project: Path, state: Path, tmp_path: Path) -> None:
    code = copied(tmp_path / "code")
    path = {"PYTHONPATH": str(code), "PYTHONDONTWRITEBYTECODE": "1"}
    # The first time, what was copied a moment ago may have changed since it was loaded.
    assert [is_slow(project, "generate", **path) for _ in range(3)][::2] == [True, False]
    (kept,) = (state / "cache/sixfold/unchanged").iterdir()
    record = kept.read_bytes()
    described = next(code.glob("clarifai_grpc-*.dist-info")).name
    for name in of_all(
        "sixfold/names.py", "sixfold/shipped/Makefile", "jinja2/lexer.py", "clarifai_grpc/grpc/api/service_pb2.py",
        "clarifai_grpc/grpc/api/resources_pb2.py", f"{described}/METADATA",
    ):  # fmt: skip
        file = code / name
        times, content = file.stat(), file.read_bytes()
        # In each of these, the first is a letter of a comment, or of what is read whatever its case.
        file.write_bytes(content.replace(b"e", b"E", 1))
        os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))
        assert is_slow(project, **path), name
        file.write_bytes(content)
        kept.write_bytes(record)
    for name in of_all("another.py", "jinja2/another.py", "sixfold/another.py", "another-1.0.dist-info"):
        (code / name).touch()
        assert is_slow(project, **path), name
        (code / name).unlink()
        kept.write_bytes(record)
    assert not is_slow(project, **path)


def of_small(project: Path, sixfold: Sixfold) -> Path:  # noqa: ARG001 - like the next ones
    return project


def of_document(project: Path, sixfold: Sixfold) -> Path:
    return begun(project, sixfold, "--openapi", "examples/cinema/definition/cinema.yaml")


def of_descriptors(project: Path, sixfold: Sixfold) -> Path:
    return begun(project, sixfold, "--descriptors", "examples/library/definition/library.binpb")


def begun(project: Path, sixfold: Sixfold, kind: str, file: str) -> Path:
    code, _, err = sixfold("init", "begun", kind, str(ROOT / file), "--languages", "py,curl")
    assert (code, err) == (0, "")
    return project / "begun"


@pytest.mark.parametrize("make", drawn(dict.fromkeys((of_small, of_document, of_descriptors), ""), 3, str))
def test_all_that_a_run_opens_and_asks_for_counts(
    project: Path, sixfold: Sixfold, state: Path, make: Callable[[Path, Sixfold], Path]
) -> None:
    root = make(project, sixfold)
    said(root, "generate")
    for file in state.glob("cache/sixfold/unchanged/*"):
        file.unlink()
    line = (sys.executable, "-P", "-B", "-c", WATCHED)
    done = subprocess.run(line, cwd=root, capture_output=True, text=True, check=True)
    found = json.loads(done.stdout)
    assert found["code"] == 0
    (kept,) = (state / "cache/sixfold/unchanged").iterdir()
    record = json.loads(host.recall(kept.parent.name, kept.name) or b"{}")
    own = (contents(root, record["documents"]) or Contents()).digests
    known = {*record["files"], *elsewhere(), *(str(root / path) for path in own)}
    assert [path for path in found["opened"] if path not in known and not is_let(path, state)] == []
    # What a checkout ships from elsewhere is listed each time, too.
    folders = {*record["folders"], str(root), *(str(Path(path).parent) for path in elsewhere())}
    folders |= {*(str(root / path) for path in (*own, *FOLDERS))}
    assert [path for path in found["listed"] if path not in folders and not is_let(path, state)] == []
    assert {
        name for name in found["asked"] if not name.startswith(("PYTHON", "PROTOCOL_BUFFERS_"))
    } <= ASKED | WORDS | CHECKS


def is_let(path: str, state: Path) -> bool:
    """Say whether a path is the standard library's, the tool's, what the kernel says, or where runs keep things."""
    standard, tool = str(Path(os.__file__).parent), str(ROOT / "tools/sixfold")
    if path.startswith((standard, tool, str(state), "/proc/", "/dev/")):
        return "site-packages" not in path
    return "/__pycache__" in path or path.endswith(".zip")
