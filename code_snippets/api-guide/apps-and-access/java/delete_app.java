import com.clarifai.channel.ClarifaiChannel;
import com.clarifai.credentials.ClarifaiCallCredentials;
import com.clarifai.grpc.api.DeleteAppRequest;
import com.clarifai.grpc.api.UserAppIDSet;
import com.clarifai.grpc.api.status.StatusCode;
import com.clarifai.grpc.api.V2Grpc;

class DeleteAppExample {

    // Change these values to your own.

    // Your user ID.
    static final String USER_ID = "YOUR_USER_ID_HERE";
    // Your personal access token (PAT), from the security settings of your
    // account. Keep it out of every repository.
    static final String PAT = "YOUR_PAT_HERE";
    // The ID of the app to delete, with everything in it.
    static final String APP_ID_TO_DELETE = "street-signs-trial";

    // Nothing below needs a change.

    public static void main(String[] args) {
        V2Grpc.V2BlockingStub stub = V2Grpc.newBlockingStub(ClarifaiChannel.INSTANCE.getGrpcChannel())
            .withCallCredentials(new ClarifaiCallCredentials(PAT));

        // A call that does not reach the API throws StatusRuntimeException.
        var response = stub.deleteApp(
            DeleteAppRequest.newBuilder()
                .setUserAppId(UserAppIDSet.newBuilder().setUserId(USER_ID).setAppId(APP_ID_TO_DELETE))
                .build()
        );

        if (response.getStatus().getCode() != StatusCode.SUCCESS) {
            throw new RuntimeException("DeleteApp failed: "
                + response.getStatus().getDescription() + " " + response.getStatus().getDetails());
        }

        System.out.println("DeleteApp succeeded");
    }
}
