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
# The ID of the input.
INPUT_ID = "5f1c62e07ad94b1c8f20d9b3a6e4f7c1"
# The ID of the first annotation track.
ANNOTATION_TRACK_ID_1 = "7c05e9d1f4b84d3aa6e20b97c1d83f52"
# The ID of the second annotation track.
ANNOTATION_TRACK_ID_2 = "e1b6720fa93c4c58bd4f5a0e8692d7c4"

# Nothing below needs a change.

stub = service_pb2_grpc.V2Stub(ClarifaiChannel.get_grpc_channel())

# A call that does not reach the API raises grpc.RpcError.
response = stub.DeleteAnnotationTracks(
    service_pb2.DeleteAnnotationTracksRequest(
        user_app_id=resources_pb2.UserAppIDSet(user_id=USER_ID, app_id=APP_ID),
        input_id=INPUT_ID,
        ids=[ANNOTATION_TRACK_ID_1, ANNOTATION_TRACK_ID_2],
    ),
    metadata=(("authorization", f"Key {PAT}"),),
)

if response.status.code != status_code_pb2.SUCCESS:
    raise RuntimeError(
        f"DeleteAnnotationTracks failed: {response.status.description} {response.status.details}"
    )

print("DeleteAnnotationTracks succeeded")
