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
# The ID of the first dataset.
DATASET_ID_1 = "street-scenes-2023"
# The ID of the second dataset.
DATASET_ID_2 = "street-scenes-2024"

# Nothing below needs a change.

stub = service_pb2_grpc.V2Stub(ClarifaiChannel.get_grpc_channel())

# A call that does not reach the API raises grpc.RpcError.
response = stub.DeleteDatasets(
    service_pb2.DeleteDatasetsRequest(
        user_app_id=resources_pb2.UserAppIDSet(user_id=USER_ID, app_id=APP_ID),
        dataset_ids=[DATASET_ID_1, DATASET_ID_2],
    ),
    metadata=(("authorization", f"Key {PAT}"),),
)

if response.status.code != status_code_pb2.SUCCESS:
    raise RuntimeError(
        f"DeleteDatasets failed: {response.status.description} {response.status.details}"
    )

print("DeleteDatasets succeeded")
