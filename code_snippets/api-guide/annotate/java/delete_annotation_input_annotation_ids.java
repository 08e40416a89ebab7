import com.clarifai.channel.ClarifaiChannel;
import com.clarifai.credentials.ClarifaiCallCredentials;
import com.clarifai.grpc.api.DeleteAnnotationRequest;
import com.clarifai.grpc.api.UserAppIDSet;
import com.clarifai.grpc.api.V2Grpc;
import com.clarifai.grpc.api.status.StatusCode;
import io.grpc.Status;
import java.util.concurrent.TimeUnit;

class DeleteAnnotationExample {

  // Change these values to your own.

  // Your user ID.
  static final String USER_ID = "YOUR_USER_ID_HERE";
  // Your personal access token (PAT), from the security settings of your
  // account. Keep it out of every repository.
  static final String PAT = "YOUR_PAT_HERE";
  // The ID of the app that holds the data.
  static final String APP_ID = "YOUR_APP_ID_HERE";
  // The ID of the input.
  static final String INPUT_ID = "5f1c62e07ad94b1c8f20d9b3a6e4f7c1";
  // The ID of the annotation to delete.
  static final String ANNOTATION_ID = "0d7b8e5c41f24a6f9c3e6a2b9d8f1e70";

  // Nothing below needs a change.

  public static void main(String[] args) {
    var request =
        DeleteAnnotationRequest.newBuilder()
            .setUserAppId(UserAppIDSet.newBuilder().setUserId(USER_ID).setAppId(APP_ID))
            .setInputId(INPUT_ID)
            .setAnnotationId(ANNOTATION_ID)
            .build();

    var channel = ClarifaiChannel.INSTANCE.getGrpcChannel();
    try {
      var stub =
          V2Grpc.newBlockingStub(channel)
              .withCallCredentials(new ClarifaiCallCredentials(PAT))
              .withDeadlineAfter(30, TimeUnit.SECONDS);

      // A call that does not reach the API throws StatusRuntimeException.
      var response = stub.deleteAnnotation(request);

      // So does one that the API answers with a failure.
      var status = response.getStatus();
      if (status.getCode() != StatusCode.SUCCESS) {
        throw Status.UNKNOWN
            .withDescription(
                "DeleteAnnotation failed: " + status.getDescription() + " " + status.getDetails())
            .asRuntimeException();
      }

      System.out.println("DeleteAnnotation succeeded");
    } finally {
      channel.shutdown();
    }
  }
}
