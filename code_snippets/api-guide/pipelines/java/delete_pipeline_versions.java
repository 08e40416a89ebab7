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

class DeletePipelineVersionsExample {

  // Change these values to your own.

  // Your user ID.
  static final String USER_ID = "YOUR_USER_ID_HERE";
  // Your personal access token (PAT), from the security settings of your
  // account. Keep it out of every repository.
  static final String PAT = "YOUR_PAT_HERE";
  // The ID of the app that holds the data.
  static final String APP_ID = "YOUR_APP_ID_HERE";
  // The ID of the pipeline that has the versions.
  static final String PIPELINE_ID = "nightly-retraining";
  // The ID of the first pipeline version.
  static final String PIPELINE_VERSION_ID_1 = "0c6e8a51f7d94b3f8d20b5e9a7c4f163";
  // The ID of the second pipeline version.
  static final String PIPELINE_VERSION_ID_2 = "d7f29b04e8a54c6b91e3c0d85f6a7b12";

  // Nothing below needs a change.

  public static void main(String[] args) throws IOException, InterruptedException {
    String url =
        "https://api.clarifai.com/v2/users/"
            + encode(USER_ID)
            + "/apps/"
            + encode(APP_ID)
            + "/pipelines/"
            + encode(PIPELINE_ID)
            + "/versions";

    // Every %s is one of the values after the text.
    String body =
        """
        {
          "pipeline_version_ids": [%s, %s]
        }"""
            .formatted(quote(PIPELINE_VERSION_ID_1), quote(PIPELINE_VERSION_ID_2));

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
          "DeletePipelineVersions failed: HTTP " + response.statusCode() + " " + response.body());
    }

    System.out.println("DeletePipelineVersions succeeded");
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
