"""Languages are found by listing, and a wrong language.yaml gives clear problems."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from sixfold.errors import Problems, SpecError
from sixfold.language import Language, NameKind, load_languages
from sixfold.project import Project, load
from sixfold.wire import Transport
from tests.support.projects import change

FILE = "templates/py/language.yaml"


def problems_of(root: Path) -> list[str]:
    problems = Problems()
    load_languages(root, problems)
    return [str(problem) for problem in problems.found]


def test_the_six_come_in_the_order_of_their_tabs(languages: Mapping[str, Language]) -> None:
    labels = [language.label for language in languages.values()]
    assert labels[:6] == [
        "Python (gRPC)",
        "JavaScript (REST)",
        "Node.js (gRPC)",
        "Java (gRPC)",
        "PHP (gRPC)",
        "cURL",
    ]


def test_a_title_is_a_label_without_the_transport(languages: Mapping[str, Language]) -> None:
    titles = {form.label: form.title for language in languages.values() for form in language.forms}
    assert (titles["Python (gRPC)"], titles["Node.js (REST)"], titles["cURL"]) == ("Python", "Node.js", "cURL")
    php = languages["php"]
    for label in ("PHP (8)", "PHP (REST)", "(gRPC)", "PHP(gRPC)"):
        assert replace(php, label=label).title == label


def test_facts_are_read(languages: Mapping[str, Language]) -> None:
    java = languages["java"]
    assert (java.name, java.fence, java.extension, java.transport) == ("java", "java", "java", Transport.GRPC)
    assert (java.client, java.client_version) == ("com.clarifai:clarifai-grpc", "10.3.3")
    assert java.template == "java/snippet.java.j2"
    assert java.sources == ("templates/java/snippet.java.j2", "templates/java/language.yaml")
    assert java.runtime.run[0] == "java"
    assert "<version>10.3.3</version>" in java.installation.line
    assert languages["js"].installation.line == ""
    assert languages["js"].runtime.warm_process
    assert java.runtime.warm_process is None


def test_a_folder_is_a_language(project: Path) -> None:
    shutil.copytree(project / "templates/py", project / "templates/invented")
    change(project / "templates/invented/language.yaml", "tab: 1", "tab: 99")
    change(project / "templates/invented/language.yaml", "label: Python", "label: Invented")
    problems = Problems()
    assert load_languages(project, problems)[-1].name == "invented"
    assert problems.found == []


def wants(root: Path, languages: str) -> None:
    change(root / "specs/api.yaml", "\nsections:", f"\nlanguages: {languages}\nsections:")


def test_a_project_has_the_languages_that_it_wants_in_its_own_order(project: Path) -> None:
    wants(project, "[curl, node, py]")
    problems = Problems()
    found = load_languages(project, problems)
    assert problems.found == []
    assert [(language.name, language.tab) for language in found] == [("curl", 1), ("node", 2), ("py", 3)]
    assert found[1].stand_in is not None
    assert found[1].stand_in.name == "node_rest"


def test_a_tab_that_nobody_wants_is_in_no_way(project: Path) -> None:
    wants(project, "[js, py]")
    change(project / FILE, "tab: 1", "tab: 2")
    assert problems_of(project) == []
    change(project / "templates/php/language.yaml", "label: PHP", "label: Python")
    assert problems_of(project) == []


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("[crul]", "[0]: no language 'crul'; did you mean 'curl'? (languages: "),
        ("[py, curl, py]", "[2]: 'py' has a tab already; expected each language once"),
        ("[node_rest]", "[0]: 'node_rest' has no tab, it stands in for node; expected 'node' in its place"),
        ("[1]", "[0]: expected text, got the number 1"),
        ("py", ": expected a list of languages, in the order of their tabs ("),
        ("[]", ": expected a list of languages, in the order of their tabs ("),
        ("", ": expected a list of languages, in the order of their tabs ("),
    ],
)
def test_a_list_of_languages_that_cannot_be_is_a_problem(project: Path, written: str, expected: str) -> None:
    wants(project, written)
    (problem,) = problems_of(project)
    assert f": languages{expected}" in problem
    assert problem.startswith("specs/api.yaml:")


def expect_a_failure_of_curl(root: Path) -> None:
    expected = "    expected_failures: [{language: curl, reason: Known., until: '2999-01-01'}]\n"
    change(root / "specs/guide/things.yaml", "    rpc: DeleteInputs\n", f"    rpc: DeleteInputs\n{expected}")


def test_what_follows_from_a_wrong_name_in_the_list_is_not_told(project: Path) -> None:
    wants(project, "[crul, node]")
    expect_a_failure_of_curl(project)
    with pytest.raises(SpecError) as caught:
        load(project)
    (problem,) = caught.value.problems
    assert problem.key_path == "languages[0]"


def test_an_expected_failure_of_a_language_that_nobody_wants_is_a_problem(project: Path) -> None:
    wants(project, "[node]")
    expect_a_failure_of_curl(project)
    with pytest.raises(SpecError, match=r"no language 'curl' \(languages: node\)"):
        load(project)


def test_no_language_is_a_problem(tmp_path: Path) -> None:
    assert problems_of(tmp_path) == ["templates/: holds no language; expected <language>/language.yaml"]


def test_missing_template_is_a_problem(project: Path) -> None:
    (project / "templates/py/snippet.py.j2").unlink()
    assert problems_of(project) == [f"{FILE}: expected its template at templates/py/snippet.py.j2"]


def test_no_variable_has_a_reserved_word_in_capitals_for_a_name(loaded: Project) -> None:
    (php,) = (language for language in loaded.languages if language.name == "php")
    assert {"list", "LIST", "FUNCTION"} <= php.impossible[NameKind.VARIABLE]
    assert "LIST" not in php.taken[NameKind.TYPE]


def test_two_languages_on_one_tab_are_a_problem(project: Path, languages: Mapping[str, Language]) -> None:
    change(project / FILE, "tab: 1", "tab: 2")
    free = 1 + max(language.tab for language in languages.values())
    assert problems_of(project) == [f"{FILE}:1:6: tab: 2 is that of js; expected another number, e.g. {free}"]


@pytest.mark.parametrize("label", ["JavaScript (REST)", "javascript (rest)", "Node.js (REST)"])
def test_two_tabs_with_one_label_are_a_problem(project: Path, label: str) -> None:
    change(project / FILE, "label: Python (gRPC)", f"label: {label}")
    (told,) = problems_of(project)
    assert re.fullmatch(
        r"templates/\w+/language\.yaml:[23]:8: label: '.*' is the label of \w+ too, "
        r"at templates/\w+/language\.yaml:[23]:8; "
        "expected one of its own",
        told,
    )
    assert "templates/py/" in told or "label of py too" in told


@pytest.mark.parametrize("target", ["../elsewhere", "nothing", ".."])
@pytest.mark.parametrize("name", ["py", "node_rest", "includes"])
def test_a_folder_that_is_a_link_is_a_problem(project: Path, name: str, target: str) -> None:
    (project / "templates" / name).rename(project / "elsewhere")
    (project / "templates" / name).symlink_to(target)
    told = problems_of(project)
    assert f"templates/{name}: is a symbolic link; expected a folder; put the folder itself there" in told


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("tab: 1", "tab: first", "tab: expected a whole number, got the text 'first'"),
        ("tab: 1", "tab: true", "tab: expected a whole number, got the boolean true"),
        ('install: {line: "pip install clarifai-grpc=={version}"}', "install: {}", "client.install: expected a line"),
        (
            "  package:",
            "  signs: A Key\n  package:",
            "client.signs: expected '<header>: <scheme>' or '<header>', got 'A Key'",
        ),
        ("transport: grpc", "transport: soap", "transport: expected 'grpc' or 'rest', got 'soap'"),
        ("delimiter: '\"'", "delimiter: x", "literals.text.delimiter: expected a quote, got 'x'"),
        ("base: 16", "base: 10", "literals.text.control.base: expected 8 or 16, got 10"),
        ("digits: 2", "digits: two", "literals.text.control.digits: expected a whole number from 1 to 8, got the text"),
        (
            "digits: 2",
            "digits: 0",
            "literals.text.control.digits: expected a whole number from 1 to 8, got the number 0",
        ),
        (
            "digits: 2",
            "digits: -1",
            "literals.text.control.digits: expected a whole number from 1 to 8, got the number -1",
        ),
        (
            "digits: 2",
            "digits: 9",
            "literals.text.control.digits: expected a whole number from 1 to 8, got the number 9",
        ),
        ("        {}\n", "", r"literals.bytes: expected a text with '{}' in it, got 'base64.b64decode(\n)'"),
        ("line_length: 88", "line_length: 8", "line_length: expected a whole number from 40 to 999, got the number 8"),
        ('  "null"', '  integer: int\n  "null"', "literals.integer: expected a text with '{}' in it, got 'int'"),
        ('  "null"', '  double: d\n  "null"', "literals.double: expected a text with '{}' in it, got 'd'"),
        ('  "null"', '  signed: [float]\n  "null"', "literals.signed: expected 'integer' or 'long', got 'float'"),
        ('  "null"', '  comment: {escapes: {x: y}}\n  "null"', "literals.comment: expected 'escapes' or 'control' to"),
        ("\ntaken:", "\ntaken:\n  method: [x]", "taken.method: unknown key; did you mean 'methods'? (keys: fields, "),
        ("fence: python", "fence: '}'", "fence: expected a highlighter's name, got '}'"),
        ("label: Python (gRPC)", "label: 'a\"b'", "label: expected a label without quotes"),
        ('reference: "{}"', "reference: x", "reference: expected a text with '{}' in it, got 'x'"),
        ("version: 12.6.0", "version: 12.6", "client.version: expected text, got the number 12.6; write it in quotes"),
        ('"true": "True"', '"true": true', "literals.true: expected text, got the boolean true; write it in quotes"),
        ("fence: python", "fence: python\nfences: x", "fences: unknown key; did you mean 'fence'? (keys: client, "),
        ("  package: clarifai-grpc\n", "", "client.package: missing; expected text"),
    ],
)
def test_wrong_fact(project: Path, old: str, new: str, message: str) -> None:
    change(project / FILE, old, new)
    problems = problems_of(project)
    assert len(problems) == 1
    assert problems[0].startswith(f"{FILE}:")
    assert message in problems[0]


@pytest.mark.parametrize("key", ["literals", "runtime", "client"])
def test_a_part_that_is_no_mapping(project: Path, key: str) -> None:
    change(project / FILE, f"\n{key}:", f"\n{key}: 5\nwas_{key}:")
    assert any(f"{key}: expected" in problem and "got the number 5" in problem for problem in problems_of(project))


@pytest.mark.parametrize("content", [b"", b"\xff", b"- a\n", b"a: 'x", b"5"])
def test_a_file_that_is_no_mapping(project: Path, content: bytes) -> None:
    (project / FILE).write_bytes(content)
    assert [problem.startswith(FILE) for problem in problems_of(project)] == [True]


def test_commands_are_words_that_are_text(project: Path) -> None:
    change(project / FILE, "syntax: [", "syntax: [5, ")
    problems = problems_of(project)
    assert len(problems) == 1
    assert "runtime.syntax[0]: expected text, got the number 5; write it in quotes" in problems[0]
