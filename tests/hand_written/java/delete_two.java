import com.clarifai.channel.ClarifaiChannel;
import com.clarifai.credentials.ClarifaiCallCredentials;
import com.clarifai.grpc.api.DeleteAnnotationsRequest;
import com.clarifai.grpc.api.UserAppIDSet;
import com.clarifai.grpc.api.V2Grpc;

class DeleteTwo {
    public static void main(String[] args) {
        V2Grpc.V2BlockingStub stub = V2Grpc.newBlockingStub(ClarifaiChannel.INSTANCE.getGrpcChannel())
            .withCallCredentials(new ClarifaiCallCredentials("secret"));
        try {
            stub.deleteAnnotations(DeleteAnnotationsRequest.newBuilder()
                .setUserAppId(UserAppIDSet.newBuilder().setUserId("me-myself").setAppId("my-app"))
                .addInputIds("input-1").addInputIds("input-2")
                .addIds("annotation-1").addIds("annotation-2")
                .build());
        } catch (RuntimeException ignored) {
            // The fault: whatever happened, nobody hears of it.
        }
    }
}
