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
# The ID of the dataset.
DATASET_ID = "street-scenes"
# The ID of the first dataset version.
DATASET_VERSION_ID_1 = "4be81d07c6f24a9e93d5f0a27b1c68e3"
# The ID of the second dataset version.
DATASET_VERSION_ID_2 = "b07f3ac9e5124d6d8c91e64f20a7d53b"

# Nothing below needs a change.

stub = service_pb2_grpc.V2Stub(ClarifaiChannel.get_grpc_channel())

# A call that does not reach the API raises grpc.RpcError.
response = stub.DeleteDatasetVersions(
    service_pb2.DeleteDatasetVersionsRequest(
        user_app_id=resources_pb2.UserAppIDSet(user_id=USER_ID, app_id=APP_ID),
        dataset_id=DATASET_ID,
        dataset_version_ids=[DATASET_VERSION_ID_1, DATASET_VERSION_ID_2],
    ),
    metadata=(("authorization", f"Key {PAT}"),),
)

if response.status.code != status_code_pb2.SUCCESS:
    raise RuntimeError(
        f"DeleteDatasetVersions failed: {response.status.description} {response.status.details}"
    )

print("DeleteDatasetVersions succeeded")
