"""How a person tries published snippets on a running stand-in: commands to copy into a shell."""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterable, Iterator
from pathlib import Path

from sixfold.install import client_folder, is_installed
from sixfold.install import command as fill
from sixfold.language import Placeholder
from sixfold.project import Entry, Project
from sixfold.runner import places
from sixfold.sandbox import Reach
from sixfold.snippet import Snippet


def attempts(loaded: Project, entries: list[Entry], reach: Reach) -> Iterator[str]:
    """Yield lines: what copies the snippets, and one command for each form that the operations' snippets have.

    A command starts from an empty environment, as a run does: with ``no_proxy`` of the person's own, or a program's
    own settings at home, a snippet could reach the real API.
    """
    shown: dict[str, Snippet] = {}
    snippets = (snippet for entry in entries for snippet in entry.snippets)
    for snippet in sorted(snippets, key=lambda snippet: snippet.language.tab):
        shown.setdefault(snippet.form.name, snippet)
    yield from ("", "For the copies, a folder of their own:")
    yield f"  {_copying(loaded.root.resolve(), shown.values())}"
    for snippet in shown.values():
        form = snippet.form
        yield ""
        if is_installed(loaded.root, form):
            yield f"{form.label}, in the folder of your copy:"
            yield f"  {_running(loaded.root, snippet, reach)}"
        else:
            yield f"{form.label}: not installed; run: sixfold install --language {form.name}"


def _copying(root: Path, snippets: Iterable[Snippet]) -> str:
    found = {}
    for snippet in snippets:
        section = (root / snippet.path).parents[1]
        found[f"{shlex.quote(str(section))}/*/{snippet.key.operation}.*"] = True
    return f'cd "$(mktemp -d)" && cp {" ".join(found)} .'


def _running(root: Path, snippet: Snippet, reach: Reach) -> str:
    form = snippet.form
    folder = str(reach.authority.parent)
    variables = {"HOME": folder, "LANG": "C.UTF-8", **form.runtime.environment, **form.runtime.route}
    values = fill(variables.values(), root, form, {**places(form, reach), Placeholder.WORK: folder})
    settings = [f"{name}={shlex.quote(value)}" for name, value in zip(variables, values, strict=True)]
    kept = [f'{name}="${name}"' for name in ("PATH", "JAVA_HOME") if name in os.environ]
    words = fill(form.runtime.run, root, form, {Placeholder.SNIPPET: Path(snippet.path).name})
    links = [
        f"{{ test -e {shlex.quote(name)} || ln -s {shlex.quote(str(client_folder(root, form) / name))} .; }} &&"
        for name in form.runtime.beside
    ]
    return " ".join([*links, "env -i", *kept, *settings, shlex.join(words)])
