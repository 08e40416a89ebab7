"""Options that verbs share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

Command = Callable[..., Any]

root_option: Callable[[Command], Command] = click.option(
    "-C",
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=".",
    show_default="the current folder",
    help="The project's folder.",
)
quiet_option: Callable[[Command], Command] = click.option(
    "-q", "--quiet", is_flag=True, help="Print nothing but errors."
)
trust_option: Callable[[Command], Command] = click.option(
    "--trust", "trusting", is_flag=True, help="Agree to what the project's language folders may start; is remembered."
)
