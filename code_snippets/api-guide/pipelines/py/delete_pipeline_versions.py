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
# The ID of the pipeline that has the versions.
PIPELINE_ID = "nightly-retraining"
# The ID of the first pipeline version.
PIPELINE_VERSION_ID_1 = "0c6e8a51f7d94b3f8d20b5e9a7c4f163"
# The ID of the second pipeline version.
PIPELINE_VERSION_ID_2 = "d7f29b04e8a54c6b91e3c0d85f6a7b12"

# Nothing below needs a change.

stub = service_pb2_grpc.V2Stub(ClarifaiChannel.get_grpc_channel())

# A call that does not reach the API raises grpc.RpcError.
response = stub.DeletePipelineVersions(
    service_pb2.DeletePipelineVersionsRequest(
        user_app_id=resources_pb2.UserAppIDSet(user_id=USER_ID, app_id=APP_ID),
        pipeline_id=PIPELINE_ID,
        pipeline_version_ids=[PIPELINE_VERSION_ID_1, PIPELINE_VERSION_ID_2],
    ),
    metadata=(("authorization", f"Key {PAT}"),),
)

if response.status.code != status_code_pb2.SUCCESS:
    raise RuntimeError(
        f"DeletePipelineVersions failed: {response.status.description} {response.status.details}"
    )

print("DeletePipelineVersions succeeded")
