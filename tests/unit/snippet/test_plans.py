"""What a plan says is what its template says, whatever the values: one that asks for more of them has no plan."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.calls import renewed
from sixfold.errors import SpecError
from sixfold.language import Language
from sixfold.marks import Composed
from sixfold.project import Project
from sixfold.request import Request
from sixfold.snippet import Renderer, plans
from sixfold.snippet.plan import Plan, Recording
from sixfold.snippet.plans import Plans
from sixfold.snippet.shape import blank_of, shape_of
from sixfold.snippet.unasked import AskedError, Blank, Deferred, Questions
from sixfold.value import MapValue, ScalarKind, ScalarValue
from tests.support.drawing import drawn
from tests.support.hostile_texts import TEXTS
from tests.support.projects import ROOT
from tests.support.rendering import snippet_text, unrendered

RequestOf = Callable[..., Request]
Languages = Mapping[str, Language]
TEMPLATE = "templates/py/snippet.py.j2"
EXAMPLES = "ONE: {example: a, description: One.}\nTWO: {example: b, description: Two.}\n"
LONG = [f"-{'x' * length}" for length in range(0, 120, 7)]


class Planned:
    """A renderer, and how it came by what it rendered last."""

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.renderer = Renderer(root)
        self.by_template: list[str] = []
        bounded = self.renderer._bounded  # noqa: SLF001 - what is rendered by no plan goes through it

        def noted(asked: Sequence[tuple[str, Mapping[str, object]]]) -> list[Composed]:
            self.by_template += [name for name, _ in asked]
            return bounded(asked)

        monkeypatch.setattr(self.renderer, "_bounded", noted)

    def rendered(self, request: Request, form: Language) -> Composed:
        """Render a file for a request."""
        self.by_template.clear()
        (snippet,) = self.renderer.rendered(request, [unrendered("delete_some", form)])
        code = snippet.files[0].code
        assert code is not None
        return code

    def asks(self, project: Path, request: Request, form: Language, marks: Sequence[str]) -> set[bool]:
        """Render a request with other values, each as its template alone does; say whether that was asked."""
        asked = set()
        for mark in marks:
            found = renewed(request, mark)
            assert same(self.rendered(found, form), snippet_text(Renderer(project), found, "delete_some", form))
            asked.add(bool(self.by_template))
        return asked

    def learns(self, request: Request, form: Language) -> None:
        """Let a request come often enough for a plan."""
        self.rendered(request, form)
        self.rendered(request, form)


def same(one: Composed, other: Composed) -> bool:
    return one == other and one.editable_values == other.editable_values


@pytest.fixture
def deleting(request_of: RequestOf) -> Request:
    return request_of("DeleteInputs", "ids: [$ONE, fixed, $TWO]", examples=EXAMPLES)


def test_published_snippets_are_the_same_by_plans_for_all_values(loaded: Project) -> None:
    renderer, slow = Renderer(ROOT), Renderer(ROOT)
    entries = {entry.operation.id: entry for entry in loaded.entries}
    for name, entry in drawn(entries, 16, lambda entry: entry.request.rule.verb).items():
        for mark in ("", *TEXTS, *LONG[::3], *TEXTS[:5]):
            request = renewed(entry.request, mark)
            for snippet in renderer.rendered(request, entry.snippets):
                for file in snippet.files:
                    assert file.code is not None
                    assert same(file.code, snippet_text(slow, request, name, file.language)), (file.path, mark)


def test_every_published_snippet_has_a_plan_from_its_second_time_on(
    loaded: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    planned = Planned(ROOT, monkeypatch)
    for entry in loaded.entries[::7]:
        for mark, count in (("", len(entry.snippets)), ("-1", len(entry.snippets)), ("-2", 0), ("-3", 0)):
            planned.by_template.clear()
            planned.renderer.rendered(renewed(entry.request, mark), entry.snippets)
            assert len(planned.by_template) == count, (entry.operation.id, mark)


ASKING = [
    "{{ 1 if request.message.at('ids').items[0].value == 'a' else 2 }}",
    "{{ request.message.at('ids').items[0].value }}",
    "{{ request.message.at('ids').items[0] }}",
    "{{ request.message.at('ids') }}",
    "{{ request.message.at('ids').items[0].value | length }}",
    "{% for letter in request.variables[0].text %}{{ letter }},{% endfor %}",
    "{{ request.variables[0].text == 'a' }}",
    "{{ request.variables[0].text is string }}",
    "{{ request.variables[0].text is defined }}",
    "{{ request.variables[0].text is iterable }}",
    "{{ request.variables[0].text is sequence }}",
    "{{ request.variables[0].text is lower }}",
    "{{ request.variables[0].text is in ['a', 'c'] }}",
    "{{ request.variables[0].text < request.variables[1].text }}",
    "{{ 'a' in request.variables[0].text }}",
    "{{ request.variables[0].text | int(7) }}",
    "{{ request.variables[0].text | float(7) }}",
    "{{ request.variables[0].text | upper }}",
    "{{ request.variables[0].text | default('x', true) }}",
    "{{ request.variables[0].text | wordwrap(3) }}",
    "{{ request.variables[0].text | tojson }}",
    "{{ request.variables[0].text | replace('a', 'b') }}",
    "{{ request.variables[0].text | e }}",
    "{{ request.variables[0].text.upper() }}",
    "{{ request.variables[0].text[0] }}",
    "{{ request.variables[0].text ~ '!' }}",
    "{{ request.variables[0].text + '!' }}",
    "{{ '!' + request.variables[0].text }}",
    "{{ request.variables[0].text * 2 }}",
    "{{ '%s' | format(request.variables[0].text) }}",
    "{{ '%s' % request.variables[0].text }}",
    "{{ '{0.text}'.format(request.variables[0]) }}",
    "{{ request.variables[0].example_line }}",
    "{{ request.variables[0] | attr('text') }}",
    "{{ request.variables | map(attribute='text') | join(',') }}",
    "{{ request.variables | map(attribute='example.value') | sort | join(',') }}",
    "{{ request.variables | selectattr('text', 'equalto', 'a') | list | length }}",
    "{{ request.message.at('ids').items | unique | list | length }}",
    "{{ request.message.at('ids').items[0] == request.rest.body.at('ids').items[0] }}",
    "{{ request.message.at('ids').items[0] is sameas request.rest.body.at('ids').items[0] }}",
    "{{ request.rest.url | length }}",
    "{{ request.rest.body_text.split('a') | length }}",
    "{{ request.rest.body_text | literal if request.rest.body_text | length > 40 else 1 }}",
    "{{ (request.variables[0].text ~ '!') | literal }}",
    "{{ request.keys | join }}",
    "{{ request.keys_by_credential[0] }}",
    "{{ {request.variables[0].example: 1} | length }}",
    "{{ request.variables[0] | pprint }}",
    "{{ request.rest_headers[0].line | trim }}",
    "{% set found = namespace(n=0) %}{% for v in request.variables if v.text %}{% set found.n = 1 %}{% endfor %}",
]


@pytest.mark.parametrize("text", ASKING)
def test_a_template_that_asks_values_is_rendered_each_time(
    project: Path, deleting: Request, languages: Languages, monkeypatch: pytest.MonkeyPatch, *, text: str
) -> None:
    (project / TEMPLATE).write_text(text)
    planned, form = Planned(project, monkeypatch), languages["py"]
    planned.learns(deleting, form)
    assert planned.asks(project, deleting, form, ("", "b", "-2", "'x")) == {True}


def test_whether_two_things_are_one_is_no_part_of_a_shape(
    project: Path, deleting: Request, languages: Languages, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = "request.message.at('ids').items[0]", "request.rest.body.at('ids').items[0]"
    (project / TEMPLATE).write_text(f"{{{{ {one} is sameas {other} }}}}")
    planned, form = Planned(project, monkeypatch), languages["py"]
    planned.learns(renewed(deleting, "b"), form)
    assert planned.rendered(renewed(deleting, "c"), form) == "False"
    assert planned.rendered(deleting, form) == "True"


def test_a_question_that_something_swallowed_counts(languages: Languages) -> None:
    questions = Questions()
    assert Recording([], {}, questions).plan("x", languages["py"]) is not None
    questions.count = 1
    assert Recording([], {}, questions).plan("x", languages["py"]) is None


def test_a_plan_that_says_anything_else_than_its_template_is_none(
    project: Path, deleting: Request, languages: Languages, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Plan, "filled", lambda *_: Composed("wrong"))
    planned, form = Planned(project, monkeypatch), languages["py"]
    for mark in ("1", "2", "3"):
        request = renewed(deleting, mark)
        assert same(planned.rendered(request, form), snippet_text(Renderer(project), request, "delete_some", form))


NOT_ASKING = [
    "{{ request.message.at('ids').items[0] | literal | indent(4) }}",
    "{% for v in request.variables %}{{ v.name }}{{ v | literal }}{{ v | comment }}{{ v.description }}{% endfor %}",
    "{{ request.rest.url | literal }}{{ request.rest.body_text | literal }}",
    "{% for header in request.rest_headers %}{{ header.line | literal }}{% endfor %}",
    "{% set a = request.rest.url %}{{ a | literal }}{{ a | literal | length }}",
    "{{ request.variables[0].example.kind.value }}{{ request.variables[0].text | literal }}",
    "{{ (request.variables[0] | literal) == (request.variables[0] | literal) }}",
    "{{ request.message == request.message.without([]) }}",
    "{{ request.kinds | list }}{{ request.message.fields | length }}",
    "{{ request.message.at('ids').items[0].value | literal }}",
]


@pytest.mark.parametrize("text", NOT_ASKING)
def test_a_template_that_lays_values_out_has_a_plan(
    project: Path, deleting: Request, languages: Languages, monkeypatch: pytest.MonkeyPatch, *, text: str
) -> None:
    (project / TEMPLATE).write_text(text)
    planned, form = Planned(project, monkeypatch), replace(languages["py"], reference="")
    planned.learns(deleting, form)
    assert planned.asks(project, deleting, form, ("", "b", "-2", "'\"x\\", "é😀")) == {False}


def test_what_the_widths_of_values_decide_is_decided_anew(
    project: Path, deleting: Request, languages: Languages, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (
        "{% set one, two = request.variables[0], request.variables[1] %}"
        "{% set list %}[\n  {{ one | literal }},\n  {{ two | literal }},\n]{% endset %}"
        "a = {{ list | fitted }};\n"
        "{% filter statement %}\nx =\n    f(\n        {{ two | literal }},\n        1);\n{% endfilter %}"
        '{{ "a:" | aligned }} {{ one | literal }},\n{{ "bcd:" | aligned }} 1,\n'
    )
    (project / TEMPLATE).write_text(text)
    planned, form = Planned(project, monkeypatch), replace(languages["py"], line_length=60)
    planned.learns(deleting, form)
    found = set()
    for mark in LONG * 2:
        request = renewed(deleting, mark)
        code = planned.rendered(request, form)
        assert same(code, snippet_text(Renderer(project), request, "delete_some", form)), mark
        found.add(code.count("\n"))
    assert len(found) > 2
    assert not planned.by_template


def test_a_key_of_a_column_with_a_value_in_it_has_no_plan(
    project: Path, deleting: Request, languages: Languages, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = '{{ (request.variables[0] | literal ~ ":") | aligned }} 1,\n{{ "bcd:" | aligned }} 1,\n'
    (project / TEMPLATE).write_text(text)
    planned, form = Planned(project, monkeypatch), languages["py"]
    planned.learns(deleting, form)
    for mark in ("", "longer"):
        request = renewed(deleting, mark)
        assert same(planned.rendered(request, form), snippet_text(Renderer(project), request, "delete_some", form))
        assert planned.by_template


def test_another_shape_has_no_plan_yet(
    project: Path, request_of: RequestOf, languages: Languages, monkeypatch: pytest.MonkeyPatch
) -> None:
    planned, form = Planned(project, monkeypatch), languages["py"]
    ids = ["[$ONE]", "[$TWO]", "[$ONE, $TWO]", "[$ONE, $ONE]", "[fixed]", "[other]", "[$ONE, fixed]"]
    for several in ids:
        request = request_of("DeleteInputs", f"ids: {several}", examples=EXAMPLES)
        code = planned.rendered(request, form)
        assert planned.by_template, several
        assert same(code, snippet_text(Renderer(project), request, "delete_some", form))


def test_a_value_that_cannot_be_written_is_refused_by_a_plan_too(
    project: Path, deleting: Request, languages: Languages, monkeypatch: pytest.MonkeyPatch
) -> None:
    planned, form = Planned(project, monkeypatch), languages["py"]
    planned.learns(deleting, form)
    with pytest.raises(SpecError, match="a value was written twice"):
        planned.rendered(renewed(deleting, "\ufdd0"), form)


def test_shapes_that_came_long_ago_are_forgotten(request_of: RequestOf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plans, "_MOST_SHAPES", 2)
    known = Plans()
    one, two, three = (request_of("DeleteInputs", f"ids: [{name}]") for name in ("a", "b", "c"))
    assert [known.of(request).known is None for request in (one, two, one, three)] == [True, True, False, True]
    assert [known.of(request).known is None for request in (one, two)] == [False, True]


def test_the_stand_ins_of_a_request_have_its_shape_and_none_of_its_values(loaded: Project) -> None:
    for entry in loaded.entries:
        questions = Questions()
        key, nodes = shape_of(entry.request)
        again, places = shape_of(blank_of(entry.request, questions))
        assert (again, len(places), questions.count) == (key, len(nodes), 0)
        assert shape_of(renewed(entry.request, "-1"))[0] == key
        texts = {str(variable.example.value) for variable in entry.request.variables}
        assert not texts & {part for part in key if isinstance(part, str)}


def test_other_keys_of_a_map_are_another_shape(deleting: Request) -> None:
    value = ScalarValue(ScalarKind.TEXT, "a", "ONE")
    bodies = [MapValue(((ScalarValue(ScalarKind.TEXT, key), value),)) for key in ("a", "b")]
    shapes = {shape_of(replace(deleting, rest=replace(deleting.rest, body=body)))[0] for body in bodies}
    assert len(shapes) == 2


def test_zeros_and_kinds_that_are_equal_are_of_different_shapes(deleting: Request) -> None:
    kinds = {ScalarKind.DOUBLE: (0.0, -0.0, 1.0), ScalarKind.INTEGER: (0, 1), ScalarKind.BOOLEAN: (False, True)}
    values = [ScalarValue(kind, value) for kind, several in kinds.items() for value in several]
    shapes = {shape_of(replace(deleting, rest=replace(deleting.rest, body=value)))[0] for value in values}
    assert len(shapes) == len(values)


def test_whatever_python_asks_of_a_deferred_text_is_noticed() -> None:
    deferred = Deferred(object(), "text", Questions())
    ask = Deferred.__dict__["_ask"]
    asked = {name for kind in (str, bytes, int, float, list, dict) for name in dir(kind) if name.startswith("__")}
    quiet = {
        *("__class__", "__doc__", "__init__", "__new__", "__init_subclass__", "__subclasshook__", "__class_getitem__"),
        *("__getnewargs__", "__getformat__", "__setformat__", "__getstate__", "__buffer__", "__release_buffer__"),
        *("__iadd__", "__imul__", "__ior__"),  # without them Python takes `__add__` and the like
    }
    assert {name for name in asked - quiet if Deferred.__dict__.get(name) is not ask} == set()
    for question in (lambda: isinstance(deferred, str), lambda: getattr(deferred, "upper", ""), lambda: f"{deferred}"):
        with pytest.raises(AskedError):
            question()


def test_a_blank_value_says_all_but_its_value() -> None:
    questions = Questions()
    blank = Blank(ScalarValue(ScalarKind.TEXT, "secret", "NAME"), questions)
    assert (blank.kind, blank.variable, blank.shape) == (ScalarKind.TEXT, "NAME", "scalar")
    asking: list[Callable[[], object]] = [lambda: blank.value, lambda: str(blank), lambda: hash(blank)]
    asking += [lambda: blank == blank, lambda: blank != 1, lambda: ScalarValue(ScalarKind.TEXT, "x") == blank]  # noqa: PLR0124
    for number, question in enumerate(asking, 1):
        with pytest.raises(AskedError):
            question()
        assert questions.count == number
