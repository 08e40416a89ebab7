"""An installed Python package of generated protobuf classes -> the definition."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial
from importlib.machinery import PathFinder
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from google.protobuf.descriptor import FileDescriptor, ServiceDescriptor
from google.protobuf.descriptor_pb2 import FileDescriptorProto

from sixfold.definition.api_definition import ApiDefinition
from sixfold.definition.comments import comments
from sixfold.definition.model import DefinitionError, Method
from sixfold.definition.protobuf import Adapter
from sixfold.frozen import frozen
from sixfold.names import did_you_mean

if TYPE_CHECKING:
    from importlib.metadata import PackagePath

Files = Callable[[], Mapping[str, "PackagePath"]]
"""Gives the files of an installed package by their names; there may be thousands, so it is asked where they matter."""


def load_package(package: str, version: str, modules: Sequence[str], services: Sequence[str]) -> ApiDefinition:
    """Load services from an installed Python package of generated protobuf classes.

    :param package: the distribution's name, as pip knows it.
    :param version: the version that the project is pinned to; another one would make other files.
    :param modules: the generated modules that hold the services, e.g. ``shop.v1.orders_pb2``.
    :param services: the services' full names.
    :raises DefinitionError: when one of them is not there.
    """
    installed = _installed(package)
    if installed is None:
        raise DefinitionError(f"{package} is not installed; run: pip install {package}=={version}")
    if installed != version:
        raise DefinitionError(
            f"expected {package} {version}, got {installed}; install that version or change 'definition.version'"
        )
    listed = cache(partial(_files, package))
    files = {module: _file(package, version, module, listed) for module in modules}
    return loaded(package, version, files, services)


def loaded(package: str, version: str, files: Mapping[str, FileDescriptor], services: Sequence[str]) -> ApiDefinition:
    """Return services of a package's files.

    :param files: what each of its modules describes, by the module's name.
    :raises DefinitionError: when a service is none of theirs.
    """
    methods: dict[str, Method] = {}
    for name in services:
        methods |= _ADAPTER.methods(_service(files, name))
    return ApiDefinition(tuple(services), package, version, methods)


@frozen
class Offer:
    """What a package holds: the services of each module that has any, and why other modules cannot be loaded."""

    version: str
    services: Mapping[str, tuple[str, ...]]
    broken: Mapping[str, str]


def offered(package: str) -> Offer:
    """Tell which services an installed package holds, by loading each of its generated modules.

    :param package: the distribution's name, as pip knows it.
    :raises DefinitionError: when it is not installed, or holds no generated module.
    """
    version = _installed(package)
    if version is None:
        raise DefinitionError(f"{package} is not installed; run: pip install {package}")
    files = cache(partial(_files, package))
    modules = [name.removesuffix(".py").replace("/", ".") for name in files() if name.endswith("_pb2.py")]
    if not modules:
        raise DefinitionError(f"{package} {version} holds no module of generated protobuf classes, named *_pb2.py")
    services: dict[str, tuple[str, ...]] = {}
    broken = {}
    for module in sorted(modules):
        try:
            file = _file(package, version, module, files)
        except DefinitionError as error:
            broken[module] = str(error).replace(
                f"{package} {version} has no protobuf module '{module}'", "is no module"
            )
            continue
        # Two modules can be of one file.
        known = {name for held in services.values() for name in held}
        if held := tuple(found.full_name for found in file.services_by_name.values() if found.full_name not in known):
            services[module] = held
    return Offer(version, services, broken)


def _service(files: Mapping[str, FileDescriptor], name: str) -> ServiceDescriptor:
    for file in files.values():
        try:
            found: ServiceDescriptor = file.pool.FindServiceByName(name)
        except KeyError:
            continue
        return found
    known = [service.full_name for file in files.values() for service in file.services_by_name.values()]
    where = " and ".join(f"'{module}'" for module in files)
    raise DefinitionError(f"{where} has no service '{name}'{did_you_mean(name, known)}")


def _installed(package: str) -> str | None:
    """Return the version of a package that is installed."""
    from importlib import metadata  # noqa: PLC0415 - a hundredth of a second, for what has changed alone

    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None


def _files(package: str) -> Mapping[str, PackagePath]:
    from importlib import metadata  # noqa: PLC0415 - as above

    return {file.as_posix(): file for file in metadata.files(package) or ()}


def _file(package: str, version: str, module: str, files: Files) -> FileDescriptor:
    try:
        found = _module(module, files).DESCRIPTOR
        _ = found.pool
    except (Exception, SystemExit) as error:  # noqa: BLE001 - whatever a module of somebody's does when it is loaded
        said = "" if isinstance(error, ImportError | AttributeError) else f": it ends in {type(error).__name__}"
        lacking = error.name if isinstance(error, ModuleNotFoundError) else None
        if lacking and not f"{module}.".startswith(f"{lacking}."):
            said = f": it needs the module '{lacking}', which is not installed"
        raise DefinitionError(f"{package} {version} has no protobuf module '{module}'{said}") from None
    assert isinstance(found, FileDescriptor), "what has a pool is one"  # noqa: S101 - for the type checker
    return found


def _module(name: str, files: Files) -> ModuleType:
    """Load a module, one of the package's own alone: loading starts what a module says.

    :raises ImportError: when the package has none of that name, or another one stands in for it.
    """
    if name in sys.modules:
        return sys.modules[name]
    path = name.replace(".", "/")
    named = (f"{path}.py", f"{path}/__init__.py")
    own = [files()[path] for path in named if path in files()]
    top = PathFinder.find_spec(name.partition(".")[0]) if own else None
    places = [top.origin, *(top.submodule_search_locations or ())] if top else []
    real = [Path(os.path.realpath(place)) for place in places if place]
    if not any(Path(os.path.realpath(str(file.locate()))).is_relative_to(place) for file in own for place in real):
        raise ImportError(name)
    return importlib.import_module(name)


@cache
def _comments(file: FileDescriptor) -> dict[str, str]:
    return dict(comments(FileDescriptorProto.FromString(file.serialized_pb)))


_ADAPTER = Adapter(_comments)
"""Of all that is in the process's own pool: what is known of a message is one object, whoever asks."""
