from clarifai_grpc.channel.clarifai_channel import ClarifaiChannel
from clarifai_grpc.grpc.api import resources_pb2, service_pb2, service_pb2_grpc

stub = service_pb2_grpc.V2Stub(ClarifaiChannel.get_grpc_channel())
request = service_pb2.DeleteAnnotationsRequest(
    user_app_id=resources_pb2.UserAppIDSet(user_id="me-myself", app_id="my-app"),
    input_ids=["input-1", "input-2"],
    ids=["annotation-1", "annotation-2"],
)
# The fault: the call is made once to see whether it works, and once more to print its answer.
stub.DeleteAnnotations(request, metadata=(("authorization", "Key secret"),))
response = stub.DeleteAnnotations(request, metadata=(("authorization", "Key secret"),))
if response.status.code != 10000:
    raise RuntimeError(response.status.description)
