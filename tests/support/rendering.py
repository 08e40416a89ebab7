"""One template of a language, rendered for a request, as a test wants it."""

from __future__ import annotations

from collections.abc import Iterable

from sixfold.clients import Chosen
from sixfold.language import Language
from sixfold.marks import Composed
from sixfold.names import Name
from sixfold.request import Request
from sixfold.results import Results, Verification, Verifier
from sixfold.snippet import Renderer, Snippet, SnippetFile, SnippetKey
from sixfold.transcript import Outputs


def snippet_text(renderer: Renderer, request: Request, operation: str, language: Language) -> Composed:
    """Return the text of the file of a snippet that is run, which knows its editable values."""
    return renderer.template(language.template, request=request, operation=Name(operation), language=language)


def unrendered(operation: str, form: Language) -> Snippet:
    """Return a snippet of one file that a language itself writes, without its code."""
    file = SnippetFile(f"{operation}.{form.extension}", form.template, form)
    return Snippet(SnippetKey(operation, form.name), form, Chosen(form), (file,))


def verify(results: Results | None, snippets: Iterable[Snippet], recorded: Outputs | None = None) -> Verification:
    """Say of each snippet what its result says, and what it printed."""
    verifier = Verifier(results, recorded)
    verifier.add(snippets)
    return verifier.verification
