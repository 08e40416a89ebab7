import com.clarifai.grpc.api.V2Grpc;
import com.google.gson.Gson;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import io.grpc.protobuf.ProtoServiceDescriptorSupplier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Prints what the client on the class path knows, as JSON: its version, RPCs and the messages of their requests. */
class Describe {

    static final Map<String, List<String>> MESSAGES = new TreeMap<>();

    public static void main(String[] args) throws Exception {
        var schema = (ProtoServiceDescriptorSupplier) V2Grpc.getServiceDescriptor().getSchemaDescriptor();
        Map<String, String> rpcs = new TreeMap<>();
        for (MethodDescriptor method : schema.getServiceDescriptor().getMethods()) {
            if (!method.isClientStreaming() && !method.isServerStreaming()) {
                rpcs.put(method.getName(), method.getInputType().getFullName());
                visit(method.getInputType());
            }
        }
        System.out.println(new Gson().toJson(Map.of("version", version(), "rpcs", rpcs, "messages", MESSAGES)));
    }

    static void visit(Descriptor message) {
        if (MESSAGES.containsKey(message.getFullName())) {
            return;
        }
        List<String> names = new ArrayList<>();
        // The entry of a map is a message of the wire alone; nobody writes one.
        if (!message.getOptions().getMapEntry()) {
            MESSAGES.put(message.getFullName(), names);
        }
        for (FieldDescriptor field : message.getFields()) {
            names.add(field.getName());
            if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
                visit(field.getMessageType());
            }
        }
    }

    /** Only the file's name says it: the manifest inside is empty. */
    static String version() throws Exception {
        var place = Path.of(V2Grpc.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        Matcher found = Pattern.compile("clarifai-grpc-(.+)\\.jar").matcher(place.getFileName().toString());
        if (!found.matches()) {
            throw new IllegalStateException(place + " does not say its version");
        }
        return found.group(1);
    }
}
