"""MkDocs hook of ``mkdocs.serve.yml``: regenerate before each build, and show what is wrong where the pages are."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import yaml
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer

from sixfold.errors import SixfoldError
from sixfold.output.preview import Preview, is_generated, regenerate
from sixfold.places import NAVIGATION
from sixfold.visible import visible_lines


def on_config(config: MkDocsConfig) -> None:
    """Generate before the first build, of which MkDocs has read its settings, the navigation with them, already."""
    if is_generated():
        return
    root = _root(config)
    try:
        regenerate(root)
    except SixfoldError as error:
        raise PluginError(visible_lines(str(error))) from error
    config.nav = yaml.safe_load((root / NAVIGATION).read_text(encoding="utf-8"))["nav"]


def on_serve(
    server: LiveReloadServer, config: MkDocsConfig, builder: Callable[[], None], **_: object
) -> LiveReloadServer:
    """Take over every build after the first one."""
    Preview(server, _root(config), builder)
    return server


def _root(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path).resolve().parent
