from clarifai_grpc.channel.clarifai_channel import ClarifaiChannel
from clarifai_grpc.grpc.api import resources_pb2, service_pb2, service_pb2_grpc
from clarifai_grpc.grpc.api.status import status_code_pb2

# Change these values to your own.

# Your user ID.
USER_ID = "YOUR_USER_ID_HERE"
# Your personal access token (PAT), from the security settings of your
# account. Keep it out of every repository.
PAT = "YOUR_PAT_HERE"
# The ID of the app that holds the data.
APP_ID = "YOUR_APP_ID_HERE"
# The ID of the first collaborator, which is not the user ID.
COLLABORATOR_ID_1 = "5c9e07b1d3f84a62907e4fd8b1a6c035"
# The ID of the second collaborator, which is not the user ID.
COLLABORATOR_ID_2 = "f0284da6b97e4c13a5d06e9b7c3f81d2"

# Nothing below needs a change.

stub = service_pb2_grpc.V2Stub(ClarifaiChannel.get_grpc_channel())

# A call that does not reach the API raises grpc.RpcError.
response = stub.DeleteCollaborators(
    service_pb2.DeleteCollaboratorsRequest(
        user_app_id=resources_pb2.UserAppIDSet(user_id=USER_ID, app_id=APP_ID),
        collaborator_ids=[COLLABORATOR_ID_1, COLLABORATOR_ID_2],
    ),
    metadata=(("authorization", f"Key {PAT}"),),
)

if response.status.code != status_code_pb2.SUCCESS:
    raise RuntimeError(
        f"DeleteCollaborators failed: {response.status.description} {response.status.details}"
    )

print("DeleteCollaborators succeeded")
