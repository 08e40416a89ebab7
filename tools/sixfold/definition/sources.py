"""Where a definition is said to be -> the definition, by the adapter of that kind."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from sixfold.definition.again import load_again
from sixfold.definition.api_definition import ApiDefinition
from sixfold.definition.descriptor_set import load_descriptor_set
from sixfold.definition.package import load_package
from sixfold.signing import Signing


class Source(Protocol):
    """Where a definition is: a document or a descriptor set in the project, else modules of a package in a version."""

    @property
    def openapi(self) -> str:
        """The OpenAPI document's path in the project; empty for protobuf."""

    @property
    def descriptors(self) -> str:
        """The descriptor set's path in the project; empty for a package."""

    @property
    def package(self) -> str:
        """The distribution's name."""

    @property
    def version(self) -> str:
        """The version that the project is pinned to."""

    @property
    def modules(self) -> tuple[str, ...]:
        """The generated modules that hold the services."""

    @property
    def services(self) -> tuple[str, ...]:
        """The full names of the services."""


def load(root: Path, source: Source, signing: Signing | None = None, *, known_by: bytes = b"") -> ApiDefinition:
    """Load what a project says of its definition.

    :param root: the project's folder.
    :param signing: how calls are signed, None where only the definition says it.
    :param known_by: the digest of all that the process runs, where that is of one that has loaded it as it is.
    :raises DefinitionError: when something of it is not there.
    """
    if source.openapi:
        from sixfold.definition.openapi import load_openapi  # noqa: PLC0415 - a sixth of a second, of use to these alone

        return load_openapi(root, source.openapi, signing)
    if source.descriptors:
        return load_descriptor_set(root, source.descriptors, source.services)
    if known_by:
        return load_again(source.package, source.version, source.modules, source.services, known_by=known_by)
    return load_package(source.package, source.version, source.modules, source.services)
