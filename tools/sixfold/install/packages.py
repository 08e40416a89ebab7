"""Debian packages that languages need, installed by apt where that can be."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterable
from pathlib import Path

from sixfold.install.errors import InstallError, failure
from sixfold.install.places import passed
from sixfold.language import Language

Say = Callable[[str], None]


def missing_programs(language: Language) -> list[str]:
    """Return the programs of a language's runtime that are not on the path."""
    return [program for program in language.runtime.programs if shutil.which(program) is None]


def install_packages(languages: Iterable[Language], say: Say) -> dict[str, str]:
    """Install what the languages lack of Debian's packages, all at once where that goes.

    :return: why a language has not got its own, by the language's name.
    """
    lacking: list[Language] = []
    wanted = tuple(languages)
    for language in wanted:
        if programs := missing_programs(language):
            say(f"{language.name}: missing {', '.join(programs)}")
        if _packages(language):
            lacking.append(language)
    reasons = _tried(lacking, say)
    _install_optional(wanted, say)
    return reasons


def _tried(lacking: list[Language], say: Say) -> dict[str, str]:
    try:
        _install(lacking, say)
    except InstallError as error:
        if len(lacking) == 1 or not _able():
            return {language.name: str(error) for language in lacking}
    else:
        return {}
    # One package that cannot be had is no reason that the others are not.
    reasons = {}
    for language in lacking:
        try:
            _install([language], say)
        except InstallError as error:
            reasons[language.name] = str(error)
    return reasons


def _install_optional(languages: Iterable[Language], say: Say) -> None:
    """Install what runs are quicker with, where that goes and apt knows of it; no language needs it to be ready."""
    optional = {name: package for language in languages for name, package in language.runtime.optional.items()}
    packages = sorted({package for name, package in optional.items() if shutil.which(name) is None})
    known = [package for package in packages if _able() and _is_known(package)]
    if not known:
        return
    words = [*_as_root(), "apt-get", "install", "--yes", "--quiet=2", "--no-install-recommends", *known]
    say(f"system: {' '.join(words)}")
    if reason := failure(words, {**passed(), "DEBIAN_FRONTEND": "noninteractive"}, Path("/")):
        say(f"system: {reason}; runs are slower without")


def _packages(language: Language) -> set[str]:
    programs = {language.runtime.programs[program] for program in missing_programs(language)}
    return programs | {package for package in language.runtime.packages if not _has_package(package)}


def _able() -> bool:
    return shutil.which("apt-get") is not None and (os.geteuid() == 0 or shutil.which("sudo") is not None)


def _as_root() -> list[str]:
    return [] if os.geteuid() == 0 else ["sudo", "--non-interactive"]


def _is_known(package: str) -> bool:
    """Say whether apt knows a package, by what it has been told last."""
    words = ["apt-cache", "show", package]
    return subprocess.run(words, capture_output=True, check=False).returncode == 0


def _install(languages: Iterable[Language], say: Say) -> None:
    packages = sorted({package for language in languages for package in _packages(language)})
    if not packages:
        return
    as_root = _as_root()
    commands = (
        [*as_root, "apt-get", "update", "--quiet=2"],
        [*as_root, "apt-get", "install", "--yes", "--quiet=2", "--no-install-recommends", *packages],
    )
    shown = "\n".join(f"  {'' if as_root else 'sudo '}{' '.join(words)}" for words in commands)
    shown = shown.replace("sudo --non-interactive", "sudo")
    if not _able():
        raise InstallError(f"missing: {', '.join(packages)}; expected root or sudo, and apt, to install them:\n{shown}")
    for words in commands:
        say(f"system: {' '.join(words)}")
        if reason := failure(words, {**passed(), "DEBIAN_FRONTEND": "noninteractive"}, Path("/")):
            raise InstallError(f"{reason}; run by hand:\n{shown}")


def _has_package(package: str) -> bool:
    if shutil.which("dpkg-query") is None:
        return True
    words = ["dpkg-query", "--show", "--showformat=${Status}", package]
    return subprocess.run(words, capture_output=True, text=True, check=False).stdout.endswith(" installed")
