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

class DeleteRunnersExample {

  // Change these values to your own.

  // Your user ID.
  static final String USER_ID = "YOUR_USER_ID_HERE";
  // Your personal access token (PAT), from the security settings of your
  // account. Keep it out of every repository.
  static final String PAT = "YOUR_PAT_HERE";
  // The ID of the compute cluster.
  static final String COMPUTE_CLUSTER_ID = "gpu-cluster-europe";
  // The ID of the nodepool that has the runners.
  static final String NODEPOOL_ID = "inference-small";
  // The ID of the first runner.
  static final String RUNNER_ID_1 = "74c0d9e3a8f14b56bd27f10e6c95a38d";
  // The ID of the second runner.
  static final String RUNNER_ID_2 = "e96b20f7d5c34d81a0f4c83b7e1d52a6";

  // Nothing below needs a change.

  public static void main(String[] args) throws IOException, InterruptedException {
    String url =
        "https://api.clarifai.com/v2/users/"
            + encode(USER_ID)
            + "/compute_clusters/"
            + encode(COMPUTE_CLUSTER_ID)
            + "/nodepools/"
            + encode(NODEPOOL_ID)
            + "/runners";

    // Every %s is one of the values after the text.
    String body =
        """
        {
          "ids": [%s, %s]
        }"""
            .formatted(quote(RUNNER_ID_1), quote(RUNNER_ID_2));

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
          "DeleteRunners failed: HTTP " + response.statusCode() + " " + response.body());
    }

    System.out.println("DeleteRunners succeeded");
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
