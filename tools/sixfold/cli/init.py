"""``sixfold init``."""

from __future__ import annotations

import shlex
import textwrap
from pathlib import Path
from typing import Any

import click

from sixfold import output, project, starter
from sixfold.cli.terminal import say, say_line
from sixfold.errors import SixfoldError, SpecError
from sixfold.files import write
from sixfold.names import did_you_mean, listing
from sixfold.shipping import shipped_languages
from sixfold.signing import Signing
from sixfold.starter import Beginning, Wish

_WIDTH = 100
_DEFINITIONS = ("package", "descriptors", "openapi")


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--package", default="", help="Document an installed Python package of generated protobuf classes.")
@click.option("--descriptors", type=click.Path(path_type=Path), help="Document a descriptor set, a file.")
@click.option(
    "--openapi", type=click.Path(path_type=Path), help="Document an OpenAPI document, a file of YAML or JSON."
)
@click.option("--only", default="*", show_default=True, help="RPCs whose names match, e.g. 'Delete*'.")
@click.option(
    "--languages", default="", help="Languages in the order of their tabs, e.g. curl,node; else all there are."
)
@click.option(
    "--authentication",
    "signing",
    default="",
    help="The header that holds the key, and the word before it, if any; '?NAME' for one in the query; several with a "
    "comma between them; or none. Else what the definition says, or 'Authorization: Bearer'.",
)
@click.option("--host", default="", help="Where the API is; else what the definition says, or api.example.com.")
def init(folder: Path, *, languages: str, signing: str, **wanted: Any) -> None:  # noqa: ANN401 - what click read
    """Begin a project in DIR that documents an API.

    Writes specs of every RPC that can be called over HTTP, languages, a site, a Makefile and a CI file; what is left
    out is told with the reason. Nothing that is there is written over. What an RPC is for, nobody but you can say: look
    at the texts of specs/ once 'sixfold generate', 'mkdocs build' and 'sixfold smoke' have passed.
    """
    if sum(bool(wanted[name]) for name in _DEFINITIONS) != 1:
        raise click.UsageError("expected one of --package, --descriptors and --openapi")
    key = Signing.parsed(signing) if signing else None
    if key is None and signing:
        expected = (
            "expected a header, and the word before the key if there is one, like 'Authorization: Bearer'; several "
            "with a comma and a space between them, each in a place of its own"
        )
        raise click.BadParameter(f"{expected}, got '{signing}'", param_hint="--authentication")
    _refuse_taken(folder, ())
    wish = Wish(key, _languages(languages), **wanted)
    try:
        found = starter.begin(wish, lambda root: output.build(project.load(root)))
    except SpecError as error:
        for problem in error.problems:
            if problem.key_path == "host":
                raise click.BadParameter(problem.message, param_hint="--host") from error
        raise
    _refuse_taken(folder, tuple(change.path for change in found.changes))
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SixfoldError(f"{folder}: cannot be made: {error.strerror}; name another folder") from error
    write(folder, found.changes)
    _tell(folder, found, wish)


def _refuse_taken(folder: Path, paths: tuple[str, ...]) -> None:
    if folder.exists() and not folder.is_dir():
        raise SixfoldError(f"{folder}: is no folder; expected a new one, or one without a project")
    there = [path for path in (*paths, "specs") if (folder / path).exists() or (folder / path).is_symlink()]
    if there:
        raise SixfoldError(
            f"{folder}: holds {listing(there)} already, and nothing is written over; name another folder"
        )


def _languages(text: str) -> tuple[str, ...]:
    shipped = shipped_languages()
    if not text:
        return shipped
    names = tuple(dict.fromkeys(name.strip() for name in text.split(",") if name.strip()))
    for name in names:
        if name not in shipped:
            hint = did_you_mean(name, shipped)
            raise click.BadParameter(
                f"no language '{name}'{hint} (languages: {listing(shipped)})", param_hint="--languages"
            )
    if not names:
        raise click.BadParameter(f"expected names of languages: {listing(shipped)}", param_hint="--languages")
    return names


def _tell(folder: Path, found: Beginning, wish: Wish) -> None:
    count = found.definition.counted(sum(map(len, found.kept.values())))
    say_line(f"{folder}: begun with {count} of {found.definition.package} {found.definition.version}")
    for path, names in found.kept.items():
        say(_list(f"  {path}: ", names))
    for reason, names in found.left_out.items():
        say(_list(f"  left out ({reason}): ", names))
    say_line(f"languages: {', '.join(wish.languages)}; to try them: sixfold install, sixfold smoke")
    if wish.signing is None and found.definition.signing == Signing():
        say_line("the definition asks for no key that snippets can send; if calls need one, say --authentication")
    if not wish.host and not found.definition.host:
        say_line("specs/api.yaml says 'host: api.example.com': put your API's own there")
    go = "" if folder.samefile(".") else f"cd {shlex.quote(str(folder))}, then "
    say_line(f"next: {go}sixfold generate, mkdocs build --strict, sixfold finish site")


def _list(label: str, names: tuple[str, ...]) -> str:
    return textwrap.fill(
        ", ".join(names), _WIDTH, initial_indent=label, subsequent_indent="    ", break_long_words=False
    )
