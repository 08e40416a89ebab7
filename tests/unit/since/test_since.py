"""`sixfold smoke --since`: which snippets it runs, what it says of them, and what it refuses. Nothing is run here."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from sixfold import project as projects
from sixfold.errors import SixfoldError
from sixfold.language import Language
from sixfold.since import told, touched
from sixfold.snippet import Snippet
from tests.support.commands import Sixfold
from tests.support.projects import change, write_small
from tests.unit.since.repositories import commit_all, git

PAGE = "specs/guide/things.yaml"
LATER = "specs/guide/later.yaml"

Which = Callable[[Snippet], bool]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the small project a repository, its second operation on a page of its own, and a text a snippet."""
    project = write_small(tmp_path_factory.mktemp("since") / "project")
    first, second = (project / PAGE).read_text().split("  - id: delete_some\n")
    head = first[: first.index("operations:")]
    (project / PAGE).write_text("".join(line for line in first.splitlines(keepends=True) if "OTHER_ID" not in line))
    (project / LATER).write_text(f"{head}operations:\n  - id: delete_some\n{second}")
    for item in projects.load(project).snippets:
        (project / item.path).parent.mkdir(parents=True, exist_ok=True)
        (project / item.path).write_text("a call\n")
    return commit_all(project)


@pytest.fixture
def project(made: Path, tmp_path: Path) -> Path:
    return shutil.copytree(made, tmp_path / "project", symlinks=True)


@pytest.fixture
def changed(project: Path, changes: Iterable[str]) -> Path:
    """Change, make or remove each of the named files: ``-`` before a name removes it."""
    for name in changes:
        path = project / name.removeprefix("-")
        if name.startswith("-"):
            path.unlink()
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("a", encoding="utf-8") as file:
                file.write("\n# more\n")
    return project


def in_java(item: Snippet) -> bool:
    return item.language.name == "java"


def of_one(item: Snippet) -> bool:
    return item.key.operation == "delete_one"


def every(_item: Snippet) -> bool:
    return True


def none(_item: Snippet) -> bool:
    return False


@pytest.mark.parametrize(
    ("changes", "which"),
    [
        ((), none),
        (("code_snippets/guide/java/delete_one.java",), lambda item: in_java(item) and of_one(item)),
        (("-code_snippets/guide/java/delete_one.java",), lambda item: in_java(item) and of_one(item)),
        (("code_snippets/guide/java/Another.java",), none),
        ((PAGE,), of_one),
        (("specs/api.yaml",), every),
        (("specs/sandbox.yaml",), every),
        (("templates/java/install.sh",), in_java),
        (("templates/java/new.sh",), in_java),
        (("templates/java/snippet.java.j2", "templates/macros/java.j2"), none),
        (("templates/unknown.txt",), every),
        (("docs/index.md", "README.md", "nav.yml", "includes/x.txt"), none),
        ((PAGE, "templates/java/client.yaml"), lambda item: in_java(item) or of_one(item)),
    ],
)
def test_a_change_touches_what_hangs_on_it(changed: Path, which: Which) -> None:
    loaded = projects.load(changed)
    assert touched(loaded, "HEAD").keys == {item.key for item in loaded.snippets if which(item)}


@pytest.mark.parametrize("changes", [("templates/node/client.yaml", "templates/node/language.yaml")])
def test_a_change_touches_the_languages_that_build_on_it(changed: Path) -> None:
    found = {key.language for key in touched(projects.load(changed), "HEAD").keys}
    assert found == {tab.name for tab in projects.load(changed).languages if "node" in _names(tab)}


@pytest.mark.parametrize("changes", [("pyproject.toml",)])
def test_what_git_does_not_know_counts_where_a_run_reads_and_what_it_knows_anywhere(changed: Path) -> None:
    assert not touched(projects.load(changed), "HEAD").keys
    commit_all(changed)
    loaded = projects.load(changed)
    assert not touched(loaded, "HEAD").keys
    assert touched(loaded, "HEAD~1").keys == {item.key for item in loaded.snippets}
    change(changed / "pyproject.toml", "more", "less")
    assert touched(loaded, "HEAD").keys == {item.key for item in loaded.snippets}


def test_what_git_is_told_to_overlook_counts(project: Path) -> None:
    (project / ".gitignore").write_text("*.sh\n")
    commit_all(project)
    git(project, "update-index", "--assume-unchanged", "templates/java/install.sh")
    change(project / "templates/java/install.sh", "#!", "#! ")
    (project / "templates/php/ignored.sh").write_text("")
    loaded = projects.load(project)
    assert {key.language for key in touched(loaded, "HEAD").keys} == {"java", "php"}


def test_a_program_that_is_none_any_more_has_changed(project: Path) -> None:
    (project / "templates/java/install.sh").chmod(0o755)
    commit_all(project)
    (project / "templates/java/install.sh").chmod(0o644)
    assert {key.language for key in touched(projects.load(project), "HEAD").keys} == {"java"}


def test_a_folder_that_is_a_link_touches_all(project: Path) -> None:
    (project / "code_snippets").rename(project.parent / "code_snippets")
    (project / "code_snippets").symlink_to(project.parent / "code_snippets")
    commit_all(project)
    loaded = projects.load(project)
    assert touched(loaded, "HEAD").keys == {item.key for item in loaded.snippets}


def test_a_project_below_its_repository_is_not_touched_by_what_stands_beside_it(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project / ".git").rename(project.parent / "no_repository")
    commit_all(project.parent)
    (project.parent / "beside.py").write_text("")
    monkeypatch.setenv("GIT_DIR", os.fspath(project.parent / "no_repository"))
    loaded = projects.load(project)
    assert not touched(loaded, "HEAD").keys
    change(project / PAGE, "title: Delete Things", "title: Delete All Things")
    assert {key.operation for key in touched(loaded, "HEAD").keys} == {"delete_one"}


def test_the_command_says_what_it_runs_and_why(sixfold: Sixfold, project: Path) -> None:
    said = (
        f"since HEAD: 0 of {len(projects.load(project).snippets)} snippets can be touched\n\n"
        "0 published = 0 held + 0 expected failures\n"
    )
    assert sixfold("smoke", "--trust", "--since", "HEAD")[:2] == (0, said)


@pytest.mark.parametrize("changes", [(PAGE, *(f"templates/java/{name}" for name in "abcdefgh"))])
def test_it_names_the_files_that_touch_most(changed: Path) -> None:
    found = touched(projects.load(changed), "HEAD")
    first, *lines, last = told(found, "HEAD", 12)
    assert first == "since HEAD: 7 of 12 snippets can be touched"
    assert lines == [f"  6 by {PAGE}", *(f"  2 by templates/java/{name}" for name in "abcdefg")]
    assert last == "  and by 1 further file"


@pytest.mark.parametrize(
    ("revision", "said"),
    [("nope", "has no such revision"), ("-x", "has no such revision"), ("", "has no such revision")],
)
def test_a_revision_that_is_none_is_refused(sixfold: Sixfold, revision: str, said: str) -> None:
    code, out, err = sixfold("smoke", f"--since={revision}")
    assert (code, out) == (1, "")
    assert said in err


def test_a_folder_without_a_repository_is_refused(sixfold: Sixfold, project: Path) -> None:
    (project / ".git").rename(project.parent / "gone")
    code, _, err = sixfold("smoke", "--since", "HEAD")
    assert code == 1
    assert "expected a project in a git repository" in err


def test_a_machine_without_git_is_told(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    loaded = projects.load(project)
    monkeypatch.setenv("PATH", os.fspath(project / "docs"))
    with pytest.raises(SixfoldError, match="no 'git' on the path"):
        touched(loaded, "HEAD")


def test_a_change_of_the_tool_touches_all(monkeypatch: pytest.MonkeyPatch, project: Path) -> None:
    package = project / "tool/sixfold"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text("")
    commit_all(project)
    loaded = projects.load(project)
    monkeypatch.setattr("sixfold.__file__", os.fspath(package / "__init__.py"))
    assert not touched(loaded, "HEAD").keys
    (package / "new.py").write_text("")
    assert touched(loaded, "HEAD").keys == {item.key for item in loaded.snippets}


def _names(tab: Language) -> set[str]:
    return {name for form in tab.forms for name in (form.name, *form.extends)}
