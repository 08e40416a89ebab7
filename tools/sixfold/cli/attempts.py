"""How a person tries published snippets on a running sandbox: commands to copy into a shell."""

from __future__ import annotations

from collections.abc import Iterator

from sixfold.install import is_installed
from sixfold.project import Entry, Project
from sixfold.runner import copy_command, run_command
from sixfold.sandbox import ProxySettings
from sixfold.snippet import Snippet


def attempts(loaded: Project, entries: list[Entry], proxies: ProxySettings) -> Iterator[str]:
    """Yield lines: what copies the snippets, and one command for each form that the operations' snippets have."""
    shown: dict[str, Snippet] = {}
    snippets = (snippet for entry in entries for snippet in entry.snippets)
    for snippet in sorted(snippets, key=lambda snippet: snippet.language.tab):
        shown.setdefault(snippet.form.name, snippet)
    yield from ("", "For the copies, a folder of their own:")
    yield f"  {copy_command(loaded.root, shown.values())}"
    for snippet in shown.values():
        form = snippet.form
        yield ""
        if is_installed(loaded.root, form):
            yield f"{form.label}, in the folder of your copy:"
            yield f"  {run_command(loaded.root, snippet, proxies)}"
        else:
            yield f"{form.label}: not installed; run: sixfold install --language {form.name}"
