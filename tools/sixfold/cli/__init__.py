"""The verbs, and what turns an error into an exit code."""

from __future__ import annotations

import sys
from importlib import import_module

import click

from sixfold import __version__
from sixfold.cli.terminal import is_of_output, say, say_error
from sixfold.errors import SixfoldError

_VERBS = {
    "check": "check",
    "clients": "command",
    "coverage": "coverage",
    "finish": "finish",
    "generate": "generate",
    "init": "init",
    "install": "install",
    "new": "new",
    "sandbox": "sandbox",
    "smoke": "command",
}
"""What each verb is called in the module of its name. It is imported when it is asked for, with all that it needs."""


class _Verbs(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's own
        return list(_VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        # For a verb that is not there click names those that are like it.
        for name in {cmd_name} & _VERBS.keys() or _VERBS:
            if name not in self.commands:
                self.add_command(getattr(import_module(f"{__name__}.{name}"), _VERBS[name]))
        return super().get_command(ctx, cmd_name)


@click.group(
    cls=_Verbs,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Every verb works on the project in the current folder, and has its own --help.",
)
@click.version_option(__version__, prog_name="sixfold")
def sixfold() -> None:
    """Write API documentation with snippets in six languages from one spec, and prove every snippet.

    A project has specs/ (what each operation is), templates/ (how each language writes it), and what comes out of
    them: code_snippets/, includes/ and the generated pages of docs/.
    """


def main(*, alone: bool = False) -> None:
    """Run a verb; an error of the user's is shown in its own lines, with exit code 1.

    :param alone: whether this is all that the process does: what it loads is then what the verb needs.
    """
    try:
        code = _run(alone=alone)
    except OSError as error:
        if not is_of_output(error):
            raise
        code = 1
    sys.exit(code)


def _run(*, alone: bool) -> int:
    try:
        # Outside its standalone mode click returns the code of `Exit` instead of raising it.
        code = sixfold.main(standalone_mode=False, obj=alone)
    except SixfoldError as error:
        say_error(error)
        code = 1
    except click.ClickException as error:
        say_error(error)
        code = error.exit_code
    except click.Abort:
        say("stopped", error=True)
        code = 130
    return code if isinstance(code, int) else 0
