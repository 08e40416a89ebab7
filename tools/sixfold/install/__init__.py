"""Runtimes and client libraries, installed where missing and started once, of languages that somebody has agreed to."""

from sixfold.install.client import is_installed, unusable
from sixfold.install.errors import not_run, stop
from sixfold.install.missing import PROVENANCE, install
from sixfold.install.places import client_folder, command, passed, pip_settings
from sixfold.install.start import description, runtime_version

__all__ = [
    "PROVENANCE",
    "client_folder",
    "command",
    "description",
    "install",
    "is_installed",
    "not_run",
    "passed",
    "pip_settings",
    "runtime_version",
    "stop",
    "unusable",
]
