from clarifai_grpc.channel.clarifai_channel import ClarifaiChannel
from clarifai_grpc.grpc.api import resources_pb2, service_pb2, service_pb2_grpc
from clarifai_grpc.grpc.api.status import status_code_pb2

# Change these values to your own.

# Your user ID.
USER_ID = "YOUR_USER_ID_HERE"
# Your personal access token (PAT), from the security settings of your
# account. Keep it out of every repository.
PAT = "YOUR_PAT_HERE"
# The ID of the compute cluster.
COMPUTE_CLUSTER_ID = "gpu-cluster-europe"
# The ID of the nodepool that has the runners.
NODEPOOL_ID = "inference-small"
# The ID of the first runner.
RUNNER_ID_1 = "74c0d9e3a8f14b56bd27f10e6c95a38d"
# The ID of the second runner.
RUNNER_ID_2 = "e96b20f7d5c34d81a0f4c83b7e1d52a6"

# Nothing below needs a change.

stub = service_pb2_grpc.V2Stub(ClarifaiChannel.get_grpc_channel())

# A call that does not reach the API raises grpc.RpcError.
response = stub.DeleteRunners(
    service_pb2.DeleteRunnersRequest(
        user_app_id=resources_pb2.UserAppIDSet(user_id=USER_ID),
        compute_cluster_id=COMPUTE_CLUSTER_ID,
        nodepool_id=NODEPOOL_ID,
        ids=[RUNNER_ID_1, RUNNER_ID_2],
    ),
    metadata=(("authorization", f"Key {PAT}"),),
)

if response.status.code != status_code_pb2.SUCCESS:
    raise RuntimeError(
        f"DeleteRunners failed: {response.status.description} {response.status.details}"
    )

print("DeleteRunners succeeded")
