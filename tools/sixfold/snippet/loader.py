"""The folder ``templates/`` -> the text of a template, which stands there whatever links there are, or ships."""

from __future__ import annotations

from pathlib import Path

from jinja2 import BaseLoader, TemplateError, TemplateNotFound
from jinja2 import Environment as JinjaEnvironment
from jinja2.loaders import split_template_path

from sixfold.places import FACTS, TEMPLATES
from sixfold.reading import LARGEST_SPEC, UnreadableError, read_text
from sixfold.shipping import shipped_languages, shipped_templates

MACROS = "macros"
"""The folder of what languages write alike."""


class LoadError(TemplateError):
    """A template is there, and is not to be read, or cannot be."""


class TemplateLoader(BaseLoader):
    """Gives the templates of a folder, those that ship where it has none, and nothing that stands elsewhere."""

    def __init__(self, folder: Path) -> None:
        """Open a folder."""
        self._folder = folder

    def get_source(self, environment: JinjaEnvironment, template: str) -> tuple[str, str, None]:  # noqa: ARG002
        """Return a template's text and its file as the project names it, as Jinja asks for them."""
        folder = self._folder
        parts = split_template_path(template)
        if self._is_the_tools(parts):
            folder = shipped_templates()
        try:
            path = folder.joinpath(*parts)
            return read_text(path, within=folder, largest=LARGEST_SPEC), f"{TEMPLATES}/{template}", None
        except UnreadableError as error:
            if error.missing:
                raise TemplateNotFound(template, f"'{template}' not found") from error
            raise LoadError(f"'{template}' cannot be read: {error}") from error

    def _is_the_tools(self, parts: list[str]) -> bool:
        """Say whether a template is of a language that ships and has no folder here, or a macro that is not here."""
        if self._folder.joinpath(*parts).exists() or len(parts) == 1:
            return False
        return parts[0] == MACROS or (
            parts[0] in shipped_languages() and not (self._folder / parts[0] / FACTS).exists()
        )
