"""Take the API's description out of the Python package clarifai-grpc.

usage: descriptors.py VERSION FILE

Writes FILE, a FileDescriptorSet with the service and all that it imports, for
`protoc --descriptor_set_in`. Prints the names of the files in it that code has
to be generated for, one a line. The package must be of the given version.
"""

import sys
from importlib.metadata import PackageNotFoundError, version


def closure(file):
    """Yield a file descriptor's imports, each after its own, and then itself."""
    seen = set()

    def visit(descriptor):
        if descriptor.name in seen:
            return
        seen.add(descriptor.name)
        for dependency in descriptor.dependencies:
            yield from visit(dependency)
        yield descriptor

    return visit(file)


def main(wanted, path):
    try:
        found = version("clarifai-grpc")
    except PackageNotFoundError:
        sys.exit(f"{sys.executable} has no package clarifai-grpc")
    if found != wanted:
        sys.exit(f"{sys.executable} has clarifai-grpc {found}, not {wanted}")

    # Only now, so that a missing package is told in one line.
    from clarifai_grpc.grpc.api import service_pb2
    from google.protobuf.descriptor_pb2 import FileDescriptorSet

    described = FileDescriptorSet()
    for descriptor in closure(service_pb2.DESCRIPTOR):
        descriptor.CopyToProto(described.file.add())
        # The protobuf runtime brings the classes of these itself.
        if not descriptor.name.startswith("google/protobuf/"):
            print(descriptor.name)
    with open(path, "wb") as out:
        out.write(described.SerializeToString())


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: descriptors.py VERSION FILE")
    main(*sys.argv[1:])
