"""Take the API's description out of the Python package clarifai-grpc.

usage: descriptors.py VERSION FILE

Writes FILE, a FileDescriptorSet with the service and all that it imports, for
`protoc --descriptor_set_in`. Prints the names of the files in it that code has
to be generated for, one a line. The package must be of the given version.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from google.protobuf.descriptor import FileDescriptor


def closure(file: FileDescriptor) -> Iterator[FileDescriptor]:
    """Yield a file descriptor's imports, each after its own, and then itself."""
    seen: set[str] = set()

    def visit(descriptor: FileDescriptor) -> Iterator[FileDescriptor]:
        if descriptor.name in seen:
            return
        seen.add(descriptor.name)
        for dependency in descriptor.dependencies:
            yield from visit(dependency)
        yield descriptor

    return visit(file)


def main(wanted: str, path: str) -> None:
    """Write the descriptors of the package's service to ``path``, where the package has the wanted version."""
    try:
        found = version("clarifai-grpc")
    except PackageNotFoundError:
        sys.exit(f"{sys.executable} has no package clarifai-grpc")
    if found != wanted:
        sys.exit(f"{sys.executable} has clarifai-grpc {found}, not {wanted}")

    # Only now, so that a missing package is told in one line.
    from clarifai_grpc.grpc.api import service_pb2  # noqa: PLC0415
    from google.protobuf.descriptor_pb2 import FileDescriptorSet  # noqa: PLC0415

    described = FileDescriptorSet()
    for descriptor in closure(service_pb2.DESCRIPTOR):
        descriptor.CopyToProto(described.file.add())
        # The protobuf runtime brings the classes of these itself.
        if not descriptor.name.startswith("google/protobuf/"):
            sys.stdout.write(f"{descriptor.name}\n")
    Path(path).write_bytes(described.SerializeToString())


if __name__ == "__main__":
    match sys.argv[1:]:
        case [wanted_version, file_path]:
            main(wanted_version, file_path)
        case _:
            sys.exit("usage: descriptors.py VERSION FILE")
