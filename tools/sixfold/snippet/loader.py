"""The folder ``templates/`` -> the text of a template, which stands in that folder whatever links there are."""

from __future__ import annotations

from pathlib import Path

from jinja2 import BaseLoader, TemplateError, TemplateNotFound
from jinja2 import Environment as JinjaEnvironment
from jinja2.loaders import split_template_path

from sixfold.places import TEMPLATES
from sixfold.reading import LARGEST_SPEC, UnreadableError, read_text


class LoadError(TemplateError):
    """A template is there, and is not to be read, or cannot be."""


class TemplateLoader(BaseLoader):
    """Gives the templates of a folder, and nothing that stands elsewhere."""

    def __init__(self, folder: Path) -> None:
        """Open a folder."""
        self._folder = folder

    def get_source(self, environment: JinjaEnvironment, template: str) -> tuple[str, str, None]:  # noqa: ARG002
        """Return a template's text and its file as the project names it, as Jinja asks for them."""
        path = self._folder.joinpath(*split_template_path(template))
        try:
            return read_text(path, within=self._folder, largest=LARGEST_SPEC), f"{TEMPLATES}/{template}", None
        except UnreadableError as error:
            if error.missing:
                raise TemplateNotFound(template, f"'{template}' not found") from error
            raise LoadError(f"'{template}' cannot be read: {error}") from error
