import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/**
 * Compiles file after file, until its input ends: who connects to its socket sends two lines, a file and a folder for
 * its classes, and is answered "made", or what the compiler says.
 *
 * <p>Its words are the socket and the compiler's options. Nothing that it compiles is run.
 */
class Compiler {

    public static void main(String[] words) throws IOException {
        var compiler = ToolProvider.getSystemJavaCompiler();
        var options = new ArrayList<String>();
        for (var word : List.of(words).subList(1, words.length)) {
            options.add(word.endsWith("/*") ? jars(Path.of(word).getParent()) : word);
        }
        try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            var files = compiler.getStandardFileManager(null, null, null)) {
            server.bind(UnixDomainSocketAddress.of(words[0]));
            var listener = new Thread(Compiler::endWithInput);
            listener.setDaemon(true);
            listener.start();
            System.out.println("ready");
            while (true) {
                try (var client = server.accept()) {
                    var asked = new BufferedReader(Channels.newReader(client, StandardCharsets.UTF_8));
                    var file = Path.of(asked.readLine());
                    files.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(Path.of(asked.readLine())));
                    var said = new StringWriter();
                    var task = compiler.getTask(said, files, null, options, null, files.getJavaFileObjects(file));
                    var answer = task.call() && said.toString().isEmpty() ? "made" : "not made: " + said;
                    client.write(StandardCharsets.UTF_8.encode(answer));
                } catch (IOException | RuntimeException gone) {
                    // Without an answer the other side does without.
                }
            }
        }
    }

    /** Lists a folder's jars as a class path does. */
    static String jars(Path folder) throws IOException {
        try (var found = Files.newDirectoryStream(folder, "*.jar")) {
            var names = new ArrayList<String>();
            found.forEach(file -> names.add(file.toString()));
            return String.join(File.pathSeparator, names);
        }
    }

    static void endWithInput() {
        try {
            System.in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException ended) {
            // So it has.
        }
        System.exit(0);
    }
}
