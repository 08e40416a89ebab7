"""Print what the installed clarifai-grpc knows, as JSON: its version, RPCs and the messages of their requests."""

import json
from importlib.metadata import version

from clarifai_grpc.grpc.api import service_pb2

messages = {}


def visit(message):
    if message.full_name in messages:
        return
    # The entry of a map is a message of the wire alone; nobody writes one.
    if not message.GetOptions().map_entry:
        messages[message.full_name] = [field.name for field in message.fields]
    for field in message.fields:
        if field.message_type is not None:
            visit(field.message_type)


rpcs = {}
for method in service_pb2.DESCRIPTOR.services_by_name["V2"].methods:
    if not method.client_streaming and not method.server_streaming:
        rpcs[method.name] = method.input_type.full_name
        visit(method.input_type)

print(json.dumps({"version": version("clarifai-grpc"), "rpcs": rpcs, "messages": messages}))
