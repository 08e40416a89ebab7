import com.clarifai.channel.ClarifaiChannel;
import com.clarifai.credentials.ClarifaiCallCredentials;
import com.clarifai.grpc.api.DeleteWorkflowVersionsRequest;
import com.clarifai.grpc.api.UserAppIDSet;
import com.clarifai.grpc.api.V2Grpc;
import com.clarifai.grpc.api.status.StatusCode;
import io.grpc.Status;
import java.util.concurrent.TimeUnit;

class DeleteWorkflowVersionsExample {

  // Change these values to your own.

  // Your user ID.
  static final String USER_ID = "YOUR_USER_ID_HERE";
  // Your personal access token (PAT), from the security settings of your
  // account. Keep it out of every repository.
  static final String PAT = "YOUR_PAT_HERE";
  // The ID of the app that holds the data.
  static final String APP_ID = "YOUR_APP_ID_HERE";
  // The ID of the workflow.
  static final String WORKFLOW_ID = "traffic-camera-tagging";
  // The ID of the first workflow version.
  static final String WORKFLOW_VERSION_ID_1 = "d85c0f6e21b74a7f86a93e0b5d4c1f92";
  // The ID of the second workflow version.
  static final String WORKFLOW_VERSION_ID_2 = "2f19b7d4c0e84f5ba17d68c3e95a0b4f";

  // Nothing below needs a change.

  public static void main(String[] args) {
    var request =
        DeleteWorkflowVersionsRequest.newBuilder()
            .setUserAppId(UserAppIDSet.newBuilder().setUserId(USER_ID).setAppId(APP_ID))
            .setWorkflowId(WORKFLOW_ID)
            .addWorkflowVersionIds(WORKFLOW_VERSION_ID_1)
            .addWorkflowVersionIds(WORKFLOW_VERSION_ID_2)
            .build();

    var channel = ClarifaiChannel.INSTANCE.getGrpcChannel();
    try {
      var stub =
          V2Grpc.newBlockingStub(channel)
              .withCallCredentials(new ClarifaiCallCredentials(PAT))
              .withDeadlineAfter(30, TimeUnit.SECONDS);

      // A call that does not reach the API throws StatusRuntimeException.
      var response = stub.deleteWorkflowVersions(request);

      // So does one that the API answers with a failure.
      var status = response.getStatus();
      if (status.getCode() != StatusCode.SUCCESS) {
        throw Status.UNKNOWN
            .withDescription(
                "DeleteWorkflowVersions failed: "
                    + status.getDescription()
                    + " "
                    + status.getDetails())
            .asRuntimeException();
      }

      System.out.println("DeleteWorkflowVersions succeeded");
    } finally {
      channel.shutdown();
    }
  }
}
