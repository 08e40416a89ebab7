"""Whatever is altered in a project is seen, its time and size kept; and nothing is kept that was not so throughout."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import ModuleType

import click
import pytest

from sixfold import host
from sixfold.cli import whole
from sixfold.errors import SixfoldError
from sixfold.json_value import Json
from sixfold.reading import digest
from sixfold.unchanged import Built, Said, code, look
from sixfold.unchanged.files import contents
from tests.support.commands import Sixfold
from tests.support.projects import ROOT, change, write, write_small

NOTHING = ("verification.json", "outputs.json", "overrides/main.html", "templates/php/.hidden", "docs/picture.bin")
"""Files that the small project lacks, and that count."""
FOLDER = "cache/sixfold/unchanged"
"""Where it is kept what runs said, below a person's own folder."""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = write_small(tmp_path / "project")
    return write(root, dict.fromkeys(NOTHING[2:], "text\n") | {"docs/own.md": "# Own\n"})


def ran(root: Path) -> Said:
    said, _ = whole.generate(root, look(root), lambda _stage, _text: None)
    return said


def altered(path: Path) -> Callable[[], None]:
    """Alter one byte, and give what takes that back; size and times stay."""
    before, times = path.read_bytes(), path.stat()

    def put(content: bytes) -> None:
        path.write_bytes(content)
        os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))

    put(bytes([before[0] ^ 1]) + before[1:])
    assert (path.stat().st_size, path.stat().st_mtime_ns) == (times.st_size, times.st_mtime_ns)
    return lambda: put(before)


def files(root: Path) -> Iterator[Path]:
    return (path for path in sorted(root.rglob("*")) if path.is_file() and path.stat().st_size)


def digests(root: Path) -> Mapping[str, bytes]:
    found = contents(root, ())
    return found.digests if found else {}


def test_a_run_says_again_what_it_said(project: Path) -> None:
    assert look(project).said is None
    said = ran(project)
    assert look(project).said == said
    assert (said.pages, said.operations) == (1, 2)
    assert whole.check(project, look(project)) == said


def test_what_is_known_as_right_has_a_state_of_its_own(project: Path) -> None:
    assert look(project).state == ""
    ran(project)
    first = look(project).state
    assert first
    assert look(project).state == first
    back = altered(project / "docs/own.md")
    assert look(project).state == ""
    ran(project)
    assert look(project).state not in ("", first)
    back()
    ran(project)
    assert look(project).state == first


def test_check_keeps_it_as_well(project: Path) -> None:
    whole.generate(project, None, lambda _stage, _text: None)
    assert look(project).said is None
    said = whole.check(project, look(project))
    assert look(project).said == said


def test_each_file_is_looked_into(project: Path) -> None:
    ran(project)
    known = contents(project, ())
    assert known is not None
    everything = list(files(project))
    assert {path.relative_to(project).parts[0] for path in everything} >= {
        "specs", "templates", "docs", "overrides", "code_snippets", "includes", "nav.yml", "generated.sha256",
    }  # fmt: skip
    for path in everything:
        back = altered(path)
        assert digests(project) != known.digests, path
        back()
        assert digests(project) == known.digests, path


def test_what_is_altered_is_noticed_with_its_time_and_size_kept(project: Path) -> None:
    said = ran(project)
    for path in (
        "specs/api.yaml", "specs/guide/things.yaml", "templates/py/snippet.py.j2", "templates/macros/values.j2",
        "templates/node/client.yaml", "templates/page.md.j2", "docs/own.md", "docs/picture.bin", "overrides/main.html",
        "code_snippets/guide/py/delete_one.py", "docs/guide/things.md", "includes/calls.md", "nav.yml",
        "generated.sha256", "templates/php/.hidden",
    ):  # fmt: skip
        back = altered(project / path)
        assert look(project).said is None, path
        back()
        assert look(project).said == said, path


def test_what_comes_is_noticed(project: Path) -> None:
    said = ran(project)
    for folder in ("specs/new", "templates/new", "docs/new"):
        (project / folder).mkdir()
        assert look(project).said is None, folder
        (project / folder).rmdir()
    for path in (
        "specs/guide/new.yaml", "docs/new.md", "code_snippets/new.py", "includes/new.md", "verification.json",
        "outputs.json",
    ):  # fmt: skip
        (project / path).touch()
        assert look(project).said is None, path
        (project / path).unlink()
    assert look(project).said == said


def test_what_goes_is_noticed(project: Path, tmp_path: Path) -> None:
    said = ran(project)
    for path in (
        "specs/guide/things.yaml", "docs/own.md", "code_snippets/guide/py/delete_one.py", "nav.yml",
        "generated.sha256", "overrides/main.html",
    ):  # fmt: skip
        (project / path).rename(tmp_path / "away")
        assert look(project).said is None, path
        (tmp_path / "away").rename(project / path)
    assert look(project).said == said


@pytest.mark.parametrize("path", ["docs/own.md", "specs", "templates/py", "nav.yml", "code_snippets"])
def test_a_link_is_looked_at_anew_each_time(project: Path, tmp_path: Path, path: str) -> None:
    ran(project)
    (project / path).rename(tmp_path / "moved")
    (project / path).symlink_to(tmp_path / "moved")
    assert look(project).said is None
    assert look(project).files is None


@pytest.mark.parametrize("path", [".sixfold", ".sixfold-abcdefgh", "docs/.sixfold-abcdefgh"])
def test_what_a_stopped_run_left_is_looked_at_anew_each_time(project: Path, path: str) -> None:
    ran(project)
    (project / path).mkdir()
    assert look(project).said is None
    assert look(project).files is None


def test_what_cannot_be_read_is_looked_at_anew_each_time(project: Path) -> None:
    ran(project)
    os.mkfifo(project / "docs/pipe")
    assert look(project).said is None


def test_a_project_is_known_where_it_stands_alone(project: Path, tmp_path: Path) -> None:
    said = ran(project)
    (tmp_path / "link").symlink_to(project)
    assert look(tmp_path / "link").said == said
    project.rename(tmp_path / "elsewhere")
    assert look(tmp_path / "elsewhere").said is None


@pytest.mark.parametrize(
    "content", ["", "{", "null", "[]", "5", "{}", '{"documents": 5}', '{"documents": ["\\u0000"]}', "[" * 100_000]
)
def test_what_was_kept_may_be_broken(project: Path, state: Path, content: str) -> None:
    said = ran(project)
    (file,) = (state / FOLDER).iterdir()
    host.keep(file.parent.name, file.name, content.encode())
    assert look(project).said is None
    assert ran(project) == said
    assert look(project).said == said


@pytest.mark.parametrize("key", ["documents", "files", "folders", "said", "digest"])
def test_each_part_of_what_was_kept_counts(project: Path, state: Path, key: str) -> None:
    ran(project)
    (file,) = (state / FOLDER).iterdir()
    found = json.loads(host.recall(file.parent.name, file.name) or b"{}")
    wrongs: tuple[Json, ...] = (None, [], {}, "text", [5], [[]], {"stages": []})
    for wrong in wrongs:
        host.keep(file.parent.name, file.name, json.dumps({**found, key: wrong}).encode())
        assert look(project).said is None or not (wrong or found[key]), wrong
    del found[key]
    host.keep(file.parent.name, file.name, json.dumps(found).encode())
    assert look(project).said is None


@pytest.mark.parametrize("path", ["specs/guide/things.yaml", "docs/own.md", "code_snippets/guide/py/delete_one.py"])
def test_what_changes_while_a_run_goes_on_is_not_kept(project: Path, path: str) -> None:
    said = ran(project)
    back = altered(project / path)
    seen = look(project)
    back()
    seen.keep(Built({}), said)
    change(project / "specs/guide/things.yaml", "Delete One", "Delete 1")
    seen = look(project)
    change(project / "specs/guide/things.yaml", "Delete 1", "Delete X")
    seen.keep(Built({}), said)
    assert look(project).said is None


@pytest.mark.parametrize(
    "path", ["specs/guide/things.yaml", "specs/api.yaml", "templates/py/snippet.py.j2", "docs/own.md", "specs/new"]
)
def test_what_is_put_back_while_a_run_goes_on_is_not_kept(project: Path, path: str) -> None:
    whole.generate(project, None, lambda _stage, _text: None)
    seen = look(project)

    def touch(stage: str, _text: str) -> None:
        if stage != "load":
            return
        if (project / path).exists():
            altered(project / path)()
        else:
            (project / path).mkdir()
            (project / path).rmdir()

    said, _ = whole.generate(project, seen, touch)
    assert look(project).said is None
    assert ran(project) == said
    assert look(project).said == said


def test_whether_a_project_stands_is_asked_of_more_than_what_it_holds(project: Path) -> None:
    ran(project)
    seen = look(project)
    assert seen.stands()
    altered(project / "specs/api.yaml")()
    assert look(project).state == seen.state
    assert not seen.stands()


@pytest.mark.parametrize(
    "made", [{"docs/own.md": digest(b"# Other\n")}, {"docs/gone.md": digest(b"text")}, {"docs/own.md": ""}]
)
def test_what_is_not_as_it_was_made_is_not_kept(project: Path, made: dict[str, str]) -> None:
    said = ran(project)
    seen = look(project)
    (project / "docs/more.md").write_text("# More\n", encoding="utf-8")
    look(project).keep(Built(made), said)
    assert look(project).said is None
    assert seen.said == said


def test_code_that_changed_in_the_meantime_is_not_kept(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = look(project)
    monkeypatch.setattr(code, "newest", lambda _: seen.moment)
    ran(project)
    assert look(project).said is None


def test_a_run_with_problems_is_not_kept(project: Path) -> None:
    ran(project)
    change(project / "specs/guide/things.yaml", "ids: [", "idz: [")
    for run in (ran, lambda root: whole.check(root, look(root))):
        with pytest.raises(SixfoldError):
            run(project)
        assert look(project).said is None
    change(project / "specs/guide/things.yaml", "idz: [", "ids: [")
    change(project / "specs/guide/things.yaml", "This deletes one", "That deletes one")
    with pytest.raises(click.exceptions.Exit):
        whole.check(project, look(project))
    assert look(project).said is None


def test_a_file_of_a_definition_counts_from_when_it_is_one(project: Path, sixfold: Sixfold) -> None:
    for source, name in (("--openapi", "examples/cinema/definition/cinema.yaml"),
                         ("--descriptors", "examples/library/definition/library.binpb")):  # fmt: skip
        root = project / source[2:]
        code, _, err = sixfold("init", root.name, source, str(ROOT / name), "--languages", "curl")
        assert (code, err) == (0, "")
        said = ran(root)
        assert look(root).said == said
        for path in files(root / "definition"):
            back = altered(path)
            assert look(root).said is None, path
            back()
            assert look(root).said == said


def test_variables_and_the_path_of_modules_count(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = ran(project)
    for name in ("PYTHONHASHSEED", "PROTOCOL_BUFFERS_PYTHON_IMPLEMENTATION"):
        with monkeypatch.context() as patch:
            patch.setenv(name, "1")
            assert look(project).said is None
    with monkeypatch.context() as patch:
        patch.syspath_prepend(project)
        assert look(project).said is None
    with monkeypatch.context() as patch:
        patch.setattr("sixfold.__version__", "0.0.0")
        assert look(project).said is None
    assert look(project).said == said


def test_modules_that_are_none_or_refuse_to_be_asked_are_let_be(monkeypatch: pytest.MonkeyPatch) -> None:
    class Lazy(ModuleType):
        def __getattr__(self, name: str) -> object:
            raise ImportError(name)

    lost = ModuleType("lost")
    lost.__path__ = 5  # type: ignore[assignment] # what only looks like a package
    for name, module in {"lazy": Lazy("lazy"), "number": 5, "none": None, "lost": lost}.items():
        monkeypatch.setitem(sys.modules, name, module)
    files, folders = code.loaded()
    assert any(file.endswith("jinja2/lexer.py") for file in files)
    assert any(folder.endswith("clarifai_grpc/grpc/api") for folder in folders)
