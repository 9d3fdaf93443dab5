package io.piuptime.app.discovery;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server of models on a free port of this machine, which answers as the real ones do: their bodies are shortened. */
public final class LocalDouble implements AutoCloseable {
    private static final int LONGEST_HEAD = 8192;

    private final ServerSocket socket;
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();

    /** Begins to listen; a path without an answer gets 404. */
    public LocalDouble() throws IOException {
        this.socket = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
        Thread.ofVirtual().start(this::serve);
    }

    /** Ollama, whose list in OpenAI's form says that a library owns the models. */
    public static LocalDouble ollama(String... models) throws IOException {
        return new LocalDouble()
                .answering("/v1/models", openAi("library", models))
                .answering("/api/tags", tags(models));
    }

    static LocalDouble vllm(String... models) throws IOException {
        return new LocalDouble().answering("/v1/models", openAi("vllm", models));
    }

    /** llama.cpp, which has both lists in one and answers where Ollama does too. */
    static LocalDouble llamaCpp(String model) throws IOException {
        String both = "{\"models\":[{\"name\":\"" + model + "\"}],"
                + openAi("llamacpp", model).substring(1);
        return new LocalDouble().answering("/v1/models", both).answering("/api/tags", both);
    }

    static String openAi(String owner, String... models) {
        StringBuilder list = new StringBuilder();
        for (String model : models) {
            list.append(list.isEmpty() ? "" : ",").append("""
                    {"id":"%s","object":"model","created":1756000000,"owned_by":"%s"}""".formatted(model, owner));
        }
        return "{\"object\":\"list\",\"data\":[" + list + "]}";
    }

    static String tags(String... models) {
        StringBuilder list = new StringBuilder();
        for (String model : models) {
            list.append(list.isEmpty() ? "" : ",").append("""
                    {"name":"%s","model":"%s","size":5}""".formatted(model, model));
        }
        return "{\"models\":[" + list + "]}";
    }

    LocalDouble answering(String path, String json) {
        return answeringWhole(
                path,
                "HTTP/1.0 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
                        + json.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + json);
    }

    /** Answers with all bytes of a text, and leaves the connection open if the text is empty. */
    LocalDouble answeringWhole(String path, String answer) {
        answers.put(path, answer);
        return this;
    }

    public int port() {
        return socket.getLocalPort();
    }

    /** The paths that were asked for. */
    List<String> asked() {
        return List.copyOf(asked);
    }

    /** Ends before its time. */
    void leave() throws IOException {
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void serve() {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                Thread.ofVirtual().start(() -> serve(connection));
            } catch (IOException _) {
                return;
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            StringBuilder head = new StringBuilder();
            InputStream in = connection.getInputStream();
            while (head.length() < LONGEST_HEAD && head.indexOf("\r\n\r\n") < 0) {
                int read = in.read();
                if (read < 0) {
                    return;
                }
                head.append((char) read);
            }
            String path = head.toString().split(" ", 3)[1];
            asked.add(path);
            String answer = answers.getOrDefault(path, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
            connection.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
            connection.getOutputStream().flush();
            if (answer.isEmpty() || answer.endsWith("…")) {
                // nothing more, until the other side has had enough
                int _ = in.read();
            }
        } catch (IOException _) {
            // the other side has left
        }
    }
}
