import com.clarifai.channel.ClarifaiChannel;
import com.clarifai.credentials.ClarifaiCallCredentials;
import com.clarifai.grpc.api.DeleteBulkOperationRequest;
import com.clarifai.grpc.api.UserAppIDSet;
import com.clarifai.grpc.api.V2Grpc;
import com.clarifai.grpc.api.status.StatusCode;
import io.grpc.Status;
import java.util.concurrent.TimeUnit;

class DeleteBulkOperationsExample {

  // Change these values to your own.

  // Your user ID.
  static final String USER_ID = "YOUR_USER_ID_HERE";
  // Your personal access token (PAT), from the security settings of your
  // account. Keep it out of every repository.
  static final String PAT = "YOUR_PAT_HERE";
  // The ID of the app that holds the data.
  static final String APP_ID = "YOUR_APP_ID_HERE";
  // The ID of the first bulk operation.
  static final String BULK_OPERATION_ID_1 = "1ea84c07d9f54f2bb3650e7f8c2d94a1";
  // The ID of the second bulk operation.
  static final String BULK_OPERATION_ID_2 = "9f360bd5c1e74a8ea02d7b94f6c85e13";

  // Nothing below needs a change.

  public static void main(String[] args) {
    var request =
        DeleteBulkOperationRequest.newBuilder()
            .setUserAppId(UserAppIDSet.newBuilder().setUserId(USER_ID).setAppId(APP_ID))
            .addIds(BULK_OPERATION_ID_1)
            .addIds(BULK_OPERATION_ID_2)
            .build();

    var channel = ClarifaiChannel.INSTANCE.getGrpcChannel();
    try {
      var stub =
          V2Grpc.newBlockingStub(channel)
              .withCallCredentials(new ClarifaiCallCredentials(PAT))
              .withDeadlineAfter(30, TimeUnit.SECONDS);

      // A call that does not reach the API throws StatusRuntimeException.
      var response = stub.deleteBulkOperations(request);

      // So does one that the API answers with a failure.
      var status = response.getStatus();
      if (status.getCode() != StatusCode.SUCCESS) {
        throw Status.UNKNOWN
            .withDescription(
                "DeleteBulkOperations failed: "
                    + status.getDescription()
                    + " "
                    + status.getDetails())
            .asRuntimeException();
      }

      System.out.println("DeleteBulkOperations succeeded");
    } finally {
      channel.shutdown();
    }
  }
}
