"""How a person tries published snippets on a running stand-in: commands to copy into a shell."""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterator
from pathlib import Path

from sixfold.install import client_folder, is_installed
from sixfold.install import command as fill
from sixfold.language import Language
from sixfold.project import Entry, Project, snippet_path
from sixfold.runner import route
from sixfold.sandbox import Reach


def attempts(loaded: Project, entries: list[Entry], reach: Reach) -> Iterator[str]:
    """Yield lines: what copies the snippets, and one command for each form that the operations' snippets have.

    A command starts from an empty environment, as a run does: with ``no_proxy`` of the person's own, or a program's
    own settings at home, a snippet could reach the real API.
    """
    shown: dict[str, tuple[Entry, Language]] = {}
    for language in loaded.languages:
        for entry in entries:
            form = loaded.chosen(entry, language).language
            shown.setdefault(form.name, (entry, form))
    yield from ("", "For the copies, a folder of their own:")
    yield f"  {_copying(loaded, [entry for entry, _ in shown.values()])}"
    for entry, form in shown.values():
        yield ""
        if is_installed(loaded.root, form):
            yield f"{form.label}, in the folder of your copy:"
            yield f"  {_running(loaded.root, entry, form, reach)}"
        else:
            yield f"{form.label}: not installed; run: sixfold install --language {form.name}"


def _copying(loaded: Project, entries: list[Entry]) -> str:
    found = {}
    for entry in entries:
        path = loaded.root.resolve() / snippet_path(entry.page, entry.operation, "", "")
        found[f"{shlex.quote(str(path.parent))}/*/{path.name}*"] = True
    return f'cd "$(mktemp -d)" && cp {" ".join(found)} .'


def _running(root: Path, entry: Entry, form: Language, reach: Reach) -> str:
    folder = str(reach.authority.parent)
    variables = {"HOME": folder, "LANG": "C.UTF-8", **form.runtime.environment, **route(form, reach)}
    values = fill(variables.values(), root, form, work=folder)
    settings = [f"{name}={shlex.quote(value)}" for name, value in zip(variables, values, strict=True)]
    kept = [f'{name}="${name}"' for name in ("PATH", "JAVA_HOME") if name in os.environ]
    words = fill(form.runtime.run, root, form, snippet=f"{entry.operation.id}.{form.extension}")
    links = [
        f"{{ test -e {shlex.quote(name)} || ln -s {shlex.quote(str(client_folder(root, form) / name))} .; }} &&"
        for name in form.runtime.beside
    ]
    return " ".join([*links, "env -i", *kept, *settings, shlex.join(words)])
