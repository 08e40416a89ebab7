"""What a person needs to try published snippets as they are run: a sandbox that holds their data, and commands."""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from sixfold.install import client_folder
from sixfold.install import command as fill
from sixfold.language import Placeholder
from sixfold.project import Entry, Project
from sixfold.runner.execute import places
from sixfold.sandbox import Endpoint, ProxySettings, Resource, ResourceStore, Sandbox, behaviour_of, seed
from sixfold.snippet import Snippet


def sandbox_of(project: Project, entries: Iterable[Entry]) -> Sandbox:
    """Return a sandbox, not started, with what the operations name and its neighbours; it takes their keys."""
    behaviour = behaviour_of(project.root, project.definition, project.api.status)
    resources: set[Resource] = set()
    keys: dict[int, str] = {}
    hosts: set[str] = set()
    for entry in entries:
        resources |= seed(behaviour, entry.request.method.full_name, entry.request.expected()).resources
        keys |= entry.request.keys_by_credential
        hosts.add(entry.request.rest.host)
    endpoint = replace(Endpoint.of(project.api, keys or None), hosts=frozenset(hosts))
    return Sandbox(project.definition, behaviour, endpoint, ResourceStore(resources))


def copy_command(root: Path, snippets: Iterable[Snippet]) -> str:
    """Return the shell command that goes to a new folder with copies of snippets, in every form that they have.

    What a snippet of several files consists of stands there in a folder of its own.
    """
    found, folders = {}, {}
    for snippet in snippets:
        file = root.resolve() / snippet.path
        if _has_folder(snippet):
            own = shlex.quote(snippet.key.language)
            folders[f"mkdir -p {own} && cp -R {shlex.quote(str(file.parent))} {own}"] = True
        else:
            found[f"{shlex.quote(str(file.parents[1]))}/*/{snippet.key.operation}.*"] = True
    copies = [f"cp {' '.join(found)} ."] if found else []
    return " && ".join(('cd "$(mktemp -d)"', *copies, *folders))


def _has_folder(snippet: Snippet) -> bool:
    return len(snippet.files) > 1


def run_command(root: Path, snippet: Snippet, proxies: ProxySettings) -> str:
    """Return the shell command that runs the copy of a snippet in the current folder, against a sandbox.

    It starts from an empty environment, as a run does: with ``no_proxy`` of the person's own, or a program's own
    settings at home, a snippet could reach the real API.
    """
    form = snippet.form
    folder = str(proxies.authority.parent)
    variables = {"HOME": folder, "LANG": "C.UTF-8", **form.runtime.environment, **form.runtime.route}
    values = fill(variables.values(), root, form, {**places(form, proxies), Placeholder.WORK: folder})
    settings = [f"{name}={shlex.quote(value)}" for name, value in zip(variables, values, strict=True)]
    kept = [f'{name}="${name}"' for name in ("PATH", "JAVA_HOME") if name in os.environ]
    words = fill(form.runtime.run, root, form, {Placeholder.SNIPPET: Path(snippet.path).name, Placeholder.WORK: "."})
    links = [
        f"{{ test -e {shlex.quote(name)} || ln -s {shlex.quote(str(client_folder(root, form) / name))} .; }} &&"
        for name in form.runtime.linked
    ]
    whole = " ".join([*links, "env -i", *kept, *settings, shlex.join(words)])
    own = shlex.quote(f"{snippet.key.language}/{snippet.key.operation}")
    return f"( cd {own} && {whole} )" if _has_folder(snippet) else whole
