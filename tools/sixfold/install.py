"""Languages -> their runtimes and client libraries, installed where missing. Says each step; skips nothing quietly."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from sixfold.errors import SixfoldError
from sixfold.language import DESCRIBE, FACTS, FOLDER, KNOWN, Language

CLIENTS = ".runtimes"
"""Where client libraries are installed, a folder a language, relative to the project."""

PROVENANCE = "provenance"
"""A file that an installation may leave in the client's folder: one line on where its parts came from."""

_STAMP = "installed"

Say = Callable[[str], None]


class InstallError(SixfoldError):
    """A runtime or a client library is missing and cannot be installed here."""


def client_folder(root: Path, language: Language) -> Path:
    """Return the folder of a language's client library."""
    return root.resolve() / CLIENTS / language.name


def command(words: Iterable[str], root: Path, language: Language, **places: Path | str) -> list[str]:
    """Put places into a declared command: ``{python}``, ``{client}`` and whatever else is given."""
    known = {"python": sys.executable, "client": client_folder(root, language), **places}
    filled = []
    for word in words:
        for name, place in known.items():
            word = word.replace(f"{{{name}}}", str(place))  # noqa: PLW2901 - replaced step by step
        filled.append(word)
    return filled


def environment(root: Path, language: Language) -> Mapping[str, str]:
    """Return the environment of a language's commands: this process's, and what the language adds."""
    added = language.runtime.environment
    words = command(added.values(), root, language)
    return {**os.environ, **dict(zip(added, words, strict=True))}


def missing_programs(language: Language) -> list[str]:
    """Return the programs of a language's runtime that are not on the path."""
    return [program for program in language.runtime.programs if shutil.which(program) is None]


def is_installed(root: Path, language: Language) -> bool:
    """Say whether the language can run: its programs are there, and its client library is that of its folder."""
    if missing_programs(language):
        return False
    stamp = client_folder(root, language) / _STAMP
    return not language.runtime.install or (
        stamp.is_file() and stamp.read_bytes() == _fingerprint(root, language).encode()
    )


def install(root: Path, languages: Iterable[Language], say: Say) -> None:
    """Install what the languages lack.

    :raises InstallError: with the commands that a person must run, when system packages cannot be installed here.
    """
    wanted = tuple(languages)
    _install_packages(wanted, say)
    for language in wanted:
        if lacking := missing_programs(language):
            packages = ", ".join(sorted({language.runtime.programs[program] for program in lacking}))
            raise InstallError(
                f"{language.name}: still missing {', '.join(lacking)}; expected them on the path once {packages} is "
                f"installed: see 'runtime.programs' in {FOLDER}/{language.name}/{FACTS}"
            )
    for language in wanted:
        if is_installed(root, language):
            say(f"{language.name}: ready")
        else:
            say(f"{language.name}: installing {language.client_title}")
            _install_client(root, language)


def _install_packages(languages: Iterable[Language], say: Say) -> None:
    needed: list[str] = []
    for language in languages:
        lacking = missing_programs(language)
        needed += [language.runtime.programs[program] for program in lacking]
        needed += [package for package in language.runtime.packages if not _has_package(package)]
        if lacking:
            say(f"{language.name}: missing {', '.join(lacking)}")
    packages = sorted(set(needed))
    if not packages:
        return
    as_root = [] if os.geteuid() == 0 else ["sudo", "--non-interactive"]
    commands = (
        [*as_root, "apt-get", "update", "--quiet=2"],
        [*as_root, "apt-get", "install", "--yes", "--quiet=2", "--no-install-recommends", *packages],
    )
    shown = "\n".join(f"  {'' if as_root else 'sudo '}{' '.join(words)}" for words in commands)
    shown = shown.replace("sudo --non-interactive", "sudo")
    if shutil.which("apt-get") is None or (as_root and shutil.which("sudo") is None):
        raise InstallError(f"missing: {', '.join(packages)}; expected root or sudo, and apt, to install them:\n{shown}")
    for words in commands:
        say(f"system: {' '.join(words)}")
        if reason := _failure(words, {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}):
            raise InstallError(f"{reason}; run by hand:\n{shown}")


def _has_package(package: str) -> bool:
    if shutil.which("dpkg-query") is None:
        return True
    words = ["dpkg-query", "--show", "--showformat=${Status}", package]
    return subprocess.run(words, capture_output=True, text=True, check=False).stdout.endswith(" installed")


def _install_client(root: Path, language: Language) -> None:
    target = client_folder(root, language)
    try:
        _copy_manifest(root / FOLDER / language.name, target)
    except OSError as error:
        raise InstallError(f"{language.name}: cannot make {target}: {error.strerror or error}") from error
    words = command(language.runtime.install, root, language, source=target)
    if words and (reason := _failure(words, environment(root, language))):
        raise InstallError(f"{language.name}: {reason}")
    (target / _STAMP).write_text(_fingerprint(root, language))


def _copy_manifest(source: Path, target: Path) -> None:
    """Make the client's folder anew: what an earlier manifest led to must not stay beside the new."""
    if target.exists():
        shutil.rmtree(target)
    target.mkdir(parents=True)
    for file in _manifest(source):
        copy = target / file.relative_to(source)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, copy)


def _failure(words: list[str], env: Mapping[str, str]) -> str:
    """Run a command; return what went wrong, or an empty text."""
    shown = f"'{' '.join(words)}'"
    try:
        run = subprocess.run(words, env=env, check=False)
    except OSError as error:
        return f"{shown} cannot be run: {error.strerror}"
    return f"{shown} failed with exit code {run.returncode}" if run.returncode else ""


def _manifest(source: Path) -> list[Path]:
    """List the files of a language's folder that its client library is installed from."""
    return sorted(path for path in source.rglob("*") if path.is_file() and not _is_ours(path))


def _is_ours(path: Path) -> bool:
    """Say whether a file tells of the language or its client, so that no installation depends on it."""
    return path.name in (FACTS, KNOWN) or path.stem == DESCRIBE or path.suffix in (".j2", ".pyc")


def _fingerprint(root: Path, language: Language) -> str:
    digest = hashlib.sha256("\0".join(language.runtime.install).encode())
    source = root / FOLDER / language.name
    for file in _manifest(source):
        digest.update(file.relative_to(source).as_posix().encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()
