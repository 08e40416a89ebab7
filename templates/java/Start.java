import com.clarifai.channel.ClarifaiChannel;
import com.clarifai.credentials.ClarifaiCallCredentials;
import com.clarifai.grpc.api.DeleteInputRequest;
import com.clarifai.grpc.api.V2Grpc;
import io.grpc.StatusRuntimeException;
import java.util.concurrent.TimeUnit;

/** Loads the classes that a call needs, for install.sh: makes one that cannot reach the API. */
class Start {

    public static void main(String[] args) {
        var stub = V2Grpc.newBlockingStub(ClarifaiChannel.INSTANCE.getGrpcChannel())
            .withCallCredentials(new ClarifaiCallCredentials("none"))
            .withDeadlineAfter(20, TimeUnit.SECONDS);
        try {
            stub.deleteInput(DeleteInputRequest.getDefaultInstance());
        } catch (StatusRuntimeException expected) {
            return;
        }
        throw new IllegalStateException("expected a call that goes nowhere");
    }
}
