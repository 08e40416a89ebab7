"""``sixfold new``."""

from __future__ import annotations

from pathlib import Path

import click

from sixfold import project, scaffold
from sixfold.cli.options import root_option
from sixfold.cli.terminal import say, say_line
from sixfold.files import write
from sixfold.spec import PLACEHOLDER

_NEXT = f"replace each text that begins with {PLACEHOLDER.strip(': ')} by your own, then run: sixfold generate"


@click.command()
@click.argument("rpc")
@root_option
@click.option("--page", metavar="PATH", help="Write into this page of specs/, e.g. inputs/delete-inputs.")
@click.option("--id", "identity", default="", help="The operation's id; the RPC's name in snake case by default.")
def new(rpc: str, root: Path, page: str | None, identity: str) -> None:
    """Write a spec entry for RPC, right but for its author's words.

    The request holds the fields that name things, as variables called by the fields' roles, and what 'drafts' of
    specs/api.yaml says for a field. What begins with "TODO(sixfold)" is for you to write: it is refused until you have.
    Without --page the entry is printed. With it, a new page is written, or the entry is put at the end of an existing
    page; what stands there is left as it is.
    """
    base = project.load_base(root)
    try:
        method = scaffold.method_of(base.definition, rpc)
        called = base.definition.shortest(method.full_name)
        found = scaffold.draft(base.api, method, identity, rpc=called)
        if page is None:
            say(scaffold.drafted_page(str(found.operation["title"]), found).removesuffix("\n"))
            return
        change = scaffold.addition(root, page, found)
    except scaffold.NoPageError as error:
        raise click.BadParameter(str(error), param_hint="--page") from error
    except (scaffold.NoDraftError, scaffold.NoIdError) as error:
        raise click.UsageError(str(error)) from error
    write(root, [change])
    say_line(f"{change.path}: wrote {found.operation['id']}; {_NEXT}")
