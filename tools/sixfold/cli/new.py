"""``sixfold new``."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import click
import yaml

from sixfold import project, scaffold
from sixfold.cli.options import root_option
from sixfold.cli.terminal import say, say_line
from sixfold.definition import Method
from sixfold.errors import Problems
from sixfold.files import Change, contents, write
from sixfold.names import did_you_mean
from sixfold.places import SPECS
from sixfold.project import Foundation
from sixfold.request import carried, unfit
from sixfold.spec import PLACEHOLDER, load_project

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
    foundation = project.load_foundation(root)
    method = _method(foundation, rpc)
    found = scaffold.draft(foundation.api, method, identity)
    if page is None:
        say(scaffold.page_text(str(found.operation["title"]), found).removesuffix("\n"))
        return
    file = root / SPECS / f"{page.removesuffix('.yaml')}.yaml"
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]*(/[a-z0-9][a-z0-9-]*)+", page.removesuffix(".yaml")):
        raise click.BadParameter(
            f"expected a section and a page of small letters, digits and '-', like inputs/delete-inputs, got '{page}'",
            param_hint="--page",
        )
    path = file.relative_to(root).as_posix()
    before = contents(root, path)
    text = (
        scaffold.page_text(str(found.operation["title"]), found) if before is None else _appended(root, before, found)
    )
    write(root, [Change(path, before, text.encode())])
    say_line(f"{path}: wrote {found.operation['id']}; {_NEXT}")


def _method(foundation: Foundation, rpc: str) -> Method:
    methods = foundation.service.methods
    method = methods.get(rpc)
    if method is None:
        raise click.UsageError(f"{foundation.service.name} has no RPC '{rpc}'{did_you_mean(rpc, methods)}")
    if method.streaming or not method.rules:
        raise click.UsageError(f"{rpc} is a streaming RPC or has no HTTP binding; expected one that REST can call too")
    if not carried(method):
        reason = unfit(method, method.rules[0])
        raise click.UsageError(f"REST cannot call {rpc} by {method.rules[0].verb} {method.rules[0].path}: {reason}")
    return method


def _appended(root: Path, before: bytes, found: scaffold.Scaffold) -> str:
    """Return a page with an operation at its end, by lines: the rest, comments included, stays as it is."""
    problems = Problems()
    spec = load_project(root, problems)
    problems.raise_any()
    identity = found.operation["id"]
    if any(operation.id == identity for page in spec.pages for operation in page.operations):
        raise click.UsageError(f"there is an operation '{identity}' already; give another one with --id")
    lines = before.decode().splitlines(keepends=True)
    present: dict[str, Any] = yaml.safe_load("".join(lines)).get("variables") or {}
    variables = {name: facts for name, facts in found.variables.items() if name not in present}
    _insert(lines, "operations", scaffold.to_yaml([found.operation]), indent=_indent(lines))
    if variables:
        _insert(lines, "variables", scaffold.to_yaml(variables), indent="  ")
    return "".join(lines)


def _insert(lines: list[str], key: str, text: str, *, indent: str) -> None:
    """Put text at the end of a top-level key's block, which is begun at the end of the file where it is missing."""
    starts = [number for number, line in enumerate(lines) if re.match(rf"{key}\s*:", line)]
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    if not starts:
        lines.append(f"{key}:\n")
        starts = [len(lines) - 1]
    end = starts[0] + 1
    for number in range(starts[0] + 1, len(lines)):
        if re.match(r"[A-Za-z]", lines[number]):
            break
        if lines[number].strip():
            end = number + 1
    lines[end:end] = [f"{indent}{line}" if line.strip() else line for line in text.splitlines(keepends=True)]


def _indent(lines: list[str]) -> str:
    items = [line for line in lines if re.match(r"\s*- id:", line)]
    return items[0][: items[0].index("-")] if items else "  "
