"""One language's client library: whether it is the one that its folder describes, and how it comes to be."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
from pathlib import Path

from sixfold import host
from sixfold.errors import SixfoldError
from sixfold.install.errors import InstallError, failure
from sixfold.install.packages import missing_programs
from sixfold.install.places import client_folder, command, environment
from sixfold.install.python import install_python, needs_python, own_modules
from sixfold.language import Language, Placeholder, fingerprint, manifest
from sixfold.places import RUNTIMES
from sixfold.reading import UnreadableError, read_bytes, read_text

_BELOW_CLIENT = re.compile(re.escape(Placeholder.CLIENT.written) + r"/([A-Za-z0-9_.-]+(?:/[A-Za-z0-9_.-]+)*)")
_STAMP = "installed"
"""A file of a client's folder: the seal of what it was installed from. Only who installed it can have put it there."""


def is_installed(root: Path, language: Language) -> bool:
    """Say whether the language can run: its programs are there, and this person installed what its folder describes.

    What stands where a client library belongs, and was not installed, came with the project: nothing of it is started.

    :raises SixfoldError: when its folder cannot be read.
    """
    if missing_programs(language):
        return False
    if needs_client(language):
        return _is_stamped(root, language)
    return not os.path.lexists(client_folder(root, language))


def unusable(root: Path, language: Language) -> str:
    """Say why a language cannot run as it is installed, or nothing."""
    if missing := missing_programs(language):
        return f"its runtime or client library is missing: {', '.join(missing)}"
    try:
        if not is_installed(root, language):
            return "its runtime or client library is missing"
    except SixfoldError as error:
        return str(error)
    return lacking_parts(root, language)


def needs_client(language: Language) -> bool:
    """Say whether a language has anything to install but Debian's packages."""
    return bool(language.runtime.install) or needs_python(language)


def install_client(root: Path, language: Language) -> None:
    """Install a language's client library anew, and its Python. It counts only when `stamp` says so.

    :raises InstallError: when a step fails.
    """
    target = client_folder(root, language)
    _refuse_links(target)
    try:
        _copy_manifest(language.folder, target)
    except (OSError, UnreadableError) as error:
        reason = error.strerror or error if isinstance(error, OSError) else error
        raise InstallError(f"{language.name}: cannot make {target}: {reason}") from error
    if needs_python(language):
        install_python(root, language)
    words = command(language.runtime.install, root, language, {Placeholder.SOURCE: target})
    if words and (reason := failure(words, environment(root, language), target)):
        raise InstallError(f"{language.name}: {reason}")
    if wrong := lacking_parts(root, language):
        raise InstallError(f"{language.name}: {wrong}")


def lacking_parts(root: Path, language: Language) -> str:
    """Say which parts of an installed client library a language names though they are not there, or nothing.

    Such are what stands beside a snippet, and what its commands name below the library's folder: without them each
    snippet would fail for what is no fault of its own.
    """
    runtime, target = language.runtime, client_folder(root, language)
    commands = (
        runtime.version,
        runtime.syntax,
        runtime.run,
        language.describe,
        runtime.http_libraries.run if runtime.http_libraries else (),
        runtime.warm_process.start if runtime.warm_process else (),
        (*runtime.prepared.make, *runtime.prepared.keep, *runtime.prepared.run) if runtime.prepared else (),
    )
    named = [part for words in commands for word in words for part in _BELOW_CLIENT.findall(word)]
    lacking = [part for part in dict.fromkeys((*runtime.linked, *named)) if not (target / part).exists()]
    if not lacking:
        return ""
    return (
        f"its installation brings no {', '.join(lacking)}; expected in {target} what 'runtime.linked' and the commands "
        f"of {language.facts[0]} name"
    )


def remove_client(root: Path, language: Language) -> bool:
    """Remove what stands in the place of a client library that the language does not need; say whether there was any.

    :raises InstallError: when it cannot be removed.
    """
    target = client_folder(root, language)
    if not os.path.lexists(target):
        return False
    _refuse_links(target)
    try:
        shutil.rmtree(target)
    except OSError as error:
        raise InstallError(f"{language.name}: cannot remove {target}: {error.strerror}") from error
    return True


def stamp(root: Path, language: Language) -> None:
    """Note that the client library is that of the language's folder.

    :raises InstallError: when that cannot be noted.
    """
    if not needs_client(language):
        return
    folder = client_folder(root, language)
    try:
        (folder / _STAMP).write_text(host.seal(folder, _STAMP, _fingerprint(language)))
    except (OSError, SixfoldError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise InstallError(f"{language.name}: cannot be noted as installed: {reason}") from error


def unstamp(root: Path, language: Language) -> None:
    """Note that what is installed cannot be used."""
    (client_folder(root, language) / _STAMP).unlink(missing_ok=True)


def _refuse_links(target: Path) -> None:
    """Refuse a link in the place of a folder that is made anew: what it leads to is somebody else's."""
    for folder in (target, target.parent):
        if folder.is_symlink():
            raise InstallError(f"{folder}: is a symbolic link; expected a folder, or nothing, where {RUNTIMES} is made")


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
    folder = client_folder(root, language)
    found = ""
    with contextlib.suppress(UnreadableError):
        found = read_text(folder / _STAMP, within=folder).strip()
    return bool(found) and host.is_sealed(folder, _STAMP, _fingerprint(language), found)


def _fingerprint(language: Language) -> str:
    source = language.folder
    own = [module.read_text(encoding="utf-8") for module in own_modules(language)]
    return fingerprint(source, manifest(source), [*language.runtime.install, *own])
