"""A Python of a language's own: it has what the language's requirements name, in these versions, and nothing else."""

from __future__ import annotations

import importlib.util
import shutil
import sys
import venv
from collections.abc import Iterable
from pathlib import Path

from sixfold import browser, chromium, page_job, settled, visible
from sixfold.install.errors import InstallError, failure
from sixfold.install.places import PYTHON, client_folder, passed, pip_settings
from sixfold.language import Language
from sixfold.places import REQUIREMENTS

OWN = {browser.__name__: (browser, chromium, page_job, settled, visible)}
"""The modules of this package that a language may start, each with those that it needs of the package."""


def needs_python(language: Language) -> bool:
    """Say whether a language has a Python of its own."""
    return (language.folder / REQUIREMENTS).is_file()


def own_modules(language: Language) -> list[Path]:
    """Return the files of this package that a language's commands start as modules."""
    runtime = language.runtime
    words = {*runtime.run, *runtime.syntax, *(runtime.warm_process.start if runtime.warm_process else ())}
    words |= {*runtime.prepared.make, *runtime.prepared.keep, *runtime.prepared.run} if runtime.prepared else set()
    found = [module for name, modules in OWN.items() if name in words for module in modules]
    return [Path(str(module.__file__)) for module in found]


def install_python(root: Path, language: Language) -> None:
    """Make the Python of a language, in the folder of its client library, where its requirements stand already.

    :raises InstallError: when it cannot be made, or a package cannot be had as it is locked.
    """
    folder = client_folder(root, language)
    target = folder / PYTHON
    has_pip = importlib.util.find_spec("pip") is not None
    try:
        venv.create(target, symlinks=True, with_pip=not has_pip)
    except (OSError, ValueError) as error:
        raise InstallError(f"{language.name}: cannot make a Python environment in {target}: {error}") from error
    python = target / "bin" / "python"
    # -P: no module of the folder that this runs in stands in for one of pip's.
    by = [sys.executable, "-P", "-m", "pip", f"--python={python}"] if has_pip else [str(python), "-P", "-m", "pip"]
    # Wheels alone: nothing that a package brings runs while it is installed.
    held = ["--require-hashes", "--no-deps", "--only-binary=:all:", "--disable-pip-version-check"]
    words = [*by, "install", "--quiet", *held, f"--requirement={folder / REQUIREMENTS}"]
    if reason := failure(words, {**passed(), **pip_settings()}, folder):
        raise InstallError(f"{language.name}: {reason}")
    _copy(own_modules(language), target)


def _copy(modules: Iterable[Path], target: Path) -> None:
    """Put modules of this package into an environment, where they are found by the names that they have here."""
    for module in modules:
        (packages,) = target.glob("lib/python*/site-packages")
        package = packages / module.parent.name
        package.mkdir(exist_ok=True)
        (package / "__init__.py").touch()
        shutil.copyfile(module, package / module.name)
