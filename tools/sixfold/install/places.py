"""Where a language's installation is, what stands for it in a command, and the environment that commands get."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from sixfold.language import Language, Placeholder
from sixfold.places import REQUIREMENTS, RUNTIMES

"""Where client libraries are installed, a folder a language, relative to the project."""

PYTHON = ".venv"
"""The folder of a language's own Python, in that of its client library."""

PASSED = (
    # where programs are, and in which language and place they speak and write
    *("PATH", "HOME", "USER", "LOGNAME", "SHELL", "TERM", "TZ", "LANG", "LANGUAGE", "LC_ALL", "TMPDIR", "JAVA_HOME"),
    # how the network is reached
    *("http_proxy", "https_proxy", "no_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "ALL_PROXY"),
    # whom to trust there
    *("SSL_CERT_FILE", "SSL_CERT_DIR", "CURL_CA_BUNDLE", "REQUESTS_CA_BUNDLE", "NODE_EXTRA_CA_CERTS"),
    # where packages come from and are kept
    *("npm_config_registry", "npm_config_cache", "npm_config_cafile", "MAVEN_OPTS", "COMPOSER_HOME", "XDG_CACHE_HOME"),
)
"""What an installation gets of this process's environment: what it needs, and nothing that is a key."""


def client_folder(root: Path, language: Language) -> Path:
    """Return the folder of a language's client library."""
    return root.resolve() / RUNTIMES / language.name


def python_of(root: Path, language: Language) -> Path:
    """Return the Python of a language: one of its own where it needs packages, else that of this process."""
    if (language.folder / REQUIREMENTS).is_file():
        return client_folder(root, language) / PYTHON / "bin" / "python"
    return Path(sys.executable)


def command(
    words: Iterable[str], root: Path, language: Language, given: Mapping[Placeholder, object] | None = None
) -> list[str]:
    """Put into the words of a language what every one of them may name, and whatever else is given."""
    everywhere = {
        Placeholder.PYTHON: python_of(root, language),
        Placeholder.CLIENT: client_folder(root, language),
    }
    return Placeholder.fill(words, {**everywhere, **(given or {})})


def passed() -> dict[str, str]:
    """Return what of this process's environment an installation gets."""
    return {name: os.environ[name] for name in PASSED if name in os.environ}


def pip_settings() -> dict[str, str]:
    """Return pip's own settings in this process's environment."""
    return {name: value for name, value in os.environ.items() if name.startswith("PIP_")}


def environment(root: Path, language: Language) -> Mapping[str, str]:
    """Return the environment of a language's commands: what an installation gets, and what the language adds."""
    added = language.runtime.environment
    words = command(added.values(), root, language)
    # A cache beside a file that is started would be one more that has to be agreed to.
    return {**passed(), "PYTHONDONTWRITEBYTECODE": "1", **dict(zip(added, words, strict=True))}
