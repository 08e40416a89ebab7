"""A snippet may have further files: what a language says of them, and what is wrong with that."""

from __future__ import annotations

from pathlib import Path

import pytest

from sixfold.errors import Problems
from sixfold.language import Language, NameKind, load_languages
from tests.support.projects import add_several_files, change, copy

FACTS = "templates/curl_file/language.yaml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return add_several_files(copy(tmp_path, "templates"))


def load(root: Path) -> tuple[Language | None, list[str]]:
    problems = Problems()
    languages = load_languages(root, problems)
    return next((found for found in languages if found.name == "curl_file"), None), list(map(str, problems.found))


def test_each_has_a_template_and_its_own_way_to_write_values(root: Path) -> None:
    language, problems = load(root)
    assert problems == []
    assert language is not None
    assert list(language.files) == ["request.json"]
    written = language.in_file("request.json")
    assert (written.fence, written.literals.quoting.delimiter, written.reference) == ("json", '"', "")
    assert (language.fence, language.literals.quoting.delimiter) == ("bash", "'")
    assert language.sources == (
        "templates/curl_file/snippet.sh.j2",
        "templates/curl_file/request.json.j2",
        FACTS,
        "templates/curl/language.yaml",
    )


def test_where_nothing_is_said_it_writes_values_as_the_language_does(root: Path) -> None:
    change(
        root / FACTS,
        "    literals:",
        "  more.sh:\n    fence: bash\n  request.json.bak:\n    fence: json\n    literals:",
    )
    (root / "templates/curl_file/more.sh.j2").write_text("")
    (root / "templates/curl_file/request.json.bak.j2").write_text("")
    language, problems = load(root)
    assert problems == []
    assert language is not None
    assert language.in_file("more.sh").literals is language.literals
    # An operation of this name would be written over it.
    assert language.impossible[NameKind.FILE] == {"more"}


def test_no_operation_is_called_like_what_stands_beside_its_file(root: Path) -> None:
    change(root / FACTS, "files:\n", "runtime: {linked: [stubs.sh, stubs.py, node_modules]}\nfiles:\n")
    language, problems = load(root)
    assert problems == []
    assert language is not None
    assert language.impossible[NameKind.FILE] == {"stubs"}


@pytest.mark.parametrize(
    ("old", "new", "wrong"),
    [
        ("  request.json:", "  ../request.json:", "files.../request.json: expected a file's name of letters, digits,"),
        ("  request.json:", "  .hidden:", "files..hidden: expected a file's name of letters, digits, '_', '-' and '.'"),
        ("  request.json:", "  snippet.sh:", "files.snippet.sh: its template would be that of the file that is run"),
        ("  request.json:", "  other.json:", "expected its template at templates/curl_file/other.json.j2"),
        ("fence: json", "fense: json", "files.request.json.fense: unknown key; did you mean 'fence'?"),
        ("delimiter: '\"'", "delimiter: x", "files.request.json.literals.text.delimiter: expected a quote, got 'x'"),
        ("tab: 90", "tab: 90\nruntime: {linked: [request.json]}", "files.request.json: stands beside each snippet"),
    ],
)
def test_what_is_wrong_is_told_at_its_place(root: Path, old: str, new: str, wrong: str) -> None:
    change(root / FACTS, old, new)
    _, problems = load(root)
    assert any(problem.startswith(f"{FACTS}:") and wrong in problem for problem in problems), problems


@pytest.mark.parametrize("text", ["files: [pom.xml]", "files: {pom.xml: xml}", "files: 3"])
def test_a_file_without_its_fence_is_told_once(root: Path, text: str) -> None:
    path = root / FACTS
    path.write_text(f"{path.read_text().partition('files:')[0]}{text}\n")
    _, problems = load(root)
    assert len(problems) == 1, problems
