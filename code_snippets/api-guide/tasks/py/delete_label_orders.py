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
# The ID of the first label order.
LABEL_ORDER_ID_1 = "62b9f1e7d0c54a3d97e8056af4c12b8d"
# The ID of the second label order.
LABEL_ORDER_ID_2 = "c4087ea5f9d34b1e8f62d1b30a95e7c6"

# Nothing below needs a change.

stub = service_pb2_grpc.V2Stub(ClarifaiChannel.get_grpc_channel())

# A call that does not reach the API raises grpc.RpcError.
response = stub.DeleteLabelOrders(
    service_pb2.DeleteLabelOrdersRequest(
        user_app_id=resources_pb2.UserAppIDSet(user_id=USER_ID, app_id=APP_ID),
        ids=[LABEL_ORDER_ID_1, LABEL_ORDER_ID_2],
    ),
    metadata=(("authorization", f"Key {PAT}"),),
)

if response.status.code != status_code_pb2.SUCCESS:
    raise RuntimeError(
        f"DeleteLabelOrders failed: {response.status.description} {response.status.details}"
    )

print("DeleteLabelOrders succeeded")
