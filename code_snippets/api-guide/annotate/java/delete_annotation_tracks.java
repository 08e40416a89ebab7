import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

class DeleteAnnotationTracksExample {

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
  // The ID of the first annotation track.
  static final String ANNOTATION_TRACK_ID_1 = "7c05e9d1f4b84d3aa6e20b97c1d83f52";
  // The ID of the second annotation track.
  static final String ANNOTATION_TRACK_ID_2 = "e1b6720fa93c4c58bd4f5a0e8692d7c4";

  // Nothing below needs a change.

  public static void main(String[] args) throws IOException, InterruptedException {
    String url =
        "https://api.clarifai.com/v2/users/"
            + encode(USER_ID)
            + "/apps/"
            + encode(APP_ID)
            + "/annotation_tracks";

    // Every %s is one of the values after the text.
    String body =
        """
        {
          "input_id": %s,
          "ids": [%s, %s]
        }"""
            .formatted(quote(INPUT_ID), quote(ANNOTATION_TRACK_ID_1), quote(ANNOTATION_TRACK_ID_2));

    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url))
            .timeout(Duration.ofSeconds(30))
            .header("Authorization", "Key " + PAT)
            .header("Content-Type", "application/json")
            .method("DELETE", HttpRequest.BodyPublishers.ofString(body))
            .build();

    HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

    // A call that does not reach the API throws IOException.
    HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());

    // So does one that the API answers with a failure. The API's own status comes first there, and
    // its code 10000 means SUCCESS.
    boolean good =
        Pattern.compile("\\s*\\{\\s*\"status\"\\s*:\\s*\\{[^{}]*\"code\"\\s*:\\s*10000\\b")
            .matcher(response.body())
            .lookingAt();
    if (response.statusCode() / 100 != 2 || !good) {
      throw new IOException(
          "DeleteAnnotationTracks failed: HTTP " + response.statusCode() + " " + response.body());
    }

    System.out.println("DeleteAnnotationTracks succeeded");
  }

  /** Writes a text as part of a URL. */
  static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Writes a text as JSON. */
  static String quote(String text) {
    return text.chars()
        .mapToObj(
            c ->
                c == '"' || c == '\\' || c < ' '
                    ? String.format("\\u%04x", c)
                    : String.valueOf((char) c))
        .collect(Collectors.joining("", "\"", "\""));
  }
}
