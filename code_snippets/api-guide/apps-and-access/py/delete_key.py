from clarifai_grpc.channel.clarifai_channel import ClarifaiChannel
from clarifai_grpc.grpc.api import resources_pb2, service_pb2, service_pb2_grpc
from clarifai_grpc.grpc.api.status import status_code_pb2

# Change these values to your own.

# Your user ID.
USER_ID = "YOUR_USER_ID_HERE"
# Your personal access token (PAT), from the security settings of your
# account. Keep it out of every repository.
PAT = "YOUR_PAT_HERE"
# The key to delete. Its ID is the key itself, so keep it out of every
# repository until it is gone.
KEY_ID = "81f4c6e07a2d4b9db35e90c8d1f7a264"

# Nothing below needs a change.

stub = service_pb2_grpc.V2Stub(ClarifaiChannel.get_grpc_channel())

# A call that does not reach the API raises grpc.RpcError.
response = stub.DeleteKey(
    service_pb2.DeleteKeyRequest(
        user_app_id=resources_pb2.UserAppIDSet(user_id=USER_ID),
        key_id=KEY_ID,
    ),
    metadata=(("authorization", f"Key {PAT}"),),
)

if response.status.code != status_code_pb2.SUCCESS:
    raise RuntimeError(
        f"DeleteKey failed: {response.status.description} {response.status.details}"
    )

print("DeleteKey succeeded")
