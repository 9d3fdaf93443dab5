package io.piuptime.app.demo;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads requests in OpenAI's format, has them answered and writes the answers, as a stream or whole. */
final class DemoApi {
    private static final int MAX_BODY = 4 << 20;

    private final InstantSource clock;
    private final Duration pace;
    private final AtomicLong answers = new AtomicLong();

    DemoApi(InstantSource clock, Duration pace) {
        this.clock = clock;
        this.pace = pace;
    }

    void handle(HttpExchange exchange) throws IOException {
        try {
            route(exchange);
        } catch (DemoError error) {
            send(exchange, error.status(), error.body());
        }
    }

    private void route(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (path.equals("/v1/models") || path.startsWith("/v1/models/")) {
            requireMethod(exchange, "GET");
            String rest = path.substring("/v1/models".length());
            send(exchange, 200, rest.isEmpty() ? DemoModels.list() : DemoModels.one(rest.substring(1)));
            return;
        }
        switch (path) {
            case "/v1/chat/completions" -> complete(exchange, DemoFormat.CHAT);
            case "/v1/completions" -> complete(exchange, DemoFormat.TEXT);
            case "/v1/embeddings" -> send(exchange, 200, DemoEmbeddings.answer(body(exchange)));
            default -> throw DemoError.notFound("The demo model has nothing at " + path + ".", "not_found");
        }
    }

    private void complete(HttpExchange exchange, DemoFormat format) throws IOException {
        JsonNode request = body(exchange);
        DemoModels.require(request);
        DemoAnswer answer = DemoAnswer.to(format.prompt(request), format.maxTokens(request));
        DemoReply reply = new DemoReply(
                format,
                "demo-" + answers.incrementAndGet(),
                clock.instant().getEpochSecond(),
                request.path("model").asString(),
                answer);
        if (!request.path("stream").asBoolean(false)) {
            send(exchange, 200, reply.whole());
            return;
        }
        stream(
                exchange,
                reply,
                request.path("stream_options").path("include_usage").asBoolean(false));
    }

    private void stream(HttpExchange exchange, DemoReply reply, boolean usage) throws IOException {
        exchange.getResponseHeaders().set("content-type", "text/event-stream; charset=utf-8");
        exchange.getResponseHeaders().set("cache-control", "no-cache");
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            if (reply.format() == DemoFormat.CHAT) {
                event(out, reply.opening(usage));
            }
            for (String word : reply.answer().words()) {
                event(out, reply.part(word, usage));
                if (!pause()) {
                    return;
                }
            }
            event(out, reply.closing(usage));
            if (usage) {
                event(out, reply.usage());
            }
            out.write("data: [DONE]\n\n".getBytes(StandardCharsets.UTF_8));
            out.flush();
        }
    }

    /** False when the provider is being closed. */
    private boolean pause() {
        long end = System.nanoTime() + pace.toNanos();
        for (long left = pace.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
            if (Thread.currentThread().isInterrupted()) {
                return false;
            }
        }
        return true;
    }

    private static void event(OutputStream out, ObjectNode event) throws IOException {
        out.write(("data: " + event + "\n\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static void send(HttpExchange exchange, int status, JsonNode body) throws IOException {
        byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("content-type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    private static JsonNode body(HttpExchange exchange) throws IOException {
        requireMethod(exchange, "POST");
        byte[] bytes = exchange.getRequestBody().readNBytes(MAX_BODY + 1);
        if (bytes.length > MAX_BODY) {
            throw new DemoError(413, "body: more than " + MAX_BODY + " bytes", "invalid_request_error", "too_large");
        }
        try {
            JsonNode body = JsonMapper.shared().readTree(bytes);
            if (body.isObject()) {
                return body;
            }
        } catch (JacksonException malformed) {
            throw DemoError.badRequest("The body is not JSON.");
        }
        throw DemoError.badRequest("The body is not a JSON object.");
    }

    private static void requireMethod(HttpExchange exchange, String method) {
        if (!method.equals(exchange.getRequestMethod())) {
            throw new DemoError(
                    405,
                    "method: " + exchange.getRequestMethod() + " (expected: " + method + ")",
                    "invalid_request_error",
                    "method_not_allowed");
        }
    }
}
