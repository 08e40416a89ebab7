import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.time.Duration;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * Loads the classes that a call needs, for install.sh: makes one over TLS and through a proxy, both of which are this
 * program's own.
 *
 * <p>Its words are a file of keys, which is trusted too, and the password of that.
 */
class Start {

    public static void main(String[] words) throws Exception {
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        var password = words[1].toCharArray();
        keys.init(KeyStore.getInstance(new File(words[0]), password), password);
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        var here = InetAddress.getLoopbackAddress();
        var server = HttpsServer.create(new InetSocketAddress(here, 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.createContext("/", Start::answer);
        server.start();
        var proxy = new ServerSocket(0, 1, here);
        System.setProperty("https.proxyHost", here.getHostAddress());
        System.setProperty("https.proxyPort", String.valueOf(proxy.getLocalPort()));
        System.setProperty("javax.net.ssl.trustStore", words[0]);
        System.setProperty("javax.net.ssl.trustStorePassword", words[1]);
        new Thread(() -> lead(proxy, server.getAddress())).start();

        var text = "\"".chars()
            .mapToObj(each -> each < ' ' ? String.format("\\u%04x", each) : String.valueOf((char) each))
            .collect(Collectors.joining());
        var url = "https://api.start.test/%s".formatted(URLEncoder.encode(text, StandardCharsets.UTF_8));
        var request = HttpRequest.newBuilder(URI.create(url))
            .timeout(Duration.ofSeconds(30))
            .header("Authorization", "none")
            .method("DELETE", HttpRequest.BodyPublishers.ofString("{}"))
            .build();
        var client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
        var response = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (!Pattern.compile("\\s*\\{\\s*\"status\"\\s*:\\s*\\{[^{}]*10000\\b").matcher(response.body()).lookingAt()) {
            throw new IllegalStateException("expected an answer, got: " + response.body());
        }
        System.out.println(response.body());
        System.exit(0);
    }

    static void answer(HttpExchange exchange) throws IOException {
        var body = "{\"status\": {\"code\": 10000}}".getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    /** Leads one connection of a proxy to a server. */
    static void lead(ServerSocket proxy, InetSocketAddress server) {
        try (var client = proxy.accept(); var api = new Socket(server.getAddress(), server.getPort())) {
            for (var end = 0; end != 0x0d0a0d0a; ) {
                end = end << 8 | client.getInputStream().read();
            }
            client.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes());
            new Thread(() -> carry(api, client)).start();
            carry(client, api);
        } catch (IOException gone) {
            // So is what it was for.
        }
    }

    static void carry(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException gone) {
            // A side has ended.
        }
    }
}
