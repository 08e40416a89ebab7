"""Request x Language -> Snippet: a template lays out, and the values are put in at the end.

A template that misspells a name fails, in a branch that is not taken too.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import cast

from jinja2 import TemplateError, pass_context
from jinja2.runtime import Context

from sixfold.errors import Place, Problem, SpecError
from sixfold.escape import fence_for, html_text, plain_text, safe_markdown
from sixfold.language import Language
from sixfold.marks import Composed
from sixfold.names import Name
from sixfold.places import TEMPLATES
from sixfold.plain import plain_markdown
from sixfold.request import Request, RequestVariable
from sixfold.snippet.bounds import TookTooLongError, memory, within
from sixfold.snippet.environment import Environment
from sixfold.snippet.inspection import Inspection, Mistake
from sixfold.snippet.laid_out import LaidOutValues
from sixfold.snippet.layout import aligned, fitted, lay_out
from sixfold.snippet.model import Snippet, SnippetFile
from sixfold.snippet.naming import TESTS, home
from sixfold.snippet.plan import Recording
from sixfold.snippet.plans import Plans, Shaped
from sixfold.snippet.source_text import bytes_text, comment_text, is_bytes_in_place, source_text
from sixfold.snippet.statement import statement
from sixfold.snippet.unasked import is_deferred
from sixfold.snippet.vocabulary import Attribute, described
from sixfold.value import ScalarValue

LONGEST = 20.0
"""How many seconds one rendering may take. The longest of this project's takes a fraction of one."""
MOST_MEMORY = 512 << 20
"""How many bytes it may take beside what the process has already."""
_TOO_MUCH = {
    TookTooLongError: f"takes longer than {LONGEST:g} s; expected a text that is laid out, with fewer or shorter loops",
    MemoryError: f"takes more than {MOST_MEMORY >> 20} MiB of memory; expected shorter texts and lists",
}


class Renderer:
    """Renders the templates of one project."""

    def __init__(self, root: Path) -> None:
        """Open ``templates/`` of the project at ``root``."""
        self._environment = Environment(root)
        self._environment.filters.update(
            literal=self._literal,
            comment=self._comment,
            home=home,
            fitted=fitted,
            aligned=aligned,
            statement=statement,
        )
        self._environment.filters.update((found.__name__, found) for found in _FOR_PAGES)
        self._environment.tests.update(TESTS, sameas=self._is_same)
        self._inspection = Inspection(self._environment)
        self._written = LaidOutValues()
        self._plans = Plans()
        self._macros: dict[str, tuple[str, ...]] = {}

    def rendered(self, request: Request, snippets: Sequence[Snippet]) -> tuple[Snippet, ...]:
        """Return snippets of one request with the code of each of their files.

        :raises SpecError: when a template is wrong, with its place.
        """
        if not snippets:
            return ()
        given = {"request": request, "operation": Name(snippets[0].key.operation)}
        codes = iter(self._codes(given, [file for snippet in snippets for file in snippet.files]))
        return tuple(
            Snippet(
                snippet.key,
                snippet.language,
                snippet.chosen,
                tuple(self._with_code(file, next(codes)) for file in snippet.files),
            )
            for snippet in snippets
        )

    def _codes(self, given: Mapping[str, object], files: Sequence[SnippetFile]) -> list[Composed]:
        """Return the code of files of one request: by the plans that are known, and else by their templates."""
        operation, shaped = str(given["operation"]), self._plans.of(cast("Request", given["request"]))
        known = [shaped.filled(operation, file.template, file.language) for file in files]
        anew = iter(self._anew(shaped, given, [file for file, code in zip(files, known, strict=True) if code is None]))
        return [next(anew) if code is None else code for code in known]

    def _anew(self, shaped: Shaped, given: Mapping[str, object], files: Sequence[SnippetFile]) -> list[Composed]:
        """Render files by their templates, and make plans of these where the request's shape has come before."""
        if not files:
            return []
        asked = [(file.template, {**given, "language": file.language}) for file in files]
        codes = self._bounded(asked)
        if shaped.known:
            works = [partial(self._learn, shaped, *one, code) for one, code in zip(asked, codes, strict=True)]
            with suppress(TookTooLongError):
                within(LONGEST, works)
        return codes

    def _learn(self, shaped: Shaped, template: str, values: Mapping[str, object], code: Composed) -> None:
        def render(blank: Request, recording: Recording) -> str:
            self._written = recording
            with memory(MOST_MEMORY):
                return self._output(template, {**values, "request": blank})

        operation, language = str(values["operation"]), cast("Language", values["language"])
        shaped.learn(operation, template, language, code=code, render=render)

    def _with_code(self, file: SnippetFile, code: Composed) -> SnippetFile:
        name = file.template
        if name not in self._macros:
            self._macros[name] = tuple(sys.intern(f"{TEMPLATES}/{found}") for found in self._inspection.reached(name))
        return SnippetFile(file.path, name, file.language, code, self._macros[name])

    def template(self, name: str, **values: object) -> Composed:
        """Render one template of ``templates/`` with the given names and no others.

        :raises SpecError: when the template is wrong, with its place.
        """
        return self._bounded([(name, values)])[0]

    def _bounded(self, asked: Iterable[tuple[str, Mapping[str, object]]]) -> list[Composed]:
        return within(LONGEST, [partial(self._template, name, values) for name, values in asked])

    def _template(self, name: str, values: Mapping[str, object]) -> Composed:
        self._written = LaidOutValues()
        try:
            with memory(MOST_MEMORY):
                made = self._made(name, values)
        except Exception as error:  # a template is code: it can raise whatever Python can
            raise SpecError([self._problem(error, name)]) from error
        if isinstance(made, Composed):
            return made
        raise SpecError([_at(f"{TEMPLATES}/{found.name}", found.line, found.message) for found in made])

    def _made(self, name: str, values: Mapping[str, object]) -> Composed | list[Mistake]:
        mistakes = self._inspection.mistakes(name, values)
        if mistakes:
            return mistakes
        language = values.get("language")
        longest = language.line_length if isinstance(language, Language) else 0
        return self._written.put_in(lay_out(self._output(name, values), longest, self._written))

    def _output(self, name: str, values: Mapping[str, object]) -> str:
        """Return what a template renders, with placeholders, and before it is laid out."""
        self._environment.begin(values)
        return self._environment.get_template(name).render(values)

    def _is_same(self, one: object, other: object) -> bool:
        """Say whether two things are one, as Jinja's test of the name."""
        return self._written.same(one, other)

    def _problem(self, error: Exception, name: str) -> Problem:
        """Name the innermost line of a template that an error passed through."""
        file, line = str(getattr(error, "filename", None) or name), getattr(error, "lineno", None) or 0
        trace = error.__traceback__
        while trace is not None:
            if trace.tb_frame.f_code.co_filename.endswith(".j2"):
                file, line = trace.tb_frame.f_code.co_filename, trace.tb_lineno
            trace = trace.tb_next
        shown = file if file.startswith(f"{TEMPLATES}/") else f"{TEMPLATES}/{name}"
        said = error.message if isinstance(error, TemplateError) else _TOO_MUCH.get(type(error))
        return _at(shown, line, said or f"{type(error).__name__}: {error}")

    @pass_context
    def _literal(self, context: Context, value: ScalarValue | RequestVariable | str) -> str:
        """Write a value, a variable's example, or a text as source text of the language that is being rendered."""
        language: Language = context["language"]
        if not is_deferred(value) and is_bytes_in_place(value):
            return fitted(language.literals.bytes.replace("{}", self._written.write(bytes_text, value, language)))
        return self._written.write(source_text, value, language)

    @pass_context
    def _comment(self, context: Context, variable: RequestVariable) -> str:
        """Name a variable's example in a comment: its beginning, on one line."""
        return self._written.write(comment_text, variable, context["language"])


_LAYING_OUT: tuple[Callable[..., str], ...] = (statement, fitted, aligned)
"""What a template of a snippet lays out with; the filter has the function's name."""
_FOR_PAGES: tuple[Callable[..., str], ...] = (plain_text, safe_markdown, plain_markdown, html_text, fence_for)
"""What a template of a page writes a text with; the filter has the function's name."""


def _at(file: str, line: int, message: str) -> Problem:
    return Problem(Place(file, line, 1 if line else 0), "", f"template error: {' '.join(message.split())}")


def words() -> tuple[Attribute, ...]:
    """Return the filters and tests that templates have beside Jinja's own."""
    own = Renderer
    filters = {
        "literal": own._literal,  # noqa: SLF001 - the class is this module's
        "comment": own._comment,  # noqa: SLF001
        "home": home,
    }
    return (
        *(Attribute(name, "filter", described(function)) for name, function in filters.items()),
        *(Attribute(function.__name__, "filter", described(function)) for function in (*_LAYING_OUT, *_FOR_PAGES)),
        *(Attribute(name, "test", described(function)) for name, function in TESTS.items()),
    )
