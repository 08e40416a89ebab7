import com.clarifai.channel.ClarifaiChannel;
import com.clarifai.credentials.ClarifaiCallCredentials;
import com.clarifai.grpc.api.DeleteKeyRequest;
import com.clarifai.grpc.api.UserAppIDSet;
import com.clarifai.grpc.api.status.StatusCode;
import com.clarifai.grpc.api.V2Grpc;

class DeleteKeyExample {

    // Change these values to your own.

    // Your user ID.
    static final String USER_ID = "YOUR_USER_ID_HERE";
    // Your personal access token (PAT), from the security settings of your
    // account. Keep it out of every repository.
    static final String PAT = "YOUR_PAT_HERE";
    // The key to delete. Its ID is the key itself, so keep it out of every
    // repository until it is gone.
    static final String KEY_ID = "81f4c6e07a2d4b9db35e90c8d1f7a264";

    // Nothing below needs a change.

    public static void main(String[] args) {
        V2Grpc.V2BlockingStub stub = V2Grpc.newBlockingStub(ClarifaiChannel.INSTANCE.getGrpcChannel())
            .withCallCredentials(new ClarifaiCallCredentials(PAT));

        // A call that does not reach the API throws StatusRuntimeException.
        var response = stub.deleteKey(
            DeleteKeyRequest.newBuilder()
                .setUserAppId(UserAppIDSet.newBuilder().setUserId(USER_ID))
                .setKeyId(KEY_ID)
                .build()
        );

        if (response.getStatus().getCode() != StatusCode.SUCCESS) {
            throw new RuntimeException("DeleteKey failed: "
                + response.getStatus().getDescription() + " " + response.getStatus().getDetails());
        }

        System.out.println("DeleteKey succeeded");
    }
}
