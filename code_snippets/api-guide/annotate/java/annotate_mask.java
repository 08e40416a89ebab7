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
import com.clarifai.grpc.api.V2Grpc;
import com.clarifai.grpc.api.status.StatusCode;
import com.google.protobuf.ByteString;
import io.grpc.Status;
import java.util.Base64;
import java.util.concurrent.TimeUnit;

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
  static final String MASK =
      "iVBORw0KGgoAAAANSUhEUgAAABAAAAAQCAAAAAA6mKC9AAAAKElEQVR42mNgIBL8BwI0LrLQ//9oIugC//+jiZAhQNgWTIdhOh0vAABJBW+R7Pey1wAAAABJRU5ErkJggg==";
  // The ID of the concept that the region shows.
  static final String CONCEPT_ID = "street-sign";

  // Nothing below needs a change.

  public static void main(String[] args) {
    var request =
        PostAnnotationsRequest.newBuilder()
            .setUserAppId(UserAppIDSet.newBuilder().setUserId(USER_ID).setAppId(APP_ID))
            .addAnnotations(
                Annotation.newBuilder()
                    .setInputId(INPUT_ID)
                    .setData(
                        Data.newBuilder()
                            .addRegions(
                                Region.newBuilder()
                                    .setRegionInfo(
                                        RegionInfo.newBuilder()
                                            .setMask(
                                                Mask.newBuilder()
                                                    .setImage(
                                                        Image.newBuilder()
                                                            .setBase64(
                                                                ByteString.copyFrom(
                                                                    Base64.getDecoder()
                                                                        .decode(MASK))))))
                                    .setData(
                                        Data.newBuilder()
                                            .addConcepts(
                                                Concept.newBuilder()
                                                    .setId(CONCEPT_ID)
                                                    .setValue(1.0F))))))
            .build();

    var channel = ClarifaiChannel.INSTANCE.getGrpcChannel();
    try {
      var stub =
          V2Grpc.newBlockingStub(channel)
              .withCallCredentials(new ClarifaiCallCredentials(PAT))
              .withDeadlineAfter(30, TimeUnit.SECONDS);

      // A call that does not reach the API throws StatusRuntimeException.
      var response = stub.postAnnotations(request);

      // So does one that the API answers with a failure.
      var status = response.getStatus();
      if (status.getCode() != StatusCode.SUCCESS) {
        throw Status.UNKNOWN
            .withDescription(
                "PostAnnotations failed: " + status.getDescription() + " " + status.getDetails())
            .asRuntimeException();
      }

      System.out.print(response);
    } finally {
      channel.shutdown();
    }
  }
}
