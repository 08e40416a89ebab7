import com.clarifai.channel.ClarifaiChannel;
import com.clarifai.credentials.ClarifaiCallCredentials;
import com.clarifai.grpc.api.DeleteCollaboratorsRequest;
import com.clarifai.grpc.api.UserAppIDSet;
import com.clarifai.grpc.api.status.StatusCode;
import com.clarifai.grpc.api.V2Grpc;

class DeleteCollaboratorsExample {

    // Change these values to your own.

    // Your user ID.
    static final String USER_ID = "YOUR_USER_ID_HERE";
    // Your personal access token (PAT), from the security settings of your
    // account. Keep it out of every repository.
    static final String PAT = "YOUR_PAT_HERE";
    // The ID of the app that holds the data.
    static final String APP_ID = "YOUR_APP_ID_HERE";
    // The ID of the first collaborator, which is not the user ID.
    static final String COLLABORATOR_ID_1 = "5c9e07b1d3f84a62907e4fd8b1a6c035";
    // The ID of the second collaborator, which is not the user ID.
    static final String COLLABORATOR_ID_2 = "f0284da6b97e4c13a5d06e9b7c3f81d2";

    // Nothing below needs a change.

    public static void main(String[] args) {
        V2Grpc.V2BlockingStub stub = V2Grpc.newBlockingStub(ClarifaiChannel.INSTANCE.getGrpcChannel())
            .withCallCredentials(new ClarifaiCallCredentials(PAT));

        // A call that does not reach the API throws StatusRuntimeException.
        var response = stub.deleteCollaborators(
            DeleteCollaboratorsRequest.newBuilder()
                .setUserAppId(UserAppIDSet.newBuilder().setUserId(USER_ID).setAppId(APP_ID))
                .addCollaboratorIds(COLLABORATOR_ID_1)
                .addCollaboratorIds(COLLABORATOR_ID_2)
                .build()
        );

        if (response.getStatus().getCode() != StatusCode.SUCCESS) {
            throw new RuntimeException("DeleteCollaborators failed: "
                + response.getStatus().getDescription() + " " + response.getStatus().getDetails());
        }

        System.out.println("DeleteCollaborators succeeded");
    }
}
