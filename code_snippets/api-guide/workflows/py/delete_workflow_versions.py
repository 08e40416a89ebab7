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
# The ID of the workflow.
WORKFLOW_ID = "traffic-camera-tagging"
# The ID of the first workflow version.
WORKFLOW_VERSION_ID_1 = "d85c0f6e21b74a7f86a93e0b5d4c1f92"
# The ID of the second workflow version.
WORKFLOW_VERSION_ID_2 = "2f19b7d4c0e84f5ba17d68c3e95a0b4f"

# Nothing below needs a change.

stub = service_pb2_grpc.V2Stub(ClarifaiChannel.get_grpc_channel())

# A call that does not reach the API raises grpc.RpcError.
response = stub.DeleteWorkflowVersions(
    service_pb2.DeleteWorkflowVersionsRequest(
        user_app_id=resources_pb2.UserAppIDSet(user_id=USER_ID, app_id=APP_ID),
        workflow_id=WORKFLOW_ID,
        workflow_version_ids=[WORKFLOW_VERSION_ID_1, WORKFLOW_VERSION_ID_2],
    ),
    metadata=(("authorization", f"Key {PAT}"),),
)

if response.status.code != status_code_pb2.SUCCESS:
    raise RuntimeError(
        f"DeleteWorkflowVersions failed: {response.status.description} {response.status.details}"
    )

print("DeleteWorkflowVersions succeeded")
