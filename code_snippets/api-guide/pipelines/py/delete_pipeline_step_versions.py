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
# The ID of the pipeline step that has the versions.
PIPELINE_STEP_ID = "train-classifier"
# The ID of the first version of the step.
PIPELINE_STEP_VERSION_ID_1 = "5e93f07ac1d84b62a56b0d9f4e7c8a31"
# The ID of the second version of the step.
PIPELINE_STEP_VERSION_ID_2 = "a80d4c6fe2b94175bf3e9c70d16f85b4"

# Nothing below needs a change.

stub = service_pb2_grpc.V2Stub(ClarifaiChannel.get_grpc_channel())

# A call that does not reach the API raises grpc.RpcError.
response = stub.DeletePipelineStepVersions(
    service_pb2.DeletePipelineStepVersionsRequest(
        user_app_id=resources_pb2.UserAppIDSet(user_id=USER_ID, app_id=APP_ID),
        pipeline_step_id=PIPELINE_STEP_ID,
        pipeline_step_version_ids=[
            PIPELINE_STEP_VERSION_ID_1,
            PIPELINE_STEP_VERSION_ID_2,
        ],
    ),
    metadata=(("authorization", f"Key {PAT}"),),
)

if response.status.code != status_code_pb2.SUCCESS:
    raise RuntimeError(
        f"DeletePipelineStepVersions failed: {response.status.description} {response.status.details}"
    )

print("DeletePipelineStepVersions succeeded")
