"""MkDocs hook of ``mkdocs.serve.yml``: regenerate before each build, and watch what pages are made from."""

from __future__ import annotations

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer

from sixfold import output, project
from sixfold.build import build
from sixfold.errors import SixfoldError
from sixfold.visible import visible_lines

_WATCHED = ("specs", "templates", "nav.yml")


def on_pre_build(config: MkDocsConfig) -> None:
    """Write what changed; an error is shown, and the site stays as it was."""
    root = _root(config)
    try:
        output.write(root, output.compare(root, build(project.load(root))))
    except SixfoldError as error:
        raise PluginError(visible_lines(str(error))) from error


def on_serve(server: LiveReloadServer, config: MkDocsConfig, **_: object) -> LiveReloadServer:
    """Watch specs, templates and the navigation beside the pages that MkDocs watches itself."""
    for name in _WATCHED:
        server.watch(str(_root(config) / name))
    return server


def _root(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path).parent
