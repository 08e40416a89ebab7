"""One language's client library: whether it is the one that its folder describes, and how it comes to be."""

from __future__ import annotations

import shutil
from pathlib import Path

from sixfold.install.errors import InstallError, failure
from sixfold.install.packages import missing_programs
from sixfold.install.places import CLIENTS, client_folder, command, environment
from sixfold.install.python import install_python, needs_python, own_modules
from sixfold.language import FOLDER, Language, fingerprint, manifest
from sixfold.reading import UnreadableError, read_bytes

_STAMP = "installed"


def is_installed(root: Path, language: Language) -> bool:
    """Say whether the language can run: its programs are there, and its client library is that of its folder.

    :raises SixfoldError: when its folder cannot be read.
    """
    return not missing_programs(language) and (not needs_client(root, language) or _is_stamped(root, language))


def needs_client(root: Path, language: Language) -> bool:
    """Say whether a language has anything to install but Debian's packages."""
    return bool(language.runtime.install) or needs_python(root, language)


def install_client(root: Path, language: Language) -> None:
    """Install a language's client library anew, and its Python. It counts only when `stamp` says so.

    :raises InstallError: when a step fails.
    """
    target = client_folder(root, language)
    _refuse_links(target)
    try:
        _copy_manifest(root / FOLDER / language.name, target)
    except (OSError, UnreadableError) as error:
        reason = error.strerror or error if isinstance(error, OSError) else error
        raise InstallError(f"{language.name}: cannot make {target}: {reason}") from error
    if needs_python(root, language):
        install_python(root, language)
    words = command(language.runtime.install, root, language, source=target)
    if words and (reason := failure(words, environment(root, language), target)):
        raise InstallError(f"{language.name}: {reason}")
    if lacking := [name for name in language.runtime.beside if not (target / name).exists()]:
        raise InstallError(
            f"{language.name}: its installation brings no {', '.join(lacking)}; expected in {target} what "
            f"'runtime.beside' of {language.sources[1]} names"
        )


def stamp(root: Path, language: Language) -> None:
    """Note that the client library is that of the language's folder."""
    if needs_client(root, language):
        (client_folder(root, language) / _STAMP).write_text(_fingerprint(root, language))


def unstamp(root: Path, language: Language) -> None:
    """Note that what is installed cannot be used."""
    (client_folder(root, language) / _STAMP).unlink(missing_ok=True)


def _refuse_links(target: Path) -> None:
    """Refuse a link in the place of a folder that is made anew: what it leads to is somebody else's."""
    for folder in (target, target.parent):
        if folder.is_symlink():
            raise InstallError(f"{folder}: is a symbolic link; expected a folder, or nothing, where {CLIENTS} is made")


def _copy_manifest(source: Path, target: Path) -> None:
    """Make the client's folder anew: what an earlier manifest led to must not stay beside the new."""
    if target.exists():
        shutil.rmtree(target)
    target.mkdir(parents=True)
    for file in manifest(source):
        copy = target / file.relative_to(source)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(read_bytes(file))


def _is_stamped(root: Path, language: Language) -> bool:
    file = client_folder(root, language) / _STAMP
    return file.is_file() and file.read_bytes() == _fingerprint(root, language).encode()


def _fingerprint(root: Path, language: Language) -> str:
    source = root / FOLDER / language.name
    own = [module.read_text(encoding="utf-8") for module in own_modules(language)]
    return fingerprint(source, manifest(source), [*language.runtime.install, *own])
