package io.piuptime.app.e2e;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.piuptime.testkit.fake.FakeOpenAi;
import io.piuptime.testkit.raw.Header;
import io.piuptime.testkit.script.Script;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/** Real exchanges of real providers, replayed through the gateway: bytes as they were in both directions, usage as they said. */
class RecordingsTest {
    private static final ObjectMapper JSON = JsonMapper.shared();
    private static final int[] PIECES = {1, 7, 64};
    /** Longer streams are cut into the larger pieces alone, for the time's sake. */
    private static final int MOST_PIECES = 20_000;

    @TempDir
    private Path folder;

    private final Map<String, Recording> replayed = new HashMap<>();
    private int exchanges;
    private int streams;
    private int usages;
    private int images;
    private int packed;

    /** One recorded exchange. */
    private record Recording(
            String name, String path, String request, int status, String type, boolean packed, String reply) {
        boolean streams() {
            return type.startsWith("text/event-stream");
        }
    }

    @Test
    void replays_recorded_exchanges_unchanged_and_meters_what_they_say() throws Exception {
        Optional<Path> data = data();
        assumeThat(data).as("recordings, found by PIUP_DATA").isPresent();
        List<Recording> recordings = recordings(data.orElseThrow());
        try (FakeOpenAi fake = FakeOpenAi.start();
                GatewayUnderTest gateway = GatewayUnderTest.start(folder, GatewayUnderTest.passingTo(fake.baseUrl()))) {
            for (Recording recording : recordings) {
                byte[] bytes = recording.reply().getBytes(StandardCharsets.UTF_8);
                if (recording.streams()) {
                    for (int piece : PIECES) {
                        if (bytes.length / piece <= MOST_PIECES) {
                            replay(recording, Script.chunked(bytes, piece, Duration.ZERO), fake, gateway);
                            streams++;
                        }
                    }
                } else {
                    replay(recording, whole(recording, bytes), fake, gateway);
                }
                exchanges++;
            }
            compareUsage(gateway);
        }
        System.out.printf(
                "recordings: %d exchanges (%d of images), %d streams cut in pieces, %d packed, %d usages equal%n",
                exchanges, images, streams, packed, usages);
        assertThat(exchanges).isGreaterThan(900);
        assertThat(images).isPositive();
        assertThat(packed).isGreaterThan(100);
    }

    private void replay(Recording recording, Script script, FakeOpenAi fake, GatewayUnderTest gateway)
            throws Exception {
        fake.reset();
        fake.next(script);

        HttpResponse<String> reply = gateway.post(recording.path(), recording.request());

        replayed.put(reply.headers().firstValue("x-piup-request-id").orElseThrow(), recording);
        assertThat(fake.requests()).as(recording.name() + " " + reply.body()).isNotEmpty();
        assertThat(asAsked(fake.last().text())).as(recording.name()).isEqualTo(asAsked(recording.request()));
        if (recording.status() == 401) {
            // the gateway's key is refused, not the caller's
            assertThat(reply.statusCode()).as(recording.name()).isEqualTo(502);
            return;
        }
        assertThat(reply.statusCode()).as(recording.name()).isEqualTo(recording.status());
        if (recording.streams()) {
            assertThat(withoutUsageFrames(reply.body(), recording))
                    .as(recording.name())
                    .isEqualTo(withoutUsageFrames(recording.reply(), recording));
        } else {
            assertThat(reply.body()).as(recording.name()).isEqualTo(recording.reply());
        }
    }

    /** A reply at once, packed if it was packed when it was recorded. */
    private Script whole(Recording recording, byte[] bytes) {
        Script answer = Script.answer(recording.status(), List.of(new Header("content-type", recording.type())), bytes);
        images += recording.path().contains("/images/") ? 1 : 0;
        packed += recording.packed() ? 1 : 0;
        return recording.packed() ? Script.gzip(answer) : answer;
    }

    /** Every record of usage says what the provider said. */
    private void compareUsage(GatewayUnderTest gateway) throws Exception {
        gateway.process().flush();
        Optional<String> before = Optional.of("");
        while (before.isPresent()) {
            HttpResponse<String> page = gateway.admin("/admin/v1/usage?format=jsonl&limit=1000" + before.get());
            page.body().lines().map(JSON::readTree).forEach(this::compareUsage);
            before = page.headers().firstValue("x-piup-next").map(id -> "&before=" + id);
        }
        assertThat(replayed).as("exchanges without a record").isEmpty();
    }

    private void compareUsage(JsonNode row) {
        Recording recording = requireNonNull(replayed.remove(row.path("id").asString()), row::toString);
        Optional<JsonNode> said = recording.status() == 200 ? usage(recording) : Optional.empty();
        JsonNode usage = said.orElse(JSON.missingNode());
        long input =
                usage.path("prompt_tokens").asLong(usage.path("input_tokens").asLong(-1));
        long output = usage.path("completion_tokens")
                .asLong(usage.path("output_tokens").asLong(0));
        if (input >= 0) {
            usages++;
            assertThat(row.path("inputTokens").asLong()).as(recording.name()).isEqualTo(input);
            assertThat(row.path("outputTokens").asLong()).as(recording.name()).isEqualTo(output);
        }
    }

    /** What the gateway may add to a request is taken out of both sides. */
    private static String asAsked(String body) {
        return body.replace(",\"stream_options\":{\"include_usage\":true}", "")
                .replaceAll("\"stream_options\":\\s*\\{\\s*\\}", "\"stream_options\":{}");
    }

    /** A caller who did not ask for usage does not get the frame that only holds usage. */
    private static String withoutUsageFrames(String body, Recording recording) {
        if (recording.request().contains("include_usage")) {
            return body;
        }
        StringBuilder kept = new StringBuilder();
        for (String frame : body.split("(?<=\n\n|\r\n\r\n)", -1)) {
            if (!frame.contains("\"usage\":{") || !frame.replace(" ", "").contains("\"choices\":[]")) {
                kept.append(frame);
            }
        }
        return kept.toString();
    }

    private static Optional<JsonNode> usage(Recording recording) {
        if (!recording.streams()) {
            JsonNode usage = JSON.readTree(recording.reply()).path("usage");
            return usage.isObject() ? Optional.of(usage) : Optional.empty();
        }
        Optional<JsonNode> last = Optional.empty();
        for (String line : recording.reply().split("\r?\n", -1)) {
            if (line.startsWith("data:") && line.contains("\"usage\"") && !line.contains("[DONE]")) {
                JsonNode usage = JSON.readTree(line.substring(5)).path("usage");
                last = usage.isObject() ? Optional.of(usage) : last;
            }
        }
        return last;
    }

    private static List<Recording> recordings(Path data) throws IOException {
        List<Recording> recordings = new ArrayList<>();
        try (Stream<Path> files = Files.list(data.resolve("llm-exchanges/dev"))) {
            for (Path file : files.filter(name -> name.toString().endsWith(".jsonl"))
                    .sorted()
                    .toList()) {
                read(file, recordings);
            }
        }
        return recordings;
    }

    private static void read(Path file, List<Recording> recordings) throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                JsonNode exchange = JSON.readTree(line);
                recording(file.getFileName() + ":" + number, exchange).ifPresent(recordings::add);
            }
        }
    }

    private static Optional<Recording> recording(String name, JsonNode exchange) {
        String endpoint = exchange.path("endpoint").asString();
        JsonNode request = exchange.path("request");
        JsonNode response = exchange.path("response");
        Optional<String> path = Stream.of(
                        "/chat/completions", "/completions", "/embeddings", "/moderations", "/images/generations")
                .filter(endpoint::endsWith)
                .findFirst();
        String type = response.path("headers").path("content-type").path(0).asString("");
        String body = request.path("body").asString("");
        String reply = response.path("body").asString("");
        boolean usable = path.isPresent()
                && !request.path("base64").asBoolean()
                && !response.path("base64").asBoolean()
                && body.startsWith("{")
                && JSON.readTree(body).path("model").isString()
                && (type.startsWith("text/event-stream") || (type.contains("json") && reply.startsWith("{")));
        // the azure recordings name their model in the path, and one provider's stream is of another dialect
        boolean other = type.startsWith("text/event-stream") && !reply.contains("[DONE]");
        return usable && !other
                ? Optional.of(new Recording(
                        name,
                        "/v1" + path.get(),
                        body,
                        response.path("status").asInt(),
                        type,
                        response.path("headers").has("content-encoding"),
                        reply))
                : Optional.empty();
    }

    private static Optional<Path> data() {
        String set = System.getenv("PIUP_DATA");
        Path path = set == null ? Path.of("../../shared/data") : Path.of(set);
        return Optional.of(path).filter(Files::isDirectory);
    }
}
