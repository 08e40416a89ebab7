"""Compiles what Go snippets import, for all projects of the tests: ``python -m tests.go_cache``."""

from __future__ import annotations

import subprocess

from sixfold.errors import Problems
from sixfold.install import command
from sixfold.install.places import environment
from sixfold.language import load_languages
from sixfold.shipping import shipped_project
from tests.support.runtimes import GO

if __name__ == "__main__":
    with shipped_project() as root:
        (go,) = (language for language in load_languages(root, Problems()) if language.name == "go")
        (root / ".runtimes").mkdir()
        GO.mkdir(parents=True, exist_ok=True)
        (root / ".runtimes/go").symlink_to(GO)
        words = command(go.runtime.install, root, go)
        subprocess.run(words, env=environment(root, go), cwd=root, check=True)
