import com.clarifai.channel.ClarifaiChannel;
import com.clarifai.credentials.ClarifaiCallCredentials;
import com.clarifai.grpc.api.DeleteModelVersionRequest;
import com.clarifai.grpc.api.UserAppIDSet;
import com.clarifai.grpc.api.status.StatusCode;
import com.clarifai.grpc.api.V2Grpc;

class DeleteModelVersionExample {

    // Change these values to your own.

    // Your user ID.
    static final String USER_ID = "YOUR_USER_ID_HERE";
    // Your personal access token (PAT), from the security settings of your
    // account. Keep it out of every repository.
    static final String PAT = "YOUR_PAT_HERE";
    // The ID of the app that holds the data.
    static final String APP_ID = "YOUR_APP_ID_HERE";
    // The ID of the model.
    static final String MODEL_ID = "street-signs-classifier";
    // The ID of the model version to delete.
    static final String MODEL_VERSION_ID = "6a3d94f0b8c14e27950ed1f7c2a85b6e";

    // Nothing below needs a change.

    public static void main(String[] args) {
        V2Grpc.V2BlockingStub stub = V2Grpc.newBlockingStub(ClarifaiChannel.INSTANCE.getGrpcChannel())
            .withCallCredentials(new ClarifaiCallCredentials(PAT));

        // A call that does not reach the API throws StatusRuntimeException.
        var response = stub.deleteModelVersion(
            DeleteModelVersionRequest.newBuilder()
                .setUserAppId(UserAppIDSet.newBuilder().setUserId(USER_ID).setAppId(APP_ID))
                .setModelId(MODEL_ID)
                .setVersionId(MODEL_VERSION_ID)
                .build()
        );

        if (response.getStatus().getCode() != StatusCode.SUCCESS) {
            throw new RuntimeException("DeleteModelVersion failed: "
                + response.getStatus().getDescription() + " " + response.getStatus().getDetails());
        }

        System.out.println("DeleteModelVersion succeeded");
    }
}
