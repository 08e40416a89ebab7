import com.clarifai.channel.ClarifaiChannel;
import com.clarifai.credentials.ClarifaiCallCredentials;
import com.clarifai.grpc.api.DeleteUploadsRequest;
import com.clarifai.grpc.api.UserAppIDSet;
import com.clarifai.grpc.api.V2Grpc;
import com.clarifai.grpc.api.status.StatusCode;
import io.grpc.Status;
import java.util.concurrent.TimeUnit;

class DeleteUploadsExample {

  // Change these values to your own.

  // Your user ID.
  static final String USER_ID = "YOUR_USER_ID_HERE";
  // Your personal access token (PAT), from the security settings of your
  // account. Keep it out of every repository.
  static final String PAT = "YOUR_PAT_HERE";
  // The ID of the app that holds the data.
  static final String APP_ID = "YOUR_APP_ID_HERE";
  // The ID of the first upload.
  static final String UPLOAD_ID_1 = "b3f15e90c7d84a06a94c2de7f1086b5d";
  // The ID of the second upload.
  static final String UPLOAD_ID_2 = "40d7ca82e6b94f5d9b1f038ea5c7d264";

  // Nothing below needs a change.

  public static void main(String[] args) {
    var request =
        DeleteUploadsRequest.newBuilder()
            .setUserAppId(UserAppIDSet.newBuilder().setUserId(USER_ID).setAppId(APP_ID))
            .addIds(UPLOAD_ID_1)
            .addIds(UPLOAD_ID_2)
            .build();

    var channel = ClarifaiChannel.INSTANCE.getGrpcChannel();
    try {
      var stub =
          V2Grpc.newBlockingStub(channel)
              .withCallCredentials(new ClarifaiCallCredentials(PAT))
              .withDeadlineAfter(30, TimeUnit.SECONDS);

      // A call that does not reach the API throws StatusRuntimeException.
      var response = stub.deleteUploads(request);

      // So does one that the API answers with a failure.
      var status = response.getStatus();
      if (status.getCode() != StatusCode.SUCCESS) {
        throw Status.UNKNOWN
            .withDescription(
                "DeleteUploads failed: " + status.getDescription() + " " + status.getDetails())
            .asRuntimeException();
      }

      System.out.println("DeleteUploads succeeded");
    } finally {
      channel.shutdown();
    }
  }
}
