package io.piuptime.testkit.torture;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A provider of chats that bills as hard as it may: up to a token for each byte of a prompt, and as many of an answer as were
 * allowed. It bills what it has begun, also if its caller left; and often it fails to say what that was.
 */
final class MeteredProvider implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.shared();
    /** What it generates if nobody says how much it may: no gateway that bounds money lets it come to that. */
    private static final long UNBOUNDED = 1_000_000;

    private static final int LEAST_DELAY = 20;
    private static final int MOST_DELAY = 300;

    private final Vertx vertx = Vertx.vertx();
    private final Billing billing = new Billing();
    private final SplittableRandom random;
    private final HttpServer server;

    private enum Fate {
        WHOLE(72),
        /** An answer without a word on usage. */
        UNTOLD(6),
        /** Cut off in the middle. */
        CUT(7),
        /** The connection is reset before an answer. */
        DROPPED(5),
        FAILED(5),
        TURNED_AWAY(5);

        private final int percent;

        Fate(int percent) {
            this.percent = percent;
        }

        static Fate drawn(SplittableRandom random) {
            int left = random.nextInt(100);
            for (Fate fate : values()) {
                left -= fate.percent;
                if (left < 0) {
                    return fate;
                }
            }
            return WHOLE;
        }
    }

    MeteredProvider(long seed) throws InterruptedException {
        random = new SplittableRandom(seed);
        server = vertx.createHttpServer();
        server.requestHandler(this::take);
        try {
            server.listen(0, "127.0.0.1").await(10, TimeUnit.SECONDS);
        } catch (java.util.concurrent.TimeoutException e) {
            throw new IllegalStateException("the provider does not listen", e);
        }
    }

    String baseUrl() {
        return "http://127.0.0.1:" + server.actualPort() + "/v1";
    }

    Billing billing() {
        return billing;
    }

    @Override
    public void close() {
        vertx.close();
    }

    private void take(HttpServerRequest request) {
        request.bodyHandler(body -> answer(request.response(), body));
    }

    private void answer(HttpServerResponse response, Buffer body) {
        JsonNode asked = JSON.readTree(body.getBytes());
        String marker = asked.path("user").asString("");
        billing.arrived(marker);
        Fate fate = Fate.drawn(random);
        if (fate == Fate.FAILED || fate == Fate.TURNED_AWAY) {
            response.setStatusCode(fate == Fate.FAILED ? 500 : 429)
                    .putHeader("content-type", "application/json")
                    .end("{\"error\":{\"message\":\"not now\",\"type\":\"server_error\",\"code\":null}}");
            return;
        }
        long most = asked.path("max_completion_tokens")
                .asLong(asked.path("max_tokens").asLong(UNBOUNDED));
        most = Math.multiplyExact(most, Math.max(1, asked.path("n").asLong(1)));
        long input = random.nextInt(3) == 0 ? body.length() : 1 + random.nextInt(body.length());
        long output = random.nextInt(3) > 0 ? most : random.nextLong(most + 1);
        billing.add(new Generation(marker, input, output, fate == Fate.WHOLE));
        Reply reply = new Reply(asked.path("stream").asBoolean(false), input, output, fate != Fate.UNTOLD);
        vertx.setTimer(LEAST_DELAY + random.nextInt(MOST_DELAY - LEAST_DELAY), _ -> send(response, fate, reply));
    }

    private void send(HttpServerResponse response, Fate fate, Reply reply) {
        if (response.closed()) {
            return;
        }
        if (fate == Fate.DROPPED) {
            response.reset();
            return;
        }
        response.putHeader("content-type", reply.contentType());
        if (fate == Fate.CUT) {
            Buffer whole = reply.body();
            response.setChunked(true);
            response.write(whole.slice(0, whole.length() / 2)).onComplete(_ -> response.reset());
            return;
        }
        response.end(reply.body());
    }

    /** An answer in the form that was asked for. */
    private record Reply(boolean stream, long input, long output, boolean says) {
        String contentType() {
            return stream ? "text/event-stream" : "application/json";
        }

        Buffer body() {
            String usage = "{\"prompt_tokens\":" + input + ",\"completion_tokens\":" + output + ",\"total_tokens\":"
                    + (input + output) + "}";
            if (!stream) {
                return Buffer.buffer("{\"id\":\"c\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"metered\","
                        + "\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"words\"},"
                        + "\"finish_reason\":\"stop\"}]" + (says ? ",\"usage\":" + usage : "") + "}");
            }
            String head =
                    "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"metered\",";
            return Buffer.buffer(head
                    + "\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"words\"},\"finish_reason\":null}]}\n\n"
                    + head + "\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n"
                    + (says ? head + "\"choices\":[],\"usage\":" + usage + "}\n\n" : "")
                    + "data: [DONE]\n\n");
        }
    }
}
