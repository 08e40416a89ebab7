"""Languages -> their runtimes and client libraries, installed where missing. Says each step; skips nothing quietly."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from sixfold.errors import SixfoldError
from sixfold.install.client import (
    install_client,
    is_installed,
    lacking_parts,
    needs_client,
    remove_client,
    stamp,
    unstamp,
)
from sixfold.install.errors import InstallError, is_stopped
from sixfold.install.held import held
from sixfold.install.packages import install_packages, missing_programs
from sixfold.install.places import client_folder
from sixfold.install.start import first_start, unknown_program
from sixfold.language import Language
from sixfold.places import FACTS, TEMPLATES

PROVENANCE = "provenance"
"""A file that an installation may leave in the client's folder: one line on where its parts came from."""

Say = Callable[[str], None]


def install(root: Path, languages: Iterable[Language], say: Say) -> None:
    """Install what the languages lack, and start each once. What cannot be installed keeps no other from it.

    :raises InstallError: with what is not ready, and with the commands that a person must run where system packages
        cannot be installed here.
    """
    wanted = tuple(languages)

    def tell(text: str) -> None:
        # What is being stopped is neither ready nor not.
        if not is_stopped():
            say(text)

    unmet = install_packages(wanted, tell)

    def one(language: Language) -> str:
        try:
            _install(root, language, unmet.get(language.name, ""), tell)
        except SixfoldError as error:
            tell(f"{language.name}: not ready")
            return str(error)
        tell(f"{language.name}: ready")
        return ""

    # Most of an installation waits for the network.
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        failed = [wrong for wrong in pool.map(one, wanted) if wrong]
    if failed:
        # What several lack for one reason is said once.
        raise InstallError("\n".join(dict.fromkeys(failed)))


def _install(root: Path, language: Language, unmet: str, say: Say) -> None:
    if unmet:
        raise InstallError(unmet)
    if lacking := missing_programs(language):
        packages = ", ".join(sorted({language.runtime.programs[program] for program in lacking}))
        raise InstallError(
            f"{language.name}: still missing {', '.join(lacking)}; expected them on the path once {packages} is "
            f"installed: see 'runtime.programs' in {TEMPLATES}/{language.name}/{FACTS}"
        )
    if unknown := unknown_program(root, language):
        raise InstallError(f"{language.name}: {unknown}")
    if not (wrong := _unready(root, language)):
        return
    with held(client_folder(root, language), language.name, say) as waited:
        # Whoever held it may have made it ready.
        if waited and not (wrong := _unready(root, language)):
            return
        if needs_client(language):
            say(f"{language.name}: installing {_brought(language)}")
            install_client(root, language)
            wrong = first_start(root, language, client=True)
        elif remove_client(root, language):
            wrong = first_start(root, language, client=False)
        if wrong:
            unstamp(root, language)
            raise InstallError(f"{language.name}: installed, but does not start: {wrong}")
        stamp(root, language)


def _unready(root: Path, language: Language) -> str:
    if not is_installed(root, language):
        return "it is not installed"
    return lacking_parts(root, language) or first_start(root, language, client=False)


def _brought(language: Language) -> str:
    """Return what an installation brings: a client that has no version is part of its runtime."""
    if language.client_version:
        return language.client_title
    return "its packages" if language.runtime.install else "the Python packages that run its snippets"
