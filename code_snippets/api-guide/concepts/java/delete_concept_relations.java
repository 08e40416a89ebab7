import com.clarifai.channel.ClarifaiChannel;
import com.clarifai.credentials.ClarifaiCallCredentials;
import com.clarifai.grpc.api.DeleteConceptRelationsRequest;
import com.clarifai.grpc.api.UserAppIDSet;
import com.clarifai.grpc.api.V2Grpc;
import com.clarifai.grpc.api.status.StatusCode;
import io.grpc.Status;
import java.util.concurrent.TimeUnit;

class DeleteConceptRelationsExample {

  // Change these values to your own.

  // Your user ID.
  static final String USER_ID = "YOUR_USER_ID_HERE";
  // Your personal access token (PAT), from the security settings of your
  // account. Keep it out of every repository.
  static final String PAT = "YOUR_PAT_HERE";
  // The ID of the app that holds the data.
  static final String APP_ID = "YOUR_APP_ID_HERE";
  // The ID of the concept whose relations are deleted.
  static final String CONCEPT_ID = "traffic-light";
  // The ID of the first relation.
  static final String CONCEPT_RELATION_ID_1 = "95e2c7b04f1d4d0c8a63b8f5e07d21a9";
  // The ID of the second relation.
  static final String CONCEPT_RELATION_ID_2 = "3d70a1f8c92b4e64b5ce9d06f7a4821e";

  // Nothing below needs a change.

  public static void main(String[] args) {
    var request =
        DeleteConceptRelationsRequest.newBuilder()
            .setUserAppId(UserAppIDSet.newBuilder().setUserId(USER_ID).setAppId(APP_ID))
            .setConceptId(CONCEPT_ID)
            .addIds(CONCEPT_RELATION_ID_1)
            .addIds(CONCEPT_RELATION_ID_2)
            .build();

    var channel = ClarifaiChannel.INSTANCE.getGrpcChannel();
    try {
      var stub =
          V2Grpc.newBlockingStub(channel)
              .withCallCredentials(new ClarifaiCallCredentials(PAT))
              .withDeadlineAfter(30, TimeUnit.SECONDS);

      // A call that does not reach the API throws StatusRuntimeException.
      var response = stub.deleteConceptRelations(request);

      // So does one that the API answers with a failure.
      var status = response.getStatus();
      if (status.getCode() != StatusCode.SUCCESS) {
        throw Status.UNKNOWN
            .withDescription(
                "DeleteConceptRelations failed: "
                    + status.getDescription()
                    + " "
                    + status.getDetails())
            .asRuntimeException();
      }

      System.out.println("DeleteConceptRelations succeeded");
    } finally {
      channel.shutdown();
    }
  }
}
