import com.clarifai.channel.ClarifaiChannel;
import com.clarifai.credentials.ClarifaiCallCredentials;
import com.clarifai.grpc.api.DeleteTasksRequest;
import com.clarifai.grpc.api.UserAppIDSet;
import com.clarifai.grpc.api.V2Grpc;
import com.clarifai.grpc.api.status.StatusCode;
import io.grpc.Status;
import java.util.concurrent.TimeUnit;

class DeleteTasksExample {

  // Change these values to your own.

  // Your user ID.
  static final String USER_ID = "YOUR_USER_ID_HERE";
  // Your personal access token (PAT), from the security settings of your
  // account. Keep it out of every repository.
  static final String PAT = "YOUR_PAT_HERE";
  // The ID of the app that holds the data.
  static final String APP_ID = "YOUR_APP_ID_HERE";
  // The ID of the first task.
  static final String TASK_ID_1 = "a7d3069f5be14c80b2f4c91e7085d6a3";
  // The ID of the second task.
  static final String TASK_ID_2 = "08e5fb2c7a9d4163b6d8240f9e1c57b4";

  // Nothing below needs a change.

  public static void main(String[] args) {
    var request =
        DeleteTasksRequest.newBuilder()
            .setUserAppId(UserAppIDSet.newBuilder().setUserId(USER_ID).setAppId(APP_ID))
            .addIds(TASK_ID_1)
            .addIds(TASK_ID_2)
            .build();

    var channel = ClarifaiChannel.INSTANCE.getGrpcChannel();
    try {
      var stub =
          V2Grpc.newBlockingStub(channel)
              .withCallCredentials(new ClarifaiCallCredentials(PAT))
              .withDeadlineAfter(30, TimeUnit.SECONDS);

      // A call that does not reach the API throws StatusRuntimeException.
      var response = stub.deleteTasks(request);

      // So does one that the API answers with a failure.
      var status = response.getStatus();
      if (status.getCode() != StatusCode.SUCCESS) {
        throw Status.UNKNOWN
            .withDescription(
                "DeleteTasks failed: " + status.getDescription() + " " + status.getDetails())
            .asRuntimeException();
      }

      System.out.println("DeleteTasks succeeded");
    } finally {
      channel.shutdown();
    }
  }
}
