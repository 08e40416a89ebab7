from clarifai_grpc.channel.clarifai_channel import ClarifaiChannel
from clarifai_grpc.grpc.api import resources_pb2, service_pb2, service_pb2_grpc
from clarifai_grpc.grpc.api.status import status_code_pb2

# Change these values to your own.

# Your user ID.
USER_ID = "YOUR_USER_ID_HERE"
# Your personal access token (PAT), from the security settings of your
# account. Keep it out of every repository.
PAT = "YOUR_PAT_HERE"
# The ID of the first deployment.
DEPLOYMENT_ID_1 = "street-signs-production"
# The ID of the second deployment.
DEPLOYMENT_ID_2 = "street-signs-staging"

# Nothing below needs a change.

stub = service_pb2_grpc.V2Stub(ClarifaiChannel.get_grpc_channel())

# A call that does not reach the API raises grpc.RpcError.
response = stub.DeleteDeployments(
    service_pb2.DeleteDeploymentsRequest(
        user_app_id=resources_pb2.UserAppIDSet(user_id=USER_ID),
        ids=[DEPLOYMENT_ID_1, DEPLOYMENT_ID_2],
    ),
    metadata=(("authorization", f"Key {PAT}"),),
)

if response.status.code != status_code_pb2.SUCCESS:
    raise RuntimeError(
        f"DeleteDeployments failed: {response.status.description} {response.status.details}"
    )

print("DeleteDeployments succeeded")
