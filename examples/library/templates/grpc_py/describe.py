"""Print what the library's stubs know, as JSON: gRPC's version, RPCs by full names, and the messages of their requests.

usage: describe.py CLIENT_FOLDER
"""

import json
import sys
from importlib import import_module
from importlib.metadata import version

from google.protobuf.descriptor import Descriptor

sys.path.insert(0, sys.argv[1])

messages: dict[str, list[str]] = {}


def visit(message: Descriptor) -> None:
    """Note the fields of a message, and of all that it holds."""
    if message.full_name in messages:
        return
    # The entry of a map is a message of the wire alone; nobody writes one.
    if not message.GetOptions().map_entry:
        messages[message.full_name] = [field.name for field in message.fields]
    for field in message.fields:
        if field.message_type is not None:
            visit(field.message_type)


rpcs: dict[str, str] = {}
for service in import_module("library_pb2").DESCRIPTOR.services_by_name.values():
    for method in service.methods:
        if not method.client_streaming and not method.server_streaming:
            rpcs[method.full_name] = method.input_type.full_name
            visit(method.input_type)

json.dump({"version": version("grpcio"), "rpcs": rpcs, "messages": messages}, sys.stdout)
