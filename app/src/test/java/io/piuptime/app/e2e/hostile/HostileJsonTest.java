package io.piuptime.app.e2e.hostile;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.piuptime.app.e2e.GatewayUnderTest;
import io.piuptime.testkit.fake.FakeOpenAi;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** JSON that is broken, extreme or of the wrong form, at every path: refused in the words of that path's dialect. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileJsonTest {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final List<String> WRONG =
            List.of("null", "true", "7", "-1.5e300", "\"x\"", "[]", "[7]", "[[]]", "{}", "{\"type\":7}");

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private FakeOpenAi providers;
    private GatewayUnderTest gateway;

    @BeforeAll
    void starts(@TempDir Path folder) throws IOException {
        providers = FakeOpenAi.start().always(Inlet::answer);
        gateway = GatewayUnderTest.start(folder, Inlet.config(providers.port()));
    }

    @AfterAll
    void stops() {
        gateway.close();
        providers.close();
        client.close();
    }

    @ParameterizedTest
    @EnumSource
    void an_honest_body_is_answered(Inlet inlet) throws Exception {
        HttpResponse<String> reply = post(inlet, inlet.body().getBytes(UTF_8));

        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource
    void what_is_no_json_is_refused(Inlet inlet) throws Exception {
        String body = inlet.body();
        List<String> bodies = List.of(
                "",
                " ",
                "{",
                "nope",
                "[]",
                "7",
                "null",
                "\"text\"",
                body.substring(0, body.length() - 1),
                body + "}",
                body + body,
                "\uFEFF" + body,
                inlet.with("01"),
                inlet.with("NaN"),
                inlet.with("'x'"),
                inlet.with("\"\t\""),
                inlet.with("\"\\x\""),
                inlet.with("[1,]"),
                inlet.with("{\"a\":1,}"),
                inlet.with("/**/1"),
                inlet.with("1 2"));
        for (String one : bodies) {
            refused(inlet, one, post(inlet, one.getBytes(UTF_8)));
        }
        gateway.awaitQuiet();
    }

    @ParameterizedTest
    @EnumSource
    void text_in_another_encoding_is_refused(Inlet inlet) throws Exception {
        for (byte[] wrong : List.of(
                new byte[] {(byte) 0xff},
                new byte[] {(byte) 0xc3},
                new byte[] {(byte) 0xc0, (byte) 0xaf},
                new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
                new byte[] {(byte) 0xf5, (byte) 0x80, (byte) 0x80, (byte) 0x80})) {
            refused(inlet, "wrong bytes", post(inlet, inX(inlet, wrong)));
        }
        refused(inlet, "UTF-16", post(inlet, inlet.body().getBytes(UTF_16LE)));
    }

    @ParameterizedTest
    @EnumSource
    void deep_nesting_is_refused_at_any_depth_and_costs_nothing(Inlet inlet) throws Exception {
        for (int depth : new int[] {1_000, 100_000}) {
            refused(
                    inlet,
                    depth + " lists",
                    post(
                            inlet,
                            inlet.with("[".repeat(depth) + "]".repeat(depth)).getBytes(UTF_8)));
            refused(
                    inlet,
                    depth + " open lists",
                    post(inlet, inlet.with("[".repeat(depth)).getBytes(UTF_8)));
            refused(
                    inlet,
                    depth + " objects",
                    post(inlet, inlet.with("{\"a\":".repeat(depth)).getBytes(UTF_8)));
        }
        gateway.awaitQuiet();
    }

    @ParameterizedTest
    @EnumSource
    void extremes_are_answered_or_refused_and_never_a_fault(Inlet inlet) throws Exception {
        for (String value : List.of(
                "1e999999",
                "-1e-999999",
                "9".repeat(5_000),
                "0." + "1".repeat(5_000),
                "\"\\ud800\"",
                "\"\\udc00\\ud800\"",
                "\"\\u0000\"",
                "1,\"x\":2",
                "1,\"model\":\"chat\"",
                "1,\"\":1",
                "1,\"__proto__\":{\"a\":1}",
                "[" + "0,".repeat(50_000) + "0]")) {
            answeredOrRefused(inlet, value, post(inlet, inlet.with(value).getBytes(UTF_8)));
        }
        gateway.awaitQuiet();
    }

    @ParameterizedTest
    @EnumSource
    void a_value_of_another_type_is_answered_or_refused_at_every_member(Inlet inlet) throws Exception {
        int refused = 0;
        for (JsonNode body : wrongTypes(JSON.readTree(inlet.body()))) {
            HttpResponse<String> reply = post(inlet, JSON.writeValueAsBytes(body));
            answeredOrRefused(inlet, body.toString(), reply);
            refused += reply.statusCode() == 400 ? 1 : 0;
        }
        assertThat(refused).isPositive();
        gateway.awaitQuiet();
    }

    @ParameterizedTest
    @EnumSource
    void a_text_of_ten_million_bytes_leaves_nothing_behind(Inlet inlet) throws Exception {
        byte[] body = inlet.with("\"" + "é".repeat(5 << 20) + "\"").getBytes(UTF_8);

        HttpResponse<String> reply = post(inlet, body);

        assertThat(reply.statusCode()).as(shortened(reply.body())).isIn(200, 400, 413);
        gateway.awaitQuiet();
    }

    @ParameterizedTest
    @EnumSource
    void none_of_the_broken_files_of_the_suite_is_taken(Inlet inlet) throws Exception {
        for (Path file : suite("n_")) {
            HttpResponse<String> reply = post(inlet, inX(inlet, Files.readAllBytes(file)));
            refused(inlet, String.valueOf(file.getFileName()), reply);
        }
        gateway.awaitQuiet();
    }

    @ParameterizedTest
    @EnumSource
    void every_sound_file_of_the_suite_is_taken(Inlet inlet) throws Exception {
        List<String> wrong = new ArrayList<>();
        for (Path file : suite("y_")) {
            HttpResponse<String> reply = post(inlet, inX(inlet, Files.readAllBytes(file)));
            if (reply.statusCode() != 200) {
                wrong.add(file.getFileName() + ": " + reply.statusCode() + " " + shortened(reply.body()));
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static void refused(Inlet inlet, String what, HttpResponse<String> reply) {
        assertThat(reply.statusCode())
                .as("%s: %s", shortened(what), shortened(reply.body()))
                .isEqualTo(400);
        JsonNode error = JSON.readTree(reply.body());
        assertThat(error.at(inlet.errorAt()).asString("")).as(reply.body()).isNotEmpty();
        assertThat(error.at(inlet.markAt()).asString("")).as(reply.body()).isNotEmpty();
    }

    private static void answeredOrRefused(Inlet inlet, String what, HttpResponse<String> reply) {
        if (reply.statusCode() == 404) {
            // another model was named
            assertThat(JSON.readTree(reply.body()).at(inlet.errorAt()).asString(""))
                    .isNotEmpty();
        } else if (reply.statusCode() != 200) {
            refused(inlet, what, reply);
        }
    }

    /** A copy of the tree for each of its members, with a value of another type there. */
    private static List<JsonNode> wrongTypes(JsonNode body) {
        List<JsonNode> all = new ArrayList<>();
        int places = count(body);
        for (int place = 0; place < places; place++) {
            for (int i = 0; i < 3; i++) {
                JsonNode copy = body.deepCopy();
                replace(copy, place, JSON.readTree(WRONG.get((place * 3 + i) % WRONG.size())));
                all.add(copy);
            }
        }
        return all;
    }

    private static int count(JsonNode node) {
        int count = 0;
        for (JsonNode child : node.values()) {
            count += 1 + count(child);
        }
        return count;
    }

    /** Returns how many places are still to be passed, or a negative number when it was replaced. */
    private static int replace(JsonNode node, int place, JsonNode value) {
        int left = place;
        if (node instanceof ObjectNode object) {
            for (String name : List.copyOf(object.propertyNames())) {
                if (left == 0) {
                    object.set(name, value);
                    return -1;
                }
                left = replace(object.get(name), left - 1, value);
                if (left < 0) {
                    return left;
                }
            }
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                if (left == 0) {
                    array.set(i, value);
                    return -1;
                }
                left = replace(array.get(i), left - 1, value);
                if (left < 0) {
                    return left;
                }
            }
        }
        return left;
    }

    private static byte[] inX(Inlet inlet, byte[] value) {
        String[] around = inlet.with("@@").split("@@", -1);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(around[0].getBytes(UTF_8));
        body.writeBytes(value);
        body.writeBytes(around[1].getBytes(UTF_8));
        return body.toByteArray();
    }

    private HttpResponse<String> post(Inlet inlet, byte[] body) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(gateway.url() + inlet.path()))
                        .header("authorization", "Bearer " + gateway.key())
                        .header("content-type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static List<Path> suite(String prefix) throws IOException {
        String set = System.getenv("PIUP_DATA");
        Path folder =
                (set == null ? Path.of("../../shared/data") : Path.of(set)).resolve("json-JSONTestSuite/test_parsing");
        assumeThat(folder).as("JSONTestSuite, found by PIUP_DATA").isDirectory();
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> String.valueOf(file.getFileName()).startsWith(prefix))
                    .sorted()
                    .toList();
        }
    }

    private static String shortened(String text) {
        return text.length() <= 300 ? text : text.substring(0, 300) + "…";
    }
}
