"""Where one thing changes, pages that stand are not made again, and all else is as after a run from nothing."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import click
import pytest

from sixfold import host
from sixfold.cli import whole
from sixfold.errors import SixfoldError
from sixfold.json_value import Json
from sixfold.request import Request
from sixfold.snippet import Renderer, Snippet
from sixfold.unchanged import Sight, code, look
from tests.support.commands import Sixfold
from tests.support.drawing import drawn
from tests.support.projects import PAGE, ROOT, change, write, write_small

ONE_OF = 8
"""Of so many alterations one is tried in each run."""
THINGS, SECOND, SHOWN = (f"specs/guide/{name}.yaml" for name in ("things", "others", "more"))
API = "specs/api.yaml"
SNIPPET = "code_snippets/guide/py/second_one.py"
KEY = "ghp_" + "0aZ9bY8cX7dW6eV5fU4gT3hS2iR1jQ0kP9lO"

Alter = Callable[[Path], object]


def replaced(path: str, old: str, new: str) -> Alter:
    return lambda root: change(root / path, old, new)


def added(path: str, text: str) -> Alter:
    return lambda root: (root / path).write_text((root / path).read_text(encoding="utf-8") + text, encoding="utf-8")


def linked(path: Path, to: str) -> Path:
    path.symlink_to(to)
    return path


def page(number: str) -> str:
    return PAGE.replace("id: delete_", f"id: {number}_").replace("title: Delete T", f"title: {number.capitalize()} T")


ALTERATIONS: Mapping[str, Alter] = {
    "a spec: text": replaced(SECOND, "This deletes one", "That deletes one"),
    "a spec: operation": replaced(SECOND, "id: second_one", "id: another_one"),
    "a spec: request": replaced(SECOND, "annotation_id: note", "annotation_id: other"),
    "a spec: title": replaced(SECOND, "title: Second", "title: Another"),
    "a spec: comment": added(SECOND, "# A comment.\n"),
    "a spec: description": replaced(THINGS, "How things go", "Where things go"),
    "wrong: field": replaced(SECOND, "{ids: The inputs.}", "{idz: The inputs.}"),
    "wrong: operation of two pages": replaced(SECOND, "id: second_one", "id: third_one"),
    "wrong: unused variable": replaced(SECOND, "variables:", "variables:\n  UNUSED: {example: a, description: b.}"),
    "wrong: key": replaced(SECOND, "This deletes one", KEY),
    "wrong: two": lambda root: (ALTERATIONS["wrong: field"](root), ALTERATIONS["wrong: key"](root)),
    "pages: one more": lambda root: write(root, {"specs/guide/fourth.yaml": page("fourth")}),
    "pages: one less": lambda root: (root / SECOND).unlink(),
    "pages: another folder": lambda root: (root / SECOND).rename(root / "specs/guide/second.yaml"),
    "api: example": replaced(API, "example: ann", "example: eve"),
    "api: note": added(API, "note: Of all pages.\n"),
    "api: featured": added(API, "featured: {operation: second_one}\n"),
    "api: section": replaced(API, "The Guide", "A Guide"),
    "api: draft": added(API, "drafts: {'*.input_id': 5}\n"),
    "api: wrong scope": replaced(API, "user_id: $USER_ID", "used_id: $USER_ID"),
    "api: wrong": replaced(API, "scheme: Key", "schema: Key"),
    "templates: snippet": added("templates/py/snippet.py.j2", "# The end.\n"),
    "templates: macro": replaced("templates/macros/values.j2", "{% macro", "{# A comment. #}{% macro"),
    "templates: page": added("templates/page.md.j2", "\nThe end.\n"),
    "templates: page that takes in another": added("templates/page.md.j2", '\n--8<-- "nav.yml"\n'),
    "templates: page that takes in nothing": added("templates/page.md.j2", '\n--8<-- "mkdocs.yml"\n'),
    "templates: facts": replaced("templates/py/language.yaml", "label: Python", "label: Snake"),
    "templates: client": lambda root: (root / "templates/node/client.yaml").unlink(),
    "templates: wrong": added("templates/js/snippet.html.j2", "{{ no.such }}"),
    "templates: include": lambda root: write(root, {"templates/includes/new.md.j2": "{{ featured.operation.id }}\n"}),
    "results: none": lambda root: write(root, {"verification.json": "{}\n"}),
    "written: a snippet": added(SNIPPET, "\n"),
    "written: a page": added("docs/guide/others.md", "\n"),
    "written: gone": lambda root: (root / SNIPPET).unlink(),
    "written: a link": lambda root: linked(root / "docs/link", "../nav.yml").replace(root / SNIPPET),
    "written: somebody's": lambda root: write(root, {"code_snippets/guide/py/own.py": "pass\n"}),
    "written: manifest": lambda root: (root / "generated.sha256").unlink(),
    "written: navigation": added("nav.yml", "# more\n"),
    "by hand: page": lambda root: write(root, {"docs/own.md": "# Own\n"}),
    "by hand: key": lambda root: write(root, {"docs/index.md": f"# Home\n\n{KEY}\n"}),
}


class Outcome(NamedTuple):
    """What a run said and did, and every file that stands after it."""

    said: object
    printed: str
    files: Mapping[str, bytes | str]


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a project of three pages."""
    root = write_small(tmp_path_factory.mktemp("pages") / "project")
    write(root, {SECOND: page("second"), SHOWN: page("third")})
    whole.generate(root, None, lambda _stage, _text: None)
    return root


@pytest.fixture
def project(first: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a copy of which is kept that all is right."""
    monkeypatch.setattr(code, "newest", lambda _: 0)
    counts = code._counts  # noqa: SLF001 - as in the tests beside this one
    monkeypatch.setattr(code, "_counts", lambda path: counts(path) and not path.startswith(str(ROOT / "tests")))
    root = shutil.copytree(first, tmp_path / "project")
    whole.check(root, look(root))
    assert look(root).said is not None
    return root


def outcome(root: Path, verb: str, seen: Sight | None, printed: Callable[[], str]) -> Outcome:
    told: list[tuple[str, str]] = []
    printed()
    said: object
    try:
        if verb == "check":
            said = whole.check(root, seen)
        else:
            said = whole.generate(root, seen, lambda stage, text: told.append((stage, text)))
    except (SixfoldError, click.exceptions.Exit) as error:
        said = type(error), str(error)
    files = {
        str(path.relative_to(root)): str(path.readlink()) if path.is_symlink() else path.read_bytes()
        for path in root.rglob("*")
        if path.is_symlink() or path.is_file()
    }
    return Outcome((said, told), printed(), files)


@pytest.mark.parametrize("name", drawn(dict.fromkeys(ALTERATIONS, ""), ONE_OF, str))
def test_all_is_as_after_a_run_from_nothing(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    ALTERATIONS[name](project)
    seen = look(project)
    other = shutil.copytree(project, tmp_path / "other" / "project", symlinks=True)
    for verb in ("check", "generate"):
        mine = outcome(project, verb, seen, lambda: "".join(capsys.readouterr()))
        wanted = outcome(other, verb, None, lambda: "".join(capsys.readouterr()))
        assert mine == wanted, (name, verb)
    again = outcome(project, "generate", look(project), lambda: "".join(capsys.readouterr()))
    assert again == outcome(other, "generate", None, lambda: "".join(capsys.readouterr())), name


def test_of_pages_those_are_made_that_changed_and_that_others_show(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rendered: list[str] = []
    real = Renderer.rendered

    def noted(self: Renderer, request: Request, snippets: Sequence[Snippet]) -> tuple[Snippet, ...]:
        rendered.extend(snippet.key.operation for snippet in snippets)
        return real(self, request, snippets)

    monkeypatch.setattr(Renderer, "rendered", noted)
    featured = {"third_one"}
    ALTERATIONS["a spec: text"](project)
    _, changed = whole.generate(project, look(project), lambda _stage, _text: None)
    assert {path for _, path in changed} >= {"docs/guide/others.md", "generated.sha256"}
    assert {*rendered} == {"second_one", "second_some"} | featured
    rendered.clear()
    # What such a run kept is as good as what one from nothing keeps.
    change(project / THINGS, "This deletes one", "That deletes one")
    ALTERATIONS["written: gone"](project)
    whole.generate(project, look(project), lambda _stage, _text: None)
    assert {*rendered} == {"second_one", "second_some", "delete_one", "delete_some"} | featured


@pytest.mark.parametrize("key", drawn(dict.fromkeys(("code", "pages", "macros", "keyless", "rest"), ""), ONE_OF, str))
def test_what_is_known_of_pages_may_be_broken(
    project: Path, tmp_path: Path, state: Path, capsys: pytest.CaptureFixture[str], key: str
) -> None:
    (file,) = (state / "cache/sixfold/unchanged").iterdir()
    found = json.loads(host.recall(file.parent.name, file.name) or b"{}")
    ALTERATIONS["a spec: text"](project)
    other = shutil.copytree(project, tmp_path / "other" / "project", symlinks=True)
    wanted = outcome(other, "check", None, lambda: "".join(capsys.readouterr()))
    wrongs: tuple[Json, ...] = (None, [], {}, "text", [5], [[]], {"stages": []}, {"stages": 5})
    for wrong in wrongs:
        host.keep(file.parent.name, file.name, json.dumps({**found, key: wrong}).encode())
        seen = look(project)
        assert seen.said is None
    assert outcome(project, "check", seen, lambda: "".join(capsys.readouterr())) == wanted
    del found[key]
    host.keep(file.parent.name, file.name, json.dumps(found).encode())
    assert outcome(project, "check", look(project), lambda: "".join(capsys.readouterr())) == wanted


DEFINITIONS = {"openapi": "cinema/definition/cinema.yaml", "descriptors": "library/definition/library.binpb"}


@pytest.mark.parametrize("kind", drawn(dict.fromkeys(DEFINITIONS, ""), 2, str))
def test_so_it_is_with_a_definition_that_stands_in_the_project(
    project: Path, tmp_path: Path, sixfold: Sixfold, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    root = project / kind
    assert sixfold("init", kind, f"--{kind}", str(ROOT / "examples" / DEFINITIONS[kind]), "--languages", "curl")[0] == 0
    for _ in range(2):
        whole.generate(root, look(root), lambda _stage, _text: None)
    file = next(path for path in sorted((root / "specs").rglob("*/*.yaml")))
    change(file, "title: ", "title: The ")
    seen = look(root)
    assert seen.shares_all
    other = shutil.copytree(root, tmp_path / "other" / kind)
    for verb in ("check", "generate"):
        mine = outcome(root, verb, seen, lambda: "".join(capsys.readouterr()))
        assert mine == outcome(other, verb, None, lambda: "".join(capsys.readouterr())), verb
