"""Languages that ship: one that a project lists and has no folder of is the tool's, and a folder takes its place."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from sixfold import project, trust
from sixfold.errors import SpecError
from sixfold.output.build import build
from sixfold.shipping import shipped_templates
from sixfold.starter import Wish, begin
from tests.support.descriptor_sets import shop


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a new project of one language."""
    (tmp_path / "shop.binpb").write_bytes(shop().SerializeToString())
    wish = Wish(None, ("curl",), descriptors=tmp_path / "shop.binpb")
    for change in begin(wish, project.load).changes:
        (tmp_path / change.path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / change.path).write_bytes(change.after or b"")
    return tmp_path


def wants(root: Path, *names: str) -> None:
    file = root / "specs/api.yaml"
    text = file.read_text(encoding="utf-8")
    head, _, rest = text.partition("languages:\n  - curl\n")
    file.write_text(f"{head}languages: [{', '.join(names)}]\n{rest}", encoding="utf-8")


def code(root: Path, language: str) -> str:
    """Return what is generated for one operation."""
    (found,) = (made.text for made in build(project.load(root)) if f"/{language}/delete_order." in made.path)
    return found


def test_one_that_is_listed_comes_from_the_tool(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    assert [path.name for path in (root / "templates").glob("*/language.yaml")] != []
    wants(root, "ruby", "curl", "go")
    loaded = project.load(root)
    assert [(language.name, language.tab) for language in loaded.languages] == [("ruby", 1), ("curl", 2), ("go", 3)]
    assert [language.folder.is_relative_to(root) for language in loaded.languages] == [False, True, False]
    assert code(root, "go").startswith("package main\n")
    # The tool's own have been agreed to.
    assert trust.untrusted(root, loaded.languages, tmp_path_factory.mktemp("answers") / "answers.json") == ()


def test_a_folder_of_the_name_takes_its_place(root: Path) -> None:
    wants(root, "curl", "ruby")
    before = code(root, "ruby")
    shutil.copytree(shipped_templates() / "ruby", root / "templates/ruby")
    assert code(root, "ruby") == before
    template = root / "templates/ruby/snippet.rb.j2"
    template.write_text(template.read_text(encoding="utf-8") + "# mine\n", encoding="utf-8")
    assert code(root, "ruby") == f"{before}# mine\n"


def test_a_folder_without_facts_is_none(root: Path) -> None:
    (root / "templates/ruby").mkdir()
    wants(root, "curl", "ruby")
    assert code(root, "ruby").startswith('require "erb"')


def test_one_of_the_projects_own_may_build_on_it(root: Path) -> None:
    folder = root / "templates/jruby"
    folder.mkdir()
    facts = "extends: ruby\ntab: 2\nlabel: JRuby\nclient: {package: net, install: {text: It comes along.}}\n"
    (folder / "language.yaml").write_text(facts, encoding="utf-8")
    (folder / "snippet.rb.j2").write_text('{% include "ruby/snippet.rb.j2" %}', encoding="utf-8")
    wants(root, "curl", "jruby")
    assert [language.name for language in project.load(root).languages] == ["curl", "jruby"]
    assert code(root, "jruby").startswith('require "erb"')


def test_a_name_that_is_none_is_told_with_those_that_ship(root: Path) -> None:
    wants(root, "curl", "rubi")
    with pytest.raises(SpecError) as caught:
        project.load(root)
    (message,) = map(str, caught.value.problems)
    assert "no language 'rubi'; did you mean 'ruby'? (languages: curl; go, java, js, node, php, py, " in message


def test_what_is_not_listed_is_not_there(root: Path) -> None:
    file = root / "specs/api.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("languages:\n  - curl\n", ""), encoding="utf-8")
    assert [language.name for language in project.load(root).languages] == ["curl"]


def test_a_macro_that_is_not_there_is_the_tools(root: Path) -> None:
    wants(root, "curl", "js")
    before = code(root, "js")
    shutil.rmtree(root / "templates/macros")
    assert code(root, "js") == before
    (root / "templates/page.md.j2").unlink()
    with pytest.raises(SpecError, match=r"'page\.md\.j2' not found"):
        build(project.load(root))
