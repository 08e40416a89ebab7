"""``sixfold sandbox``."""

from __future__ import annotations

import contextlib
import shlex
import signal
import time
from pathlib import Path

import click

from sixfold import project
from sixfold.cli.options import root_option
from sixfold.install import command as fill
from sixfold.language import Language
from sixfold.page import Entry
from sixfold.project import Project
from sixfold.runner.execute import route
from sixfold.runner.smoke import read_behaviour
from sixfold.sandbox import Call, Endpoint, Reach, Resource, Sandbox, World, seed

_PAUSE = 0.2
"""How long to wait before looking for new calls, in seconds."""


@click.command()
@click.argument("operations", nargs=-1)
@root_option
def sandbox(operations: tuple[str, ...], root: Path) -> None:
    """Start a local stand-in for the API, to try a snippet without an account and without harm.

    It holds the data that the named OPERATIONS (or all) need, takes the key of the snippets, and prints how to lead
    each runtime to it; then it prints each call as it comes, with what it deleted, until Ctrl-C. It listens on
    loopback only, refuses every other host, and forgets everything when it ends.
    """
    loaded = project.load(root)
    known = [entry.operation.id for entry in loaded.entries]
    for name in operations:
        if name not in known:
            raise click.UsageError(f"no operation '{name}'; expected one of: {', '.join(known)}")
    entries = [entry for entry in loaded.entries if not operations or entry.operation.id in operations]
    behaviour = read_behaviour(loaded)
    resources: set[Resource] = set()
    for entry in entries:
        resources |= seed(behaviour, entry.request.method.name, entry.request.expected()).resources
    key = str(entries[0].request.authentication.value)
    endpoint = Endpoint.of(loaded.api, key)
    with Sandbox(loaded.service, behaviour, endpoint, World(resources)) as running:
        click.echo(f"The stand-in for {loaded.api.host} is running. It takes the key {key}, and knows:")
        for resource in sorted(resources):
            click.echo(f"  {resource}")
        told = set()
        for language in loaded.languages:
            for entry in entries:
                form = loaded.chosen(entry, language).language
                if form.name not in told:
                    told.add(form.name)
                    _explain(loaded, entry, form, running.reach)
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        with contextlib.suppress(KeyboardInterrupt):
            click.echo("\nWhat runs so reaches the stand-in and nothing else. Ctrl-C ends it.\n")
            _follow(running)


def _explain(loaded: Project, entry: Entry, language: Language, reach: Reach) -> None:
    variables = {**language.runtime.environment, **route(language, reach)}
    values = fill(variables.values(), loaded.root, language, work=reach.authority.parent)
    settings = [f"{name}={shlex.quote(value)}" for name, value in zip(variables, values, strict=True)]
    snippet = f"{entry.operation.id}.{language.extension}"
    words = fill(language.runtime.run, loaded.root, language, snippet=snippet)
    click.echo(f"\n{language.label}, in the folder of your copy:")
    click.echo(f"  {' '.join([*settings, shlex.join(words)])}")


def _follow(running: Sandbox) -> None:
    """Print each call as it comes, until the person ends it."""
    told = refused = 0
    before = running.world.resources
    while True:
        for call in running.calls[told:]:
            told += 1
            now = running.world.resources
            _tell(call, sorted(before - now))
            before = now
        for target in running.refused[refused:]:
            refused += 1
            click.echo(f"refused: {target}")
        time.sleep(_PAUSE)


def _tell(call: Call, gone: list[Resource]) -> None:
    click.echo(f"{call.rpc or f'{call.verb} {call.path}'}: {call.description or call.problem} {call.details}".rstrip())
    for field in call.unknown_fields:
        click.echo(f"  unknown field: {field}")
    for resource in gone:
        click.echo(f"  deleted: {resource}")
