import com.clarifai.channel.ClarifaiChannel;
import com.clarifai.credentials.ClarifaiCallCredentials;
import com.clarifai.grpc.api.DeleteWorkflowVersionsRequest;
import com.clarifai.grpc.api.UserAppIDSet;
import com.clarifai.grpc.api.status.StatusCode;
import com.clarifai.grpc.api.V2Grpc;

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
        V2Grpc.V2BlockingStub stub = V2Grpc.newBlockingStub(ClarifaiChannel.INSTANCE.getGrpcChannel())
            .withCallCredentials(new ClarifaiCallCredentials(PAT));

        // A call that does not reach the API throws StatusRuntimeException.
        var response = stub.deleteWorkflowVersions(
            DeleteWorkflowVersionsRequest.newBuilder()
                .setUserAppId(UserAppIDSet.newBuilder().setUserId(USER_ID).setAppId(APP_ID))
                .setWorkflowId(WORKFLOW_ID)
                .addWorkflowVersionIds(WORKFLOW_VERSION_ID_1)
                .addWorkflowVersionIds(WORKFLOW_VERSION_ID_2)
                .build()
        );

        if (response.getStatus().getCode() != StatusCode.SUCCESS) {
            throw new RuntimeException("DeleteWorkflowVersions failed: "
                + response.getStatus().getDescription() + " " + response.getStatus().getDetails());
        }

        System.out.println("DeleteWorkflowVersions succeeded");
    }
}
