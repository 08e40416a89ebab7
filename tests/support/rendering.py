"""One template of a language, rendered for a request, as a test wants it."""

from __future__ import annotations

from sixfold.language import Language
from sixfold.marks import Composed
from sixfold.names import Name
from sixfold.request import Request
from sixfold.snippet import Renderer


def snippet_text(renderer: Renderer, request: Request, operation: str, language: Language) -> Composed:
    """Return the text of the file of a snippet that is run, which knows its editable values."""
    return renderer.template(language.template, request=request, operation=Name(operation), language=language)
