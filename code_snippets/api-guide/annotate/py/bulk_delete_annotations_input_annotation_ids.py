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
# The ID of the first input.
INPUT_ID_1 = "5f1c62e07ad94b1c8f20d9b3a6e4f7c1"
# The ID of the second input.
INPUT_ID_2 = "a94e0d2b6c8f4f0e9b7d15c3e82a6f04"
# The ID of the annotation to delete from the first input.
ANNOTATION_ID_1 = "0d7b8e5c41f24a6f9c3e6a2b9d8f1e70"
# The ID of the annotation to delete from the second input.
ANNOTATION_ID_2 = "c2f96a13e5d74b8ab0481d7e3f5c9a26"

# Nothing below needs a change.

stub = service_pb2_grpc.V2Stub(ClarifaiChannel.get_grpc_channel())

# A call that does not reach the API raises grpc.RpcError.
response = stub.DeleteAnnotations(
    service_pb2.DeleteAnnotationsRequest(
        user_app_id=resources_pb2.UserAppIDSet(user_id=USER_ID, app_id=APP_ID),
        input_ids=[INPUT_ID_1, INPUT_ID_2],
        ids=[ANNOTATION_ID_1, ANNOTATION_ID_2],
    ),
    metadata=(("authorization", f"Key {PAT}"),),
)

if response.status.code != status_code_pb2.SUCCESS:
    raise RuntimeError(
        f"DeleteAnnotations failed: {response.status.description} {response.status.details}"
    )

print("DeleteAnnotations succeeded")
