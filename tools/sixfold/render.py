"""Request x Language -> Snippet. Owns the one Jinja environment; a template that misspells a name fails."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError, pass_context
from jinja2.runtime import Context

from sixfold.clients import Chosen
from sixfold.errors import Place, Problem, SpecError
from sixfold.holes import Composed, Hole, Piece
from sixfold.language import FOLDER, Language
from sixfold.literal import Quoting, escaped, literal, quoted
from sixfold.names import Name
from sixfold.request import Request, RequestVariable
from sixfold.value import ScalarValue


@dataclass(frozen=True)
class Snippet:
    """One published file: its place below the project, its text, and the language and operation that it is of.

    ``language`` is that of the tab; ``chosen`` is what wrote the text where that is said; ``holes`` are where a
    reader's own values go, in the order of the text.
    """

    path: str
    text: str
    language: Language
    operation: str
    chosen: Chosen | None = None
    holes: tuple[Hole, ...] = ()

    @property
    def form(self) -> Language:
        """The language that wrote the text: the tab's own, or what stands in for it."""
        return self.chosen.language if self.chosen else self.language

    @property
    def note(self) -> str:
        """What a reader should know of a text that another language than the tab's own wrote."""
        return self.chosen.reason if self.chosen else ""

    @property
    def sources(self) -> tuple[str, ...]:
        """The files that decide what it looks like, relative to the project."""
        known = (self.language.client_file,) if self.language.describe else ()
        return (*self.form.sources, *known)


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

    def snippet(self, request: Request, operation: str, language: Language) -> Composed:
        """Return the text of one snippet, which knows its holes.

        :raises SpecError: when the template is wrong, with its place.
        """
        return self.template(language.template, request=request, operation=Name(operation), language=language)

    def template(self, name: str, **values: object) -> Composed:
        """Render one template of ``templates/`` with the given names and no others.

        :raises SpecError: when the template is wrong, with its place.
        """
        try:
            return Composed(self._environment.get_template(name).render(values))
        except Exception as error:  # a template is code: it can raise whatever Python can
            raise SpecError([self._problem(error, name)]) from error

    def _problem(self, error: Exception, name: str) -> Problem:
        """Name the innermost line of a template that an error passed through."""
        file, line = str(getattr(error, "filename", None) or name), getattr(error, "lineno", None) or 0
        trace = error.__traceback__
        while trace is not None:
            if trace.tb_frame.f_code.co_filename.endswith(".j2"):
                file, line = trace.tb_frame.f_code.co_filename, trace.tb_lineno
            trace = trace.tb_next
        path = Path(file)
        shown = path.relative_to(self._root).as_posix() if path.is_relative_to(self._root) else f"{FOLDER}/{name}"
        said = error.message if isinstance(error, TemplateError) else None
        said = said or f"{type(error).__name__}: {error}"
        return Problem(Place(shown, line, 1 if line else 0), "", f"template error: {' '.join(said.split())}")


@pass_context
def _literal(context: Context, value: ScalarValue | RequestVariable | str) -> str:
    """Write a value, a variable's example, or a text as source text of the language that is being rendered."""
    language: Language = context["language"]
    if isinstance(value, RequestVariable):
        value = value.example if value.text is None else value.text
    if isinstance(value, Composed):
        return _composed(value, language.literals.quoting)
    if isinstance(value, str):
        return quoted(value, language.literals.quoting)
    if value.variable and language.reference:
        return language.reference.replace("{}", value.variable)
    return literal(value, language.literals)


def _composed(text: Composed, quoting: Quoting) -> str:
    """Quote a text piece by piece, so that the values in it stay known."""
    pieces = [piece for piece in text.pieces if piece.text or piece.variable]
    if len(pieces) > 1 and any(len(escape) > 1 for escape in quoting.escapes):
        raise ValueError("a text with values in it needs a quoting that escapes single characters")
    written = (Piece(escaped(piece.text, quoting), piece.variable, piece.encodings).marked for piece in pieces)
    return f"{quoting.delimiter}{''.join(written)}{quoting.delimiter}"
