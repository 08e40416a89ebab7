"""A descriptor set, a file of all that an API's ``.proto`` files say -> the definition, with what comments say."""

from __future__ import annotations

from collections.abc import Sequence
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from google.protobuf.descriptor_pb2 import FileDescriptorProto, FileDescriptorSet
from google.protobuf.descriptor_pool import DescriptorPool
from google.protobuf.message import DecodeError

from sixfold.definition.api_definition import ApiDefinition
from sixfold.definition.comments import comments
from sixfold.definition.model import DefinitionError, Method
from sixfold.definition.protobuf import Adapter
from sixfold.names import did_you_mean, listing
from sixfold.reading import LARGEST, UnreadableError, digest, read_bytes

WRITTEN = "write it anew, e.g. by: protoc --descriptor_set_out={} --include_imports --include_source_info …"

_SHOWN = 12
"""How many hexadecimal digits of a file's digest stand for its version."""


def load_descriptor_set(root: Path, path: str, services: Sequence[str]) -> ApiDefinition:
    """Load services from a descriptor set, as ``protoc --include_imports`` or ``buf build`` writes one.

    :param root: the project's folder, in which the file stands; ``path`` is relative to it.
    :param services: the services' full names; all that the files hold where none is given.
    :raises DefinitionError: when the file cannot be read, is no such set, lacks a file, or has no such service.
    """
    try:
        content = read_bytes(root / path, within=root, largest=LARGEST)
    except UnreadableError as error:
        raise DefinitionError(f"{path}: {error}; expected a descriptor set inside of the project") from error
    files = _files(content, path)
    pool = _pool(files, path)
    known = [f"{file.package}.{found.name}".lstrip(".") for file in files.values() for found in file.service]
    for name in services:
        if name not in known:
            raise DefinitionError(f"{path} has no service '{name}'{did_you_mean(name, known)} ({_services(known)})")
    texts = {name: comments(file) for name, file in files.items()}
    adapter = Adapter(lambda file: texts[file.name])
    wanted = tuple(services) or tuple(known)
    methods: dict[str, Method] = {}
    for name in wanted:
        methods |= adapter.methods(pool.FindServiceByName(name))
    return ApiDefinition(wanted, path, digest(content)[:_SHOWN], methods)


def _services(known: Sequence[str]) -> str:
    return f"services: {listing(list(known))}" if known else "it holds no service"


def _files(content: bytes, path: str) -> dict[str, FileDescriptorProto]:
    """Return the files of a set by their names, each behind those that it imports."""
    try:
        files = {file.name: file for file in FileDescriptorSet.FromString(content).file}
    except DecodeError as error:
        raise DefinitionError(f"{path} is no descriptor set; {WRITTEN.format(path)}") from error
    if not files:
        raise DefinitionError(f"{path} holds no file; {WRITTEN.format(path)}")
    for file in files.values():
        for name in file.dependency:
            if name not in files:
                raise DefinitionError(f"{path} lacks '{name}', which '{file.name}' imports; {WRITTEN.format(path)}")
    try:
        order = list(TopologicalSorter({name: list(file.dependency) for name, file in files.items()}).static_order())
    except CycleError as error:
        circle = " -> ".join(f"'{name}'" for name in error.args[1])
        raise DefinitionError(f"{path} holds files that import each other: {circle}; {WRITTEN.format(path)}") from error
    return {name: files[name] for name in order}


def _pool(files: dict[str, FileDescriptorProto], path: str) -> DescriptorPool:
    pool = DescriptorPool()
    for name, file in files.items():
        try:
            pool.Add(file)
        except (TypeError, ValueError) as error:
            reason = str(error).partition("descriptor pool: ")[2] or str(error)
            raise DefinitionError(f"{path} holds a broken '{name}': {reason}; {WRITTEN.format(path)}") from error
    return pool
