"""Request x Language -> Snippet. Owns the one Jinja environment; a template that misspells a name fails."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError, pass_context
from jinja2.runtime import Context

from sixfold.errors import Place, Problem, SpecError
from sixfold.language import FOLDER, Language
from sixfold.literal import literal, quoted
from sixfold.names import Name
from sixfold.request import Request
from sixfold.value import ScalarValue


@dataclass(frozen=True)
class Snippet:
    """One published file: its place below the project, its text, and the language and operation that it is of."""

    path: str
    text: str
    language: Language
    operation: str


class Renderer:
    """Renders the templates of one project."""

    def __init__(self, root: Path) -> None:
        """Open ``templates/`` of the project at ``root``."""
        # Autoescaping is HTML's; here the `literal` filter escapes, by the rules of each language.
        self._environment = Environment(  # noqa: S701
            loader=FileSystemLoader(root / FOLDER),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            extensions=["jinja2.ext.do"],
        )
        self._environment.filters["literal"] = _literal
        self._root = root

    def snippet(self, request: Request, operation: str, language: Language) -> str:
        """Return the text of one snippet.

        :raises SpecError: when the template is wrong, with its place.
        """
        return self.template(language.template, request=request, operation=Name(operation), language=language)

    def template(self, name: str, **values: object) -> str:
        """Render one template of ``templates/`` with the given names and no others."""
        try:
            return self._environment.get_template(name).render(values)
        except TemplateError as error:
            raise SpecError([self._problem(error, name)]) from error

    def _problem(self, error: TemplateError, name: str) -> Problem:
        """Name the innermost line of a template that an error passed through."""
        file, line = getattr(error, "filename", None) or name, getattr(error, "lineno", None) or 0
        trace = error.__traceback__
        while trace is not None:
            if trace.tb_frame.f_code.co_filename.endswith(".j2"):
                file, line = trace.tb_frame.f_code.co_filename, trace.tb_lineno
            trace = trace.tb_next
        path = Path(file)
        shown = path.relative_to(self._root).as_posix() if path.is_relative_to(self._root) else f"{FOLDER}/{name}"
        return Problem(Place(shown, line, 1 if line else 0), "", f"template error: {error.message or error}")


@pass_context
def _literal(context: Context, value: ScalarValue | str) -> str:
    """Write a value, or a plain text, as source text of the language that is being rendered."""
    language: Language = context["language"]
    if isinstance(value, str):
        return quoted(value, language.literals.quoting)
    if value.variable and language.reference:
        return language.reference.replace("{}", value.variable)
    return literal(value, language.literals)
