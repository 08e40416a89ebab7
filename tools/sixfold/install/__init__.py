"""Runtimes and client libraries, installed where missing and started once, of languages that somebody has agreed to."""

from sixfold.install.client import is_installed, unusable
from sixfold.install.errors import not_run, stop
from sixfold.install.inventory import inventory_of
from sixfold.install.missing import PROVENANCE, install
from sixfold.install.places import client_folder, command
from sixfold.install.start import description, runtime_version

__all__ = [
    "PROVENANCE",
    "client_folder",
    "command",
    "description",
    "install",
    "inventory_of",
    "is_installed",
    "not_run",
    "runtime_version",
    "stop",
    "unusable",
]
