"""``sixfold coverage``."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from pathlib import Path

import click

from sixfold import definition, install, project
from sixfold.cli.options import root_option
from sixfold.cli.terminal import say, say_json
from sixfold.definition import ApiDefinition, DefinitionError, Inventory
from sixfold.json_value import JsonObject
from sixfold.names import did_you_mean
from sixfold.output import Coverage, RpcState, cover, render
from sixfold.project import Project
from sixfold.scaffold import words_of
from sixfold.snippet import Renderer

Differences = Mapping[str, tuple[str, ...]]
"""Names by what became of them, in words of `_CHANGES`."""

_WIDTH = 100

_CHANGES = {
    "added": "RPCs added",
    "removed": "RPCs removed",
    "deprecated": "RPCs that were deprecated",
    "fields_added": "fields added",
    "fields_removed": "fields removed",
    "fields_deprecated": "fields that were deprecated",
}


@click.command()
@root_option
@click.option("--only", "pattern", default="*", show_default=True, help="RPCs whose names match, e.g. 'Delete*'.")
@click.option("--fail-under", type=click.FloatRange(0, 100), help="Exit with code 1 when fewer percent hold.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object and nothing else.")
@click.option("--compare", metavar="VERSION", help="Say what came, went or was deprecated since this version.")
def coverage(root: Path, pattern: str, fail_under: float | None, compare: str | None, *, as_json: bool) -> None:
    """Tell which RPCs have a spec, and whether their snippets hold.

    An RPC counts when it has an operation, and every snippet of every of its operations is, as it is now, one that
    held in the recorded run (verification.json). Streaming RPCs have no snippet and do not count.

    --compare installs another version of the package that the API definition comes from into a temporary folder, and
    lists the RPCs and request fields that differ between it and the pinned one. Where the definition is a descriptor
    set, VERSION is the path of another one in the project.
    """
    loaded = project.load(root)
    rendered = render(loaded, Renderer(loaded.root))
    found = cover(loaded.definition, rendered.entries, rendered.verification, pattern)
    if not found.rows:
        hint = did_you_mean(pattern, _patterns(loaded.definition))
        raise click.BadParameter(f"no RPC matches '{pattern}'{hint}", param_hint="--only")
    differences = _differences(loaded, compare) if compare else None
    if as_json:
        say_json(_content(found, differences))
    else:
        _show(found, loaded.definition.counted(len(found.rows)))
        if differences:
            _show_changes(loaded, str(compare), differences)
    if fail_under is not None and found.percent < fail_under:
        say(f"{found.percent:.1f} % hold; expected at least {fail_under:g} %", error=True)
        raise click.exceptions.Exit(1)


def _content(found: Coverage, differences: Differences | None) -> JsonObject:
    rows = [{**asdict(row), "state": row.state.value} for row in found.rows]
    percent = round(found.percent, 2) if found.reachable else None
    content: JsonObject = {"reachable": found.reachable, "percent": percent, "rpcs": list(rows)}
    return {**content, "changes": {key: list(names) for key, names in differences.items()}} if differences else content


def _show(found: Coverage, count: str) -> None:
    for state in (RpcState.HELD, RpcState.OPEN):
        for row in found.of(state):
            say(f"{state.value:<8} {row.name}: {', '.join(row.operations)} (REST in {', '.join(row.by_rest)})")
    missing = found.of(RpcState.MISSING)
    if missing:
        say(_list("no spec  ", (row.name for row in missing)))
    counts = ", ".join(f"{len(found.of(state))} {state.value}" for state in RpcState)
    share = f"{found.percent:.1f} % of {found.reachable} hold" if found.reachable else "none to hold"
    say(f"{count}: {counts}; {share}")


def _patterns(definition: ApiDefinition) -> list[str]:
    """Return names of RPCs, and the patterns that their first and last words make: what somebody may have meant."""
    found = dict.fromkeys(method.name for method in definition.methods.values())
    for words in [words_of(rpc) for rpc in found]:
        for count in range(1, len(words)):
            found |= {f"{''.join(words[:count])}*": None, f"*{''.join(words[-count:])}": None}
    return list(found)


def _list(label: str, names: Iterable[str]) -> str:
    """Return a label and the names after it, in lines that fit a terminal."""
    return textwrap.fill(
        ", ".join(names), _WIDTH, initial_indent=label, subsequent_indent=" " * len(label), break_long_words=False
    )


def _show_changes(loaded: Project, compare: str, differences: Differences) -> None:
    say(f"\nfrom {loaded.definition.package} {compare} to {loaded.definition.version}:")
    for key, names in differences.items():
        say(_list(f"  {_CHANGES[key]}: ", _shown(loaded.definition, key, names) or ["none"]))


def _shown(definition: ApiDefinition, key: str, names: Iterable[str]) -> list[str]:
    return list(names) if key.startswith("fields_") else [definition.shortest(name) for name in names]


def _differences(loaded: Project, version: str) -> Differences:
    wanted = loaded.api.definition
    if wanted.descriptors:
        try:
            before = Inventory.of(definition.load(loaded.root, replace(wanted, descriptors=version)))
        except DefinitionError as error:
            raise click.BadParameter(str(error), param_hint="--compare") from error
    else:
        before = install.inventory_of(wanted.package, version, wanted.modules, wanted.services)
    return asdict(Inventory.of(loaded.definition).since(before))
