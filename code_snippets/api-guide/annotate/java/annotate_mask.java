import com.clarifai.channel.ClarifaiChannel;
import com.clarifai.credentials.ClarifaiCallCredentials;
import com.clarifai.grpc.api.Annotation;
import com.clarifai.grpc.api.Concept;
import com.clarifai.grpc.api.Data;
import com.clarifai.grpc.api.Image;
import com.clarifai.grpc.api.Mask;
import com.clarifai.grpc.api.PostAnnotationsRequest;
import com.clarifai.grpc.api.Region;
import com.clarifai.grpc.api.RegionInfo;
import com.clarifai.grpc.api.UserAppIDSet;
import com.clarifai.grpc.api.status.StatusCode;
import com.clarifai.grpc.api.V2Grpc;
import com.google.protobuf.ByteString;
import java.util.Base64;

class PostAnnotationsExample {

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
    // The mask, an image file, as base64 text.
    static final ByteString MASK = ByteString.copyFrom(Base64.getDecoder().decode("iVBORw0KGgoAAAANSUhEUgAAABAAAAAQCAAAAAA6mKC9AAAAKElEQVR42mNgIBL8BwI0LrLQ//9oIugC//+jiZAhQNgWTIdhOh0vAABJBW+R7Pey1wAAAABJRU5ErkJggg=="));
    // The ID of the concept that the region shows.
    static final String CONCEPT_ID = "street-sign";

    // Nothing below needs a change.

    public static void main(String[] args) {
        V2Grpc.V2BlockingStub stub = V2Grpc.newBlockingStub(ClarifaiChannel.INSTANCE.getGrpcChannel())
            .withCallCredentials(new ClarifaiCallCredentials(PAT));

        // A call that does not reach the API throws StatusRuntimeException.
        var response = stub.postAnnotations(
            PostAnnotationsRequest.newBuilder()
                .setUserAppId(UserAppIDSet.newBuilder().setUserId(USER_ID).setAppId(APP_ID))
                .addAnnotations(Annotation.newBuilder()
                        .setInputId(INPUT_ID)
                        .setData(Data.newBuilder()
                                .addRegions(Region.newBuilder()
                                        .setRegionInfo(RegionInfo.newBuilder()
                                                .setMask(Mask.newBuilder()
                                                        .setImage(Image.newBuilder().setBase64(MASK))))
                                        .setData(Data.newBuilder()
                                                .addConcepts(Concept.newBuilder().setId(CONCEPT_ID).setValue(1.0F))))))
                .build()
        );

        if (response.getStatus().getCode() != StatusCode.SUCCESS) {
            throw new RuntimeException("PostAnnotations failed: "
                + response.getStatus().getDescription() + " " + response.getStatus().getDetails());
        }

        System.out.println("PostAnnotations succeeded");
    }
}
