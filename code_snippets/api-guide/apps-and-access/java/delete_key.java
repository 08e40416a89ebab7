import com.clarifai.channel.ClarifaiChannel;
import com.clarifai.credentials.ClarifaiCallCredentials;
import com.clarifai.grpc.api.DeleteKeyRequest;
import com.clarifai.grpc.api.UserAppIDSet;
import com.clarifai.grpc.api.V2Grpc;
import com.clarifai.grpc.api.status.StatusCode;
import io.grpc.Status;
import java.util.concurrent.TimeUnit;

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
    var request =
        DeleteKeyRequest.newBuilder()
            .setUserAppId(UserAppIDSet.newBuilder().setUserId(USER_ID))
            .setKeyId(KEY_ID)
            .build();

    var channel = ClarifaiChannel.INSTANCE.getGrpcChannel();
    try {
      var stub =
          V2Grpc.newBlockingStub(channel)
              .withCallCredentials(new ClarifaiCallCredentials(PAT))
              .withDeadlineAfter(30, TimeUnit.SECONDS);

      // A call that does not reach the API throws StatusRuntimeException.
      var response = stub.deleteKey(request);

      // So does one that the API answers with a failure.
      var status = response.getStatus();
      if (status.getCode() != StatusCode.SUCCESS) {
        throw Status.UNKNOWN
            .withDescription(
                "DeleteKey failed: " + status.getDescription() + " " + status.getDetails())
            .asRuntimeException();
      }

      System.out.println("DeleteKey succeeded");
    } finally {
      channel.shutdown();
    }
  }
}
