import com.clarifai.channel.ClarifaiChannel;
import com.clarifai.credentials.ClarifaiCallCredentials;
import com.clarifai.grpc.api.DeleteInputRequest;
import com.clarifai.grpc.api.DeleteModelsRequest;
import com.clarifai.grpc.api.V2Grpc;
import com.clarifai.grpc.api.status.BaseResponse;
import com.clarifai.grpc.api.status.Status;
import com.clarifai.grpc.api.status.StatusCode;
import com.google.protobuf.Message;
import io.grpc.MethodDescriptor.PrototypeMarshaller;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.grpc.stub.StreamObserver;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.KeyStore;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;

/**
 * Loads the classes that a call needs, for install.sh: makes one that succeeds and one that fails, over TLS and through
 * a proxy, both of which are this program's own.
 *
 * <p>Its words are a file of keys, and the password of that.
 */
class Start extends V2Grpc.V2ImplBase {

    public static void main(String[] words) throws Exception {
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        var password = words[1].toCharArray();
        keys.init(KeyStore.getInstance(new File(words[0]), password), password);
        var here = InetAddress.getLoopbackAddress();
        var server = NettyServerBuilder.forAddress(new InetSocketAddress(here, 0))
            .sslContext(GrpcSslContexts.configure(SslContextBuilder.forServer(keys)).build())
            .addService(new Start())
            .build()
            .start();
        var proxy = new ServerSocket(0, 1, here);
        System.setProperty("https.proxyHost", here.getHostAddress());
        System.setProperty("https.proxyPort", String.valueOf(proxy.getLocalPort()));
        new Thread(() -> lead(proxy, new InetSocketAddress(here, server.getPort()))).start();

        var stub = V2Grpc.newBlockingStub(ClarifaiChannel.INSTANCE.getGrpcChannel())
            .withCallCredentials(new ClarifaiCallCredentials("none"))
            .withDeadlineAfter(20, TimeUnit.SECONDS);
        for (var method : V2Grpc.getServiceDescriptor().getMethods()) {
            var request = ((PrototypeMarshaller<?>) method.getRequestMarshaller()).getMessagePrototype();
            ((Message) request).toBuilder().build();
        }
        System.out.print(stub.deleteInput(DeleteInputRequest.getDefaultInstance()));
        try {
            stub.deleteModels(DeleteModelsRequest.getDefaultInstance());
        } catch (StatusRuntimeException expected) {
            System.exit(0);
        }
        throw new IllegalStateException("expected a call that is refused");
    }

    @Override
    public void deleteInput(DeleteInputRequest request, StreamObserver<BaseResponse> answer) {
        var status = Status.newBuilder().setCode(StatusCode.SUCCESS).setDescription("Ok");
        answer.onNext(BaseResponse.newBuilder().setStatus(status).build());
        answer.onCompleted();
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
