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
# The ID of the first nodepool.
NODEPOOL_ID_1 = "inference-small"
# The ID of the second nodepool.
NODEPOOL_ID_2 = "inference-large"

# Nothing below needs a change.

stub = service_pb2_grpc.V2Stub(ClarifaiChannel.get_grpc_channel())

# A call that does not reach the API raises grpc.RpcError.
response = stub.DeleteNodepools(
    service_pb2.DeleteNodepoolsRequest(
        user_app_id=resources_pb2.UserAppIDSet(user_id=USER_ID),
        compute_cluster_id=COMPUTE_CLUSTER_ID,
        ids=[NODEPOOL_ID_1, NODEPOOL_ID_2],
    ),
    metadata=(("authorization", f"Key {PAT}"),),
)

if response.status.code != status_code_pb2.SUCCESS:
    raise RuntimeError(
        f"DeleteNodepools failed: {response.status.description} {response.status.details}"
    )

print("DeleteNodepools succeeded")
