"""Templates are a stranger's code: they reach nothing but what they are given, and what is wrong in them is told."""

from __future__ import annotations

import re
import resource
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from jinja2 import nodes
from jinja2.defaults import DEFAULT_NAMESPACE
from jinja2.filters import FILTERS
from jinja2.sandbox import MAX_RANGE

from sixfold.errors import SpecError
from sixfold.language import Language
from sixfold.request import Request
from sixfold.snippet.environment import Environment
from sixfold.snippet.render import Renderer, words
from sixfold.snippet.vocabulary import SNIPPET, nouns, offered
from tests.support.projects import ROOT
from tests.support.rendering import snippet_text

RequestOf = Callable[..., Request]
Languages = Mapping[str, Language]
TEMPLATE = "templates/py/snippet.py.j2"


@pytest.fixture
def render(project: Path, request_of: RequestOf, languages: Languages) -> Callable[[str], str]:
    """Render a text as Python's template."""
    one = request_of("DeleteInputs", "ids: [a]")

    def render(text: str) -> str:
        (project / TEMPLATE).write_text(text)
        return snippet_text(Renderer(project), one, "delete_some", languages["py"])

    return render


@pytest.fixture
def problems(render: Callable[[str], str]) -> Callable[[str], list[str]]:
    def problems(text: str) -> list[str]:
        with pytest.raises(SpecError) as error:
            render(text)
        return str(error.value).splitlines()

    return problems


# Ways that lead from an object to modules, files or other objects; `{}` is each object of the next list in turn.
WAYS = (
    "{{{{ {}.__class__.__mro__ }}}}",
    "{{{{ {}.__init__.__globals__ }}}}",
    "{{{{ {}['__class__'].__base__ }}}}",
    "{{{{ ({} | attr('__class__')).__subclasses__() }}}}",
    "{{{{ '{{0.__class__.__init__.__globals__}}'.format({}) }}}}",
    "{{{{ '{{x.__class__.__mro__}}'.format_map({{'x': {}}}) }}}}",
    "{{{{ ('{{0.__class__.__mro__}}' | attr('format'))({}) }}}}",
    "{{{{ ([{}] | map(attribute='__class__') | first).__mro__ }}}}",
    "{{% set x = {} %}}{{% if x.__class__.__mro__ %}}{{% endif %}}",
)
OBJECTS = (
    "''",
    "[]",
    "{}",
    "none",
    "1",
    "request",
    "request.rpc",
    "request.message",
    "request.message.at",
    "request.method.request",
    "request.variables",
    "request.variables[0].example.kind",
    "request.kinds",
    "request.headers[0].line",
    "language",
    "language.packages",
    "language.literals.quoting.escapes",
    "language.runtime",
    "operation",
    "range",
    "namespace",
    "namespace()",
    "self",
    "(request.types | groupby('package') | first)",
    "('a' | literal)",
    "(language.packages.items)",
)


@pytest.mark.parametrize("thing", OBJECTS)
def test_no_way_leads_out_of_an_object(problems: Callable[[str], list[str]], thing: str) -> None:
    for way in WAYS:
        (problem,) = problems(way.format(thing))
        assert re.search(r"unsafe|has no attribute|is undefined", problem), (way, problem)


@pytest.mark.parametrize(
    "text",
    [
        "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
        "{{ lipsum.__globals__ }}",
        "{{ joiner }}",
        "{{ dict }}",
        "{{ [1, 2] | random }}",
        "{% macro m() %}{% endmacro %}{{ m._func.__globals__ }}",
        "{% for x in [1] %}{{ loop._iterable }}{% endfor %}",
        "{{ self._TemplateReference__context }}",
        "{{ request.method.request.file.pool }}",
        "{{ request.method.request._concrete_class }}",
        "{{ request.method.request.GetOptions() }}",
        "{{ request.expected() }}",
        "{{ request.expected }}",
        "{{ language.packages.update({'a': 'b'}) }}",
        "{% do language.packages.clear() %}",
        "{% set language.name = 'x' %}",
    ],
)
def test_nothing_else_is_reached_or_changed(problems: Callable[[str], list[str]], text: str) -> None:
    assert len(problems(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        f"{{{{ range({MAX_RANGE + 1}) | list }}}}",
        "{% for x in range(10 ** 12) %}{% endfor %}",
        "{% for x in range(99999) %}{% for y in range(99999) %}{% endfor %}{% endfor %}",
        "{{ 'x' * 10 ** 9 }}",
        "{{ 10 ** 9 * [1] }}",
        "{{ 9 ** (9 ** 9) }}",
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
        "{% for x in [1] recursive %}{{ loop([1]) }}{% endfor %}",
        "{% include 'py/snippet.py.j2' %}",
    ],
)
def test_a_template_comes_to_an_end(problems: Callable[[str], list[str]], text: str) -> None:
    assert re.search(r"OverflowError|RecursionError", problems(text)[0])


@pytest.mark.parametrize(
    "text",
    [
        "{{ '%2000000000d' % request.variables | length }}",
        "{{ '%.3000000000f' % 1 }}",
        "{{ '%*d' % (2000000000, 1) }}",
        "{{ request.rpc.text.center(3000000000) }}",
        "{{ request.rpc.text.zfill(3000000000) }}",
        "{% set ns = namespace(s='xx') %}{% for i in range(60) %}{% set ns.s = ns.s + ns.s %}{% endfor %}",
    ],
)
def test_a_text_has_a_length(problems: Callable[[str], list[str]], text: str) -> None:
    assert re.search(r"OverflowError: the (width|sum) is too (large|long)", problems(text)[0])


@pytest.mark.parametrize(
    "text",
    [
        "{{ request.rpc | center(3000000000) }}",
        "{{ 'a' | center(3000000000) }}",
        "{{ '{:3000000000}'.format(1) }}",
        "{{ '%3000000000d' | format(1) }}",
        "{{ ('x' * 100000).replace('x', 'y' * 100000) }}",
        "{% set ns = namespace(s='xx') %}{% for i in range(60) %}{% set ns.s = ns.s ~ ns.s %}{% endfor %}",
        "{{ ('x' * 100000) | list | join('y' * 100000) }}",
    ],
)
def test_a_rendering_has_its_memory(
    render: Callable[[str], str], problems: Callable[[str], list[str]], text: str
) -> None:
    before = resource.getrlimit(resource.RLIMIT_AS)
    (problem,) = problems(text)
    assert problem.startswith(f"{TEMPLATE}:1:1: template error: takes more than 512 MiB of memory; expected")
    assert resource.getrlimit(resource.RLIMIT_AS) == before
    assert render("{{ '%5d|%s' % (5000000, 'a 2000000000') }}") == "5000000|a 2000000000"


@pytest.mark.parametrize(
    "text",
    [
        "{% set s = 'x' * 1000000 %}{% for a in s %}{% for b in s %}{% endfor %}{% endfor %}",
        "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(60) }}",
        "{{ ('x ' * 400000) | wordwrap(1) | wordwrap(2) | wordwrap(1) | wordwrap(2) | wordwrap(1) }}",
    ],
)
def test_a_rendering_has_its_time(
    monkeypatch: pytest.MonkeyPatch, render: Callable[[str], str], problems: Callable[[str], list[str]], text: str
) -> None:
    monkeypatch.setattr("sixfold.snippet.render.LONGEST", 0.3)
    (problem,) = problems(text)
    assert problem.startswith(f"{TEMPLATE}:1:1: template error: takes longer than ")
    assert render("{{ 1 }}") == "1"


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        (
            "{% if false %}\n{{ request.rpc | lterall }}{% endif %}",
            2,
            "No filter named 'lterall'. Did you mean 'literal'?",
        ),
        ("{% if false %}\n{{ 1 is takn }}{% endif %}", 2, "No test named 'takn'. Did you mean 'taken'?"),
        (
            "{% if false %}{% filter uper %}x{% endfilter %}{% endif %}",
            1,
            "No filter named 'uper'. Did you mean 'upper'?",
        ),
        ("{% macro never() %}\n{{ requets }}{% endmacro %}", 2, "'requets' is undefined; did you mean 'request'?"),
        ("{% if false %}\n{{ language.lable }}{% endif %}", 2, "'Language' object has no attribute 'lable'; did you"),
        (
            "{% if false %}{{ request.success.type.modul }}{% endif %}",
            1,
            "'TypeName' object has no attribute 'modul'; did",
        ),
        ("{% if false %}\n\n{% include 'nope.j2' %}{% endif %}", 3, "'nope.j2' not found; expected it in templates/"),
        ("{% if false %}{% from 'nope.j2' import x %}{% endif %}", 1, "'nope.j2' not found"),
        ("{{ 'a' if true else (1 | nope) }}", 1, "No filter named 'nope'."),
    ],
)
def test_a_branch_that_is_not_taken_is_read_too(
    problems: Callable[[str], list[str]], text: str, line: int, said: str
) -> None:
    (problem,) = problems(text)
    assert problem.startswith(f"{TEMPLATE}:{line}:1: template error: {said}")


def test_all_that_is_wrong_is_told_at_once(project: Path, problems: Callable[[str], list[str]]) -> None:
    (project / "templates/part.j2").write_text("{% if false %}{{ 1 | nope }}{% endif %}")
    found = problems("{% if false %}\n{{ requets }}\n{{ operation.pascla }}{% include 'part.j2' %}{% endif %}")
    assert [problem.partition(": ")[0] for problem in found] == [
        "templates/part.j2:1:1",
        f"{TEMPLATE}:2:1",
        f"{TEMPLATE}:3:1",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "{{ nope is defined }}{{ nope | default('x') }}{{ request.nope is defined }}{{ request.nope | default('x') }}",
        "{% if nope is defined and false %}{% endif %}",
        "{% set request = namespace(a=1) %}{{ request.a }}",
        "{% macro m(x) %}{{ x }}{{ varargs }}{{ kwargs }}{{ caller() }}{% endmacro %}{% call m(1) %}{% endcall %}",
        "{% for x in [1] %}{{ loop.index }}{% endfor %}{{ self is defined }}",
        "{% include 'nope.j2' ignore missing %}",
        "{% block b %}{% endblock %}{{ self.b() }}",
    ],
)
def test_what_is_right_is_no_problem(render: Callable[[str], str], text: str) -> None:
    render(text)


def test_a_part_knows_the_names_of_what_takes_it_in(project: Path, render: Callable[[str], str]) -> None:
    (project / "templates/part.j2").write_text("{{ mine }}{{ request.rpc }}")
    assert render("{% set mine = 1 %}{% include 'part.j2' %}") == "1DeleteInputs"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("{{ request.foo }}", ["'Request' object has no attribute 'foo'", "(names: authentication, ", "variables)"]),
        (
            "{% for x in request.types %}{{ x.nam }}{% endfor %}",
            ["did you mean 'name'?", "module, name, outer, package"],
        ),
        (
            "{{ language.packages['clarifai.api.stats'] }}",
            [
                "'packages' of templates/py/language.yaml",
                "did you mean 'clarifai.api.status'?",
                "google.protobuf",
                "add it there",
            ],
        ),
        ("{{ language.types['text'] }}", ["'types' of templates/py/language.yaml has no 'text'", "(names: none)"]),
        ("{{ {'a': 1}['b'] }}", ["a mapping has no key 'b'", "(names: a)"]),
        ("{{ request.variables[99] }}", ["'tuple' object has no element 99"]),
        ("{{ request.rpc is taken('metods') }}", ["'metods'; did you mean 'methods'?", "kinds: variables, files, "]),
    ],
)
def test_what_there_is_is_told_with_what_is_not(
    problems: Callable[[str], list[str]], text: str, parts: list[str]
) -> None:
    (problem,) = problems(text)
    assert [part for part in parts if part not in problem] == []


def test_the_language_that_lacks_a_package_is_named(project: Path, request_of: RequestOf, languages: Languages) -> None:
    path = project / "templates/java/language.yaml"
    language = languages["java"]
    assert "  clarifai.api.status:" in path.read_text()
    lacking = {key: value for key, value in language.packages.items() if key != "clarifai.api.status"}
    with pytest.raises(SpecError, match=r"'packages' of templates/java/language\.yaml has no 'clarifai\.api\.status'"):
        snippet_text(
            Renderer(project), request_of("DeleteInputs", "ids: [a]"), "x", replace(language, packages=lacking)
        )


def used(name: str) -> Iterator[str]:
    """Yield every attribute that a template uses, and every filter and test of the tool's own."""
    environment = Environment(ROOT)
    assert environment.loader is not None
    tree = environment.parse(environment.loader.get_source(environment, name)[0])
    yield from (node.attr for node in tree.find_all(nodes.Getattr))


def test_the_site_says_all_that_a_template_uses(languages: Languages) -> None:
    page = (ROOT / "includes/vocabulary.md").read_text(encoding="utf-8")
    known = {name.partition("(")[0] for name in re.findall(r"(?m)^- `([^`]+)`", page)}
    for language in languages.values():
        for form in language.forms:
            # Of data that is not the tool's own, and of a template's own memory.
            others = {"split", "index", "last", "first", "strip", "code", "values", "quotes", "found"}
            assert set(used(form.template)) - known - others == set(), form.template
    assert {word.name for word in words()} <= known
    assert '--8<-- "includes/vocabulary.md"' in (ROOT / "docs/templates.md").read_text(encoding="utf-8")


def test_what_is_documented_is_what_is_allowed(render: Callable[[str], str]) -> None:
    for name, kind in SNIPPET.items():
        for attribute in offered(kind):
            assert render(f"{{{{ {name}.{attribute} is defined }}}}") == "True"
    for noun in nouns():
        assert noun.attributes, noun.name
        assert noun.text or noun.name == "Descriptor"
        assert not [found for found in noun.attributes if found.name.startswith("_")]


def test_what_is_said_not_to_be_there_is_not_there() -> None:
    (said,) = re.findall(r"Of Jinja's own things (.*) are not\s+there\.", (ROOT / "docs/templates.md").read_text())
    environment = Environment(ROOT)
    assert {*re.findall("`([a-z]+)`", said)} == {*DEFAULT_NAMESPACE, *FILTERS} - {
        *environment.globals,
        *environment.filters,
    }


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{{ request["rcp"] }}', "'Request' object has no attribute 'rcp'; did you mean 'rpc'?"),
        ("{{ request.variables[0].nam }}", "'RequestVariable' object has no attribute 'nam'; did you mean 'name'?"),
        (
            "{% for v in request.variables if false %}{{ v.nam }}{% endfor %}",
            "'RequestVariable' object has no attribute",
        ),
        ("{% set r = request %}{{ r.rcp }}", "'Request' object has no attribute 'rcp'"),
        ("{% with r = request.rpc %}{{ r.snak }}{% endwith %}", "'Name' object has no attribute 'snak'"),
        ("{{ request.module(request.types[0]).uper }}", ""),
        ('{{ request.types | map(attribute="nam") | list }}', "'TypeName' object has no attribute 'nam'"),
        ('{{ request.types | selectattr("nam") | list }}', "'TypeName' object has no attribute 'nam'"),
        ('{{ (request.types | sort(attribute="name") | first).nam }}', "'TypeName' object has no attribute 'nam'"),
        ("{{ request.rpc is taken('metods') }}", "no kind of names is called 'metods'; did you mean 'methods'?"),
        ('{{ request.types | map("nofilter") | list }}', "No filter named 'nofilter'."),
        ('{{ request.types | select("notest") | list }}', "No test named 'notest'."),
        ('{{ request.types | rejectattr("name", "notest") | list }}', "No test named 'notest'."),
    ],
)
def test_a_misspelt_name_is_found_where_no_branch_is_taken(
    render: Callable[[str], str], problems: Callable[[str], list[str]], text: str, message: str
) -> None:
    for never in (f"{{% if false %}}\n{text}{{% endif %}}", f"{{% macro never() %}}\n{text}{{% endmacro %}}"):
        if message:
            (problem,) = problems(never)
            assert problem.startswith(f"{TEMPLATE}:2:1: template error: {message}"), problem
        else:
            assert render(never) == ""


@pytest.mark.parametrize(
    "text",
    [
        "{% if request %}{% set q = 1 %}{% else %}{% set q = 2 %}{% endif %}{{ q }}",
        "{% if request %}{% set q = 1 %}{{ q }}{% endif %}",
        "{% for x in [1] %}{% if x %}{% set q, r = 1, 2 %}{% endif %}{{ q }}{% endfor %}",
        "{% if request %}{% set q %}1{% endset %}{% else %}{% set q = 2 %}{% endif %}{{ q }}",
        "{% if request %}{% macro m() %}1{% endmacro %}{% endif %}{{ m() }}",
        "{% set request = namespace(own=1) %}{{ request.own }}",
        "{% for request in [namespace(own=1)] %}{{ request.own }}{% endfor %}",
        "{% macro m(request) %}{{ request.own }}{% endmacro %}{{ m(namespace(own=1)) }}",
        "{% set r = request %}{% if true %}{% set r = namespace(own=1) %}{% endif %}{{ r.own }}",
        "{% if request.rcp is defined %}{{ request['rcp'] | default(1) }}{% endif %}1",
    ],
)
def test_what_a_template_itself_sets_is_there(render: Callable[[str], str], text: str) -> None:
    assert render(text) == "1"
