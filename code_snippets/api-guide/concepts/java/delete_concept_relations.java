import com.clarifai.channel.ClarifaiChannel;
import com.clarifai.credentials.ClarifaiCallCredentials;
import com.clarifai.grpc.api.DeleteConceptRelationsRequest;
import com.clarifai.grpc.api.UserAppIDSet;
import com.clarifai.grpc.api.status.StatusCode;
import com.clarifai.grpc.api.V2Grpc;

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
        V2Grpc.V2BlockingStub stub = V2Grpc.newBlockingStub(ClarifaiChannel.INSTANCE.getGrpcChannel())
            .withCallCredentials(new ClarifaiCallCredentials(PAT));

        // A call that does not reach the API throws StatusRuntimeException.
        var response = stub.deleteConceptRelations(
            DeleteConceptRelationsRequest.newBuilder()
                .setUserAppId(UserAppIDSet.newBuilder().setUserId(USER_ID).setAppId(APP_ID))
                .setConceptId(CONCEPT_ID)
                .addIds(CONCEPT_RELATION_ID_1)
                .addIds(CONCEPT_RELATION_ID_2)
                .build()
        );

        if (response.getStatus().getCode() != StatusCode.SUCCESS) {
            throw new RuntimeException("DeleteConceptRelations failed: "
                + response.getStatus().getDescription() + " " + response.getStatus().getDetails());
        }

        System.out.println("DeleteConceptRelations succeeded");
    }
}
