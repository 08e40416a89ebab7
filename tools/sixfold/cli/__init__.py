"""The verbs, and what turns an error into an exit code."""

from __future__ import annotations

import sys

import click

from sixfold import __version__
from sixfold.cli.check import check
from sixfold.cli.clients import command as clients
from sixfold.cli.coverage import coverage
from sixfold.cli.finish import finish
from sixfold.cli.generate import generate
from sixfold.cli.install import install
from sixfold.cli.new import new
from sixfold.cli.sandbox import sandbox
from sixfold.cli.smoke import command as smoke
from sixfold.cli.terminal import is_of_output, say, say_error
from sixfold.errors import SixfoldError


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Every verb works on the project in the current folder, and has its own --help.",
)
@click.version_option(__version__, prog_name="sixfold")
def sixfold() -> None:
    """Write API documentation with snippets in six languages from one spec, and prove every snippet.

    A project has specs/ (what each operation is), templates/ (how each language writes it), and what comes out of
    them: code_snippets/, includes/ and the generated pages of docs/.
    """


sixfold.add_command(generate)
sixfold.add_command(check)
sixfold.add_command(coverage)
sixfold.add_command(finish)
sixfold.add_command(install)
sixfold.add_command(clients)
sixfold.add_command(new)
sixfold.add_command(sandbox)
sixfold.add_command(smoke)


def main() -> None:
    """Run a verb; an error of the user's is shown in its own lines, with exit code 1."""
    try:
        code = _run()
    except OSError as error:
        if not is_of_output(error):
            raise
        code = 1
    sys.exit(code)


def _run() -> int:
    try:
        # Outside its standalone mode click returns the code of `Exit` instead of raising it.
        code = sixfold.main(standalone_mode=False)
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
