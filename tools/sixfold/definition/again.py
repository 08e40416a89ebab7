"""A package's definition that a process has loaded before, and of which nothing has changed: without its modules.

These make a class of each message when they are imported, which takes longer than to read what they are made of. That
is kept among a person's own files, by all that the process runs; it is data, and nothing of it is started.
"""

from __future__ import annotations

import importlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256

from google.protobuf import descriptor_pool
from google.protobuf.descriptor import FileDescriptor

from sixfold import host
from sixfold.definition.api_definition import ApiDefinition
from sixfold.definition.package import load_package, loaded

_KIND = "descriptors"

Files = Mapping[str, FileDescriptor]
"""What each module of a definition describes, by the module's name."""


def load_again(
    package: str, version: str, modules: Sequence[str], services: Sequence[str], *, known_by: bytes
) -> ApiDefinition:
    """Load services from an installed package, as `load_package` does, but ask no more what is installed.

    :param known_by: the digest of all that the process runs, which is that of one that has loaded the package.
    :raises DefinitionError: as `load_package`.
    """
    key = sha256(known_by + json.dumps([package, version, *modules]).encode()).hexdigest()
    files = _recalled(key, modules) or _imported(key, modules)
    return loaded(package, version, files, services) if files else load_package(package, version, modules, services)


def _recalled(key: str, modules: Sequence[str]) -> Files | None:
    head, _, body = (host.recall(_KIND, key) or b"").partition(b"\n")
    try:
        names, sizes = json.loads(head)
        pool = descriptor_pool.Default()
        for size in sizes:
            pool.AddSerializedFile(body[:size])
            body = body[size:]
        return {module: pool.FindFileByName(names[module]) for module in modules}
    except (ValueError, TypeError, KeyError):
        return None


def _imported(key: str, modules: Sequence[str]) -> Files | None:
    try:
        files: Files = {module: importlib.import_module(module).DESCRIPTOR for module in modules}
    except (ImportError, AttributeError):
        return None
    texts = [*_texts(files.values(), set())]
    head = json.dumps([{module: file.name for module, file in files.items()}, [*map(len, texts)]])
    host.keep(_KIND, key, head.encode() + b"\n" + b"".join(texts))
    return files


def _texts(files: Iterable[FileDescriptor], seen: set[str]) -> Iterator[bytes]:
    """Yield each file as protobuf writes it, behind those that it imports."""
    for file in files:
        if file.name not in seen:
            seen.add(file.name)
            yield from _texts(file.dependencies, seen)
            yield file.serialized_pb
