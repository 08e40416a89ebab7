"""Options of `sixfold smoke` that would have no effect beside others, and are refused."""

from __future__ import annotations

import click
from click.core import ParameterSource

_OF_FILES = ("variables", "folders", "page_file")
_IDLE = {
    "judging": (
        "--files",
        "judges the files that are named",
        ("merging", "part", "size", "seed", "revision", "languages", "outputs_file", "times_file", "afresh"),
    ),
    "merging": (
        "--merge",
        "runs nothing",
        ("part", "size", "seed", "revision", "languages", "jobs", "trusting", "afresh", *_OF_FILES),
    ),
    "everything": ("without --sample", "nothing is drawn", ("seed",)),
    "publishing": ("without --files", "published snippets are run as they are", _OF_FILES),
}
"""What gives the command another task: its option, why it leaves others idle, and which these are."""


def refuse_idle(**tasks: bool) -> None:
    """Refuse each option that was given and would have no effect."""
    context = click.get_current_context()
    for task, (option, reason, idle) in _IDLE.items():
        given = [
            parameter.opts[0]
            for parameter in context.command.params
            if parameter.name in idle and context.get_parameter_source(parameter.name) is ParameterSource.COMMANDLINE
        ]
        if tasks[task] and given:
            raise click.UsageError(f"{option} {reason}; {' and '.join(given)} would have no effect: leave it out")
