package io.piuptime.app.e2e;

import io.piuptime.testkit.fake.FakeOpenAi;
import io.piuptime.testkit.fake.Received;
import io.piuptime.testkit.script.Script;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** An account at a provider in OpenAI's manner, which knows its objects and not whose they are. */
final class ObjectAccount implements Function<Received, Script>, AutoCloseable {
    private final FakeOpenAi server = FakeOpenAi.start();
    private final String mark;
    private final List<String> files = new ArrayList<>();
    private final List<String> batches = new ArrayList<>();
    private final List<String> responses = new ArrayList<>();

    ObjectAccount(String mark) {
        this.mark = mark;
        server.always(this);
    }

    FakeOpenAi server() {
        return server;
    }

    String baseUrl() {
        return server.baseUrl().toString();
    }

    /** The requests to a path so far. */
    List<Received> asked(String method, String path) {
        return server.requests().stream()
                .filter(request ->
                        request.method().equals(method) && request.path().equals(path))
                .toList();
    }

    @Override
    public synchronized Script apply(Received request) {
        String[] segments = request.path().substring(1).split("/", -1);
        return switch (segments[1]) {
            case "files" -> files(request, segments);
            case "batches" -> batches(request, segments);
            case "responses" -> responses(request, segments);
            default -> Script.chat("hello");
        };
    }

    private Script files(Received request, String[] segments) {
        if (segments.length == 2) {
            if (request.method().equals("GET")) {
                return list(request, files, "file");
            }
            files.add("file-" + mark + (files.size() + 1));
            return Script.answer(200, object(files.getLast(), "file"));
        }
        if (segments.length == 4) {
            return Script.answer(200, "{\"content of\":\"" + segments[2] + "\"}");
        }
        return request.method().equals("DELETE")
                ? Script.answer(200, "{\"id\":\"" + segments[2] + "\",\"object\":\"file\",\"deleted\":true}")
                : Script.answer(200, object(segments[2], "file"));
    }

    private Script batches(Received request, String[] segments) {
        if (segments.length == 2) {
            if (request.method().equals("GET")) {
                return list(request, batches, "batch");
            }
            batches.add("batch_" + mark + (batches.size() + 1));
            return Script.answer(200, object(batches.getLast(), "batch"));
        }
        return Script.answer(
                200,
                "{\"id\":\"" + segments[2] + "\",\"object\":\"batch\",\"output_file_id\":\"file-out-" + segments[2]
                        + "\",\"error_file_id\":null}");
    }

    private Script responses(Received request, String[] segments) {
        if (segments.length > 2) {
            return Script.answer(
                    200,
                    "{\"id\":\"" + segments[2] + "\",\"object\":\"response\",\"usage\":{\"input_tokens\":70,"
                            + "\"output_tokens\":30,\"total_tokens\":100}}");
        }
        responses.add("resp_" + mark + (responses.size() + 1));
        String response = response(responses.getLast());
        return request.text().contains("\"stream\":true")
                ? Script.stream(
                        Duration.ofMillis(1),
                        event("response.created", "\"response\":" + response),
                        event("response.output_text.delta", "\"delta\":\"hi\",\"output_index\":0,\"content_index\":0"),
                        event("response.completed", "\"response\":" + response))
                : Script.answer(200, response);
    }

    /** Two a page at most, whatever is asked for. */
    private static Script list(Received request, List<String> ids, String kind) {
        String target = request.target();
        int after = target.indexOf("after=");
        int from = after < 0 ? 0 : ids.indexOf(target.substring(after + 6).replaceFirst("&.*", "")) + 1;
        List<String> page = ids.subList(from, Math.min(ids.size(), from + 2));
        return Script.answer(
                200,
                "{\"object\":\"list\",\"data\":["
                        + page.stream().map(id -> object(id, kind)).collect(Collectors.joining(","))
                        + "],\"has_more\":" + (from + 2 < ids.size()) + "}");
    }

    private static String object(String id, String kind) {
        return "{\"id\":\"" + id + "\",\"object\":\"" + kind + "\",\"status\":\"processed\"}";
    }

    private static String response(String id) {
        return "{\"id\":\"" + id
                + "\",\"object\":\"response\",\"created_at\":1,\"model\":\"m\",\"status\":\"completed\","
                + "\"output\":[{\"type\":\"message\",\"id\":\"msg_1\",\"role\":\"assistant\",\"status\":\"completed\","
                + "\"content\":[{\"type\":\"output_text\",\"text\":\"hi\",\"annotations\":[]}]}],"
                + "\"usage\":{\"input_tokens\":7,\"output_tokens\":3,\"total_tokens\":10}}";
    }

    private static String event(String type, String members) {
        return "event: " + type + "\ndata: {\"type\":\"" + type + "\"," + members + "}\n\n";
    }

    @Override
    public void close() {
        server.close();
    }
}
