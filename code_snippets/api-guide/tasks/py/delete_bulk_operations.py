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
# The ID of the first bulk operation.
BULK_OPERATION_ID_1 = "1ea84c07d9f54f2bb3650e7f8c2d94a1"
# The ID of the second bulk operation.
BULK_OPERATION_ID_2 = "9f360bd5c1e74a8ea02d7b94f6c85e13"

# Nothing below needs a change.

stub = service_pb2_grpc.V2Stub(ClarifaiChannel.get_grpc_channel())

# A call that does not reach the API raises grpc.RpcError.
response = stub.DeleteBulkOperations(
    service_pb2.DeleteBulkOperationRequest(
        user_app_id=resources_pb2.UserAppIDSet(user_id=USER_ID, app_id=APP_ID),
        ids=[BULK_OPERATION_ID_1, BULK_OPERATION_ID_2],
    ),
    metadata=(("authorization", f"Key {PAT}"),),
)

if response.status.code != status_code_pb2.SUCCESS:
    raise RuntimeError(
        f"DeleteBulkOperations failed: {response.status.description} {response.status.details}"
    )

print("DeleteBulkOperations succeeded")
