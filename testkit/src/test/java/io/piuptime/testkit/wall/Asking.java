package io.piuptime.testkit.wall;

import io.piuptime.testkit.raw.Header;
import io.piuptime.testkit.raw.RawHttp;
import io.piuptime.testkit.raw.Reply;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Asks a wall byte by byte, with a key. */
record Asking(Wall wall, String key) {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    Reply ask(String model, boolean stream) {
        return ask(model, stream, "");
    }

    Reply ask(String model, boolean stream, String more) {
        return exchange(request(model, stream, more)).orElseThrow(() -> new AssertionError("no reply of " + model));
    }

    Optional<Reply> exchange(String request) {
        try (RawHttp client = RawHttp.connect(wall.port(), PATIENCE)) {
            return client.send(request).reply();
        }
    }

    byte[] bytes(String model, boolean stream) {
        try (RawHttp client = RawHttp.connect(wall.port(), PATIENCE)) {
            return client.send(request(model, stream)).bytes();
        }
    }

    String request(String model, boolean stream) {
        return request(model, stream, "");
    }

    String request(String model, boolean stream, String more) {
        return RawHttp.post(
                "/v1/chat/completions", body(model, stream, more), new Header("Authorization", "Bearer " + key));
    }

    static String body(String model, boolean stream, String more) {
        return """
                {"model":"%s","stream":%s,"stream_options":{"include_usage":true},
                 "messages":[{"role":"user","content":"Say sixty words"}%s]}""".formatted(model, stream, more);
    }

    static String assistant(String text) {
        return ",{\"role\":\"assistant\",\"content\":\"" + text + "\"}";
    }

    static String code(Reply reply) {
        return JsonMapper.shared().readTree(reply.text()).at("/error/code").asString();
    }

    static Stream<String> events(Reply reply) {
        return reply.text()
                .lines()
                .filter(line -> line.startsWith("data: ") && !line.endsWith("[DONE]"))
                .map(line -> line.substring("data: ".length()));
    }

    static String text(Reply reply) {
        StringBuilder all = new StringBuilder();
        events(reply)
                .filter(Asking::isJson)
                .forEach(event -> all.append(JsonMapper.shared()
                        .readTree(event)
                        .at("/choices/0/delta/content")
                        .asString("")));
        return all.toString();
    }

    static boolean isJson(String text) {
        try {
            return JsonMapper.shared().readTree(text).isObject();
        } catch (JacksonException e) {
            return false;
        }
    }
}
