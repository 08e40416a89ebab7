"""``sixfold finish``."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import click

from sixfold.cli.options import quiet_option, root_option
from sixfold.cli.terminal import say, say_line
from sixfold.names import counted
from sixfold.site import Generated, keep, recall
from sixfold.site import finish as complete
from sixfold.unchanged import Sight, look


@click.command()
@root_option
@quiet_option
@click.argument("site", type=click.Path(path_type=Path))
@click.pass_obj
def finish(alone: bool | None, root: Path, site: Path, *, quiet: bool) -> None:  # noqa: FBT001 - click's own
    """Complete the built site in the folder SITE.

    Run it after `mkdocs build` or `zensical build`; a second time changes nothing. It gives

    \b
      each HTML file  a content security policy with the hashes of the
                      inline scripts that its theme and the project's
                      templates brought, no referrer, and what a link to
                      it shows elsewhere (title and description)
      each page       its Markdown beside it (index.md), snippets in place
                      and every tab a labelled section
      the site        llms.txt, llms-full.txt, and for each language
                      llms-<language>.txt

    An inline script that nobody brought is named: it stands in the page, no
    browser will run it, and the exit code is 1.
    """  # noqa: D301 - click's own mark: the next lines stay as they are
    done = complete(root, site, lambda: _generated(root, look(root) if alone else None))
    for name in done.refused:
        say_line(
            f"{site / name}: an inline script that neither the theme nor a template brought will not run", error=True
        )
    if not quiet:
        say(f"{counted(done.pages, 'HTML file')} with a policy, {counted(done.texts, 'text')} for programs")
    if done.refused:
        raise click.exceptions.Exit(1)


def _generated(root: Path, seen: Sight | None) -> Generated:
    """Return what is generated, as plain Markdown: as it was kept, where nothing has changed since."""
    state = seen.state if seen else ""
    found = recall(state)
    if found is None:
        found = import_module("sixfold.cli.whole").twins(root)
        if seen and state and seen.stands():
            keep(state, found)
    return found
