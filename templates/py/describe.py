"""Print what the installed clarifai-grpc knows, as JSON: its version, RPCs and the messages of their requests."""

import json
import sys
from importlib.metadata import version

from clarifai_grpc.grpc.api import service_pb2
from google.protobuf.descriptor import Descriptor

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
for method in service_pb2.DESCRIPTOR.services_by_name["V2"].methods:
    if not method.client_streaming and not method.server_streaming:
        rpcs[method.name] = method.input_type.full_name
        visit(method.input_type)

json.dump({"version": version("clarifai-grpc"), "rpcs": rpcs, "messages": messages}, sys.stdout)
