import base64

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
# The mask, an image file, as base64 text.
MASK = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAABAAAAAQCAAAAAA6mKC9AAAAKElEQVR42mNgIBL8BwI0LrLQ//9oIugC//+jiZAhQNgWTIdhOh0vAABJBW+R7Pey1wAAAABJRU5ErkJggg=="
)
# The ID of the concept that the region shows.
CONCEPT_ID = "street-sign"

# Nothing below needs a change.

stub = service_pb2_grpc.V2Stub(ClarifaiChannel.get_grpc_channel())

# A call that does not reach the API raises grpc.RpcError.
response = stub.PostAnnotations(
    service_pb2.PostAnnotationsRequest(
        user_app_id=resources_pb2.UserAppIDSet(user_id=USER_ID, app_id=APP_ID),
        annotations=[
            resources_pb2.Annotation(
                input_id=INPUT_ID,
                data=resources_pb2.Data(
                    regions=[
                        resources_pb2.Region(
                            region_info=resources_pb2.RegionInfo(
                                mask=resources_pb2.Mask(
                                    image=resources_pb2.Image(base64=MASK),
                                ),
                            ),
                            data=resources_pb2.Data(
                                concepts=[
                                    resources_pb2.Concept(id=CONCEPT_ID, value=1.0),
                                ],
                            ),
                        ),
                    ],
                ),
            ),
        ],
    ),
    metadata=(("authorization", f"Key {PAT}"),),
)

if response.status.code != status_code_pb2.SUCCESS:
    raise RuntimeError(
        f"PostAnnotations failed: {response.status.description} {response.status.details}"
    )

print(response)
