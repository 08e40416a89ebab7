import com.clarifai.channel.ClarifaiChannel;
import com.clarifai.credentials.ClarifaiCallCredentials;
import com.clarifai.grpc.api.DeleteDatasetVersionsRequest;
import com.clarifai.grpc.api.UserAppIDSet;
import com.clarifai.grpc.api.V2Grpc;
import com.clarifai.grpc.api.status.StatusCode;
import io.grpc.Status;
import java.util.concurrent.TimeUnit;

class DeleteDatasetVersionsExample {

  // Change these values to your own.

  // Your user ID.
  static final String USER_ID = "YOUR_USER_ID_HERE";
  // Your personal access token (PAT), from the security settings of your
  // account. Keep it out of every repository.
  static final String PAT = "YOUR_PAT_HERE";
  // The ID of the app that holds the data.
  static final String APP_ID = "YOUR_APP_ID_HERE";
  // The ID of the dataset.
  static final String DATASET_ID = "street-scenes";
  // The ID of the first dataset version.
  static final String DATASET_VERSION_ID_1 = "4be81d07c6f24a9e93d5f0a27b1c68e3";
  // The ID of the second dataset version.
  static final String DATASET_VERSION_ID_2 = "b07f3ac9e5124d6d8c91e64f20a7d53b";

  // Nothing below needs a change.

  public static void main(String[] args) {
    var request =
        DeleteDatasetVersionsRequest.newBuilder()
            .setUserAppId(UserAppIDSet.newBuilder().setUserId(USER_ID).setAppId(APP_ID))
            .setDatasetId(DATASET_ID)
            .addDatasetVersionIds(DATASET_VERSION_ID_1)
            .addDatasetVersionIds(DATASET_VERSION_ID_2)
            .build();

    var channel = ClarifaiChannel.INSTANCE.getGrpcChannel();
    try {
      var stub =
          V2Grpc.newBlockingStub(channel)
              .withCallCredentials(new ClarifaiCallCredentials(PAT))
              .withDeadlineAfter(30, TimeUnit.SECONDS);

      // A call that does not reach the API throws StatusRuntimeException.
      var response = stub.deleteDatasetVersions(request);

      // So does one that the API answers with a failure.
      var status = response.getStatus();
      if (status.getCode() != StatusCode.SUCCESS) {
        throw Status.UNKNOWN
            .withDescription(
                "DeleteDatasetVersions failed: "
                    + status.getDescription()
                    + " "
                    + status.getDetails())
            .asRuntimeException();
      }

      System.out.println("DeleteDatasetVersions succeeded");
    } finally {
      channel.shutdown();
    }
  }
}
