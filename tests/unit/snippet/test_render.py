"""A wrong template is a problem with its place, and nothing leaks from one rendering to the next."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from sixfold.errors import SpecError
from sixfold.language import Language
from sixfold.request import Request
from sixfold.snippet.render import Renderer
from tests.support.rendering import snippet_text

RequestOf = Callable[..., Request]
Languages = Mapping[str, Language]
TEMPLATE = "templates/py/snippet.py.j2"


@pytest.fixture
def one(request_of: RequestOf) -> Request:
    return request_of("DeleteInputs", "ids: [a]")


def problem_of(project: Path, text: str, request: Request, language: Language) -> str:
    (project / TEMPLATE).write_text(text)
    with pytest.raises(SpecError) as error:
        snippet_text(Renderer(project), request, "delete_some", language)
    return str(error.value)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("a\nb\n{{ request.nope }}\n", ":3:1: template error: "),
        ("{{ requets.rpc }}\n", ":1:1: template error: 'requets' is undefined"),
        ("\n{{ language.packages['x.y'] }}\n", ":2:1: template error: "),
        ("\n{{ request.rpc | nofilter }}\n", ":2:1: template error: No filter named 'nofilter'."),
        ("\n\n{% if %}\n", ":3:1: template error: Expected an expression, got 'end of statement block'"),
        ("{% for x in request.variables %}\n", ":1:1: template error: "),
        ("\n{% include 'nope.j2' %}\n", ":2:1: template error: 'nope.j2' not found"),
        ("\n{% include '/etc/passwd' %}\n", ":2:1: template error: '/etc/passwd' not found"),
        ("{% macro m(x) %}\n{{ x.nope }}\n{% endmacro %}\n{{ m(request) }}\n", ":2:1: template error: "),
    ],
)
def test_a_wrong_template_is_named_with_its_line(
    project: Path, one: Request, languages: Languages, text: str, problem: str
) -> None:
    assert problem_of(project, text, one, languages["py"]).startswith(TEMPLATE + problem)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{{ 1 + "a" }}', "TypeError: unsupported operand"),
        ("{{ 1 // 0 }}", "ZeroDivisionError: "),
        ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "RecursionError: "),
        ("{{ 5 | literal }}", "AttributeError: "),
        ("{{ request.message | literal }}", "AttributeError: "),
        ("{{ request.message.at() }}", "TypeError: "),
    ],
)
def test_whatever_a_template_raises_is_named_with_its_line(
    project: Path, one: Request, languages: Languages, text: str, said: str
) -> None:
    assert problem_of(project, f"\n{text}", one, languages["py"]).startswith(f"{TEMPLATE}:2:1: template error: {said}")


def test_a_template_that_is_not_utf_8_is_a_problem(project: Path, one: Request, languages: Languages) -> None:
    (project / TEMPLATE).write_bytes(b"\xff")
    with pytest.raises(
        SpecError, match=rf"^{TEMPLATE}: template error: 'py/snippet.py.j2' cannot be read: expected UTF-8"
    ):
        snippet_text(Renderer(project), one, "x", languages["py"])


def test_a_literal_of_no_language_is_a_problem(project: Path) -> None:
    (project / "templates/x.j2").write_text("{{ 'x' | literal }}")
    with pytest.raises(SpecError, match=r"^templates/x.j2:1:1: template error: KeyError: 'language'$"):
        Renderer(project).template("x.j2")


def test_a_template_of_a_project_named_by_a_relative_path(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project)
    (project / "templates/a.j2").write_text("{% include 'b.j2' %}")
    (project / "templates/b.j2").write_text("\n{{ nope }}")
    with pytest.raises(SpecError, match=r"^templates/b.j2:2:1: "):
        Renderer(Path()).template("a.j2")


def test_a_wrong_line_of_an_included_template_is_named(project: Path, one: Request, languages: Languages) -> None:
    (project / "templates/part.j2").write_text("\n{{ nope }}\n")
    problem = problem_of(project, "{% include 'part.j2' %}", one, languages["py"])
    names = "(names: language, namespace, operation, range, request)"
    assert problem == f"templates/part.j2:2:1: template error: 'nope' is undefined {names}"


def test_a_missing_template_is_a_problem(project: Path) -> None:
    with pytest.raises(SpecError, match=r"^templates/nope.j2: template error: 'nope.j2' not found"):
        Renderer(project).template("nope.j2")


def rendered(renderer: Renderer, request: Request, languages: Languages) -> dict[str, str]:
    return {name: snippet_text(renderer, request, "delete_some", language) for name, language in languages.items()}


def test_rendering_is_the_same_every_time(project: Path, one: Request, languages: Languages) -> None:
    assert rendered(Renderer(project), one, languages) == rendered(Renderer(project), one, languages)


def test_nothing_leaks_from_one_language_or_request_to_the_next(
    project: Path, one: Request, request_of: RequestOf, languages: Languages
) -> None:
    renderer = Renderer(project)
    alone = {
        name: snippet_text(Renderer(project), one, "delete_some", language) for name, language in languages.items()
    }
    other = request_of("PatchApp", "app: {id: x, image: {base64: AP8=}}\nreindex: true")
    backwards = dict(reversed(list(languages.items())))
    assert rendered(renderer, one, backwards) == alone
    rendered(renderer, other, languages)
    assert rendered(renderer, one, languages) == alone


def test_templates_get_no_other_names(project: Path, one: Request, languages: Languages) -> None:
    names = "{{ [request, operation, language] | length }}{{ self is defined }}"
    (project / TEMPLATE).write_text(names)
    assert snippet_text(Renderer(project), one, "delete_some", languages["py"]).startswith("3")
    for name in ("project", "api", "page", "os", "utils"):
        assert "is undefined" in problem_of(project, f"{{{{ {name} }}}}", one, languages["py"])


def test_a_variable_is_written_as_its_constant(project: Path, one: Request, languages: Languages) -> None:
    (project / "templates/php/snippet.php.j2").write_text("{{ request.authentication[0] | literal }}\n")
    assert snippet_text(Renderer(project), one, "x", languages["php"]) == "PAT\n"


def test_a_language_without_constants_writes_the_value(project: Path, one: Request, languages: Languages) -> None:
    (project / "templates/curl/snippet.sh.j2").write_text("{{ request.authentication[0] | literal }}\n")
    assert snippet_text(Renderer(project), one, "x", languages["curl"]) == "'secret'\n"


def test_a_plain_text_is_quoted(project: Path, one: Request, languages: Languages) -> None:
    (project / TEMPLATE).write_text("{{ 'a\"b' | literal }}")
    assert snippet_text(Renderer(project), one, "x", languages["py"]) == '"a\\"b"'


def test_html_is_not_escaped(project: Path) -> None:
    (project / "templates/x.j2").write_text("{{ text }}")
    assert Renderer(project).template("x.j2", text="<&>") == "<&>"


def test_a_value_with_a_line_end_begins_no_line(project: Path, request_of: RequestOf, languages: Languages) -> None:
    request = request_of("DeleteInputs", 'ids: ["a\\nrm -rf /"]')
    for language in languages.values():
        text = snippet_text(Renderer(project), request, "delete_some", language)
        assert not [line for line in text.splitlines() if line.lstrip("'\" ").startswith("rm")]


@pytest.mark.parametrize(
    ("example", "line"),
    [('"a\\nrm -rf ~"', "#   a\\nrm -rf ~"), ("x" * 100, f"#   {'x' * 71}…")],
)
def test_an_example_in_a_comment_of_the_shell_is_one_short_line(
    project: Path, request_of: RequestOf, languages: Languages, example: str, line: str
) -> None:
    request = request_of("DeleteInputs", "ids: [$ID]", examples=f"ID: {{example: {example}, description: An ID.}}\n")
    text = snippet_text(Renderer(project), request, "delete_some", languages["curl"])
    comment = text.partition("\ncurl ")[0]
    assert line in comment.split("\n")
    assert [found for found in comment.split("\n") if found and not found.startswith("#")] == []
