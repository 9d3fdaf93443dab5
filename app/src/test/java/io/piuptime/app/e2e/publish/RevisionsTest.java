package io.piuptime.app.e2e.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import io.piuptime.app.cli.Cli;
import io.piuptime.app.e2e.GatewayUnderTest;
import io.piuptime.testkit.fake.FakeOpenAi;
import io.piuptime.testkit.raw.Await;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Configuration that is published to all nodes, as one of them takes it. */
class RevisionsTest {
    private static final String REVISIONS = "/admin/v1/revisions";
    private static final Duration FIVE_SECONDS = Duration.ofSeconds(5);

    private static final int PUBLICATIONS = 5;

    @TempDir
    private Path folder;

    private final Names names = new Names();
    private FakeOpenAi provider;
    private GatewayUnderTest gateway;

    @BeforeEach
    void start() throws IOException {
        provider = FakeOpenAi.start();
        startGateway();
    }

    @AfterEach
    void stop() {
        gateway.close();
        provider.close();
    }

    @Test
    void a_document_is_in_force_when_its_publishing_was_answered() throws Exception {
        assertThat(ask("fast").statusCode()).isEqualTo(404);

        HttpResponse<String> published = gateway.admin("POST", REVISIONS + "?why=for%20a%20test", document("fast"));

        assertThat(published.statusCode()).as(published.body()).isEqualTo(201);
        assertThat(ask("fast").statusCode()).isEqualTo(200);
        assertThat(ask("own").statusCode()).isEqualTo(200);
        assertThat(gateway.admin(REVISIONS).body()).contains("\"inForce\":1", "for a test");
        assertThat(gateway.admin("/health").body() + gateway.admin("/readyz").body())
                .doesNotContain("sk-");
    }

    @Test
    void going_back_takes_out_what_came() throws Exception {
        publish(document("fast"));
        publish(document("slow"));
        assertThat(ask("fast").statusCode()).isEqualTo(404);

        assertThat(gateway.admin("POST", REVISIONS + "/1/rollback", "").statusCode())
                .isEqualTo(201);

        assertThat(ask("fast").statusCode()).isEqualTo(200);
        assertThat(ask("slow").statusCode()).isEqualTo(404);
        assertThat(gateway.admin(REVISIONS + "/3/diff").body()).contains("- ", "+ ", "fast", "slow");
    }

    @Test
    void what_was_published_is_there_after_a_restart_without_the_store() throws Exception {
        publish(document("fast"));
        gateway.close();
        try (Stream<Path> files = Files.list(folder.resolve("data"))) {
            for (Path file : files.filter(path -> path.getFileName().toString().startsWith("piup.db"))
                    .toList()) {
                Files.delete(file);
            }
        }
        Files.createDirectory(folder.resolve("data/piup.db"));

        startGateway();

        assertThat(ask("fast").statusCode()).isEqualTo(200);
    }

    @Test
    void a_kept_document_that_somebody_changed_is_not_taken() throws Exception {
        publish(document("fast"));
        gateway.close();
        Path kept = folder.resolve("data/published.yaml");
        Files.writeString(kept, Files.readString(kept).replace("fast", "evil"));
        try (Stream<Path> files = Files.list(folder.resolve("data"))) {
            for (Path file : files.filter(path -> path.getFileName().toString().startsWith("piup.db"))
                    .toList()) {
                Files.delete(file);
            }
        }
        Files.createDirectory(folder.resolve("data/piup.db"));

        startGateway();

        assertThat(ask("evil").statusCode()).isEqualTo(404);
        assertThat(ask("own").statusCode()).isEqualTo(200);
    }

    @Test
    void of_two_models_of_one_name_the_nodes_own_counts() throws Exception {
        publish(document("own"));

        assertThat(ask("own").statusCode()).isEqualTo(200);
        assertThat(provider.last().text()).contains("\"mine\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "listen: {port: 1}",
                "providers: {p: {base-url: \"https://a.test/v1\", api-key: sk-0123}}",
                "providers: {p: {base-url: \"https://a.test/v1\", api-key: \"${HOME}\"}}",
                "providers: {p: {base-url: \"https://a.test/v1\", headers: {x: \"${file:/etc/passwd}\"}}}",
                "providers: {p: {base-url: \"https://a.test/v1\", proxy: \"http://10.0.0.1:3128\"}}",
                "providers: {p: {base-url: \"https://a.test/v1\", ca-file: /etc/passwd}}",
                "providers: {p: {base-url: \"https://a.test/v1\", metrics: \"http://10.0.0.1/metrics\"}}",
                "providers: {p: {base-url: \"https://a.test/v1\", signs: google-oauth}}",
                "providers: {p: {base-url: \"https://a.test/v1\", signs: sigv4}}",
                "providers: {vertex: {credentials: {credentials-file: \"secret:x\"}, settings: {project: a}}}",
                "providers: {azure: {settings: {resource: somebody-elses}}}",
                "catalogue: {providers: {openai: {speaks: [{dialect: openai-chat, url: \"https://a.test/v1\"}]}}}",
                "models: {m: {targets: [{provider: nobody, model: m}]}}",
                "models: {m: {targetz: []}}",
                "not yaml: [",
                "- a",
                "models: {m: {news: 1, targets: [{provider: own, model: m}]}}"
            })
    void what_is_wrong_is_told_and_not_published(String document) throws Exception {
        HttpResponse<String> reply = gateway.admin("POST", REVISIONS, document);

        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(422);
        assertThat(reply.body()).contains("expected").doesNotContain("sk-0123");
        assertThat(gateway.admin(REVISIONS).body()).contains("\"inForce\":0");
    }

    @Test
    void a_key_of_a_later_version_is_left_out_if_the_document_says_so() throws Exception {
        publish("may-ignore: [news]\nmodels: {fast: {news: 1, targets: [{provider: mine, model: m}]}}");

        assertThat(ask("fast").statusCode()).isEqualTo(200);
    }

    @Test
    void a_changed_file_is_joined_with_what_was_published() throws Exception {
        publish(document("fast"));

        assertThat(gateway.reload(yaml("renamed")).statusCode()).isEqualTo(200);

        assertThat(ask("fast").statusCode()).isEqualTo(200);
        assertThat(ask("renamed").statusCode()).isEqualTo(200);
        assertThat(ask("own").statusCode()).isEqualTo(404);
    }

    @Test
    void ten_thousand_models_are_published_within_two_seconds() throws Exception {
        publish("models: {first: {targets: [{provider: mine, model: m}]}}");
        Duration best = Duration.ofDays(1);
        for (int round = 0; round < PUBLICATIONS; round++) {
            String document = models(round);
            assertThat(document.length())
                    .as("more than the 1 MiB of a node's own file")
                    .isGreaterThan(1 << 20);
            Stopwatch watch = new Stopwatch();
            publish(document);
            best = Collections.min(List.of(best, watch.spent()));
            assertThat(ask("m09999-" + round).statusCode()).isEqualTo(200);
        }
        System.out.println("publish_10k_ms " + best.toMillis());
        assertThat(best).isLessThanOrEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void a_document_of_more_than_sixteen_mebibytes_is_refused() throws Exception {
        HttpResponse<String> refused = gateway.admin("POST", REVISIONS, "# " + "x".repeat(16 << 20));
        assertThat(refused.statusCode()).isEqualTo(413);
        publish("# " + "x".repeat((16 << 20) - 1000) + "\n" + document("fast"));
        assertThat(ask("fast").statusCode()).isEqualTo(200);
    }

    /** What something takes: time, or the work of the process where others keep it from the processors. */
    private record Stopwatch(long time, long work) {
        Stopwatch() {
            this(System.nanoTime(), worked());
        }

        Duration spent() {
            return Duration.ofNanos(Math.min(System.nanoTime() - time, worked() - work));
        }

        private static long worked() {
            return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class)
                    .getProcessCpuTime();
        }
    }

    private static String models(int round) {
        return IntStream.range(0, 10_000)
                .mapToObj(number -> ("  m%05d-%d: {targets: [{provider: mine, model: m, price: in=2 out=6},"
                                + " {provider: mine, model: another-model-%05d, price: in=3 out=9}]}")
                        .formatted(number, round, number))
                .collect(Collectors.joining("\n", "models:\n", "\n"));
    }

    @Test
    void the_command_line_publishes_lists_compares_and_goes_back() throws Exception {
        Path file = folder.resolve("published.yaml");
        Files.writeString(file, document("fast"));

        assertThat(run("config", "publish", file.toString(), "--why", "more")).contains("Revision 1 was published");
        Files.writeString(file, document("slow"));
        run("config", "publish", file.toString());
        assertThat(run("config", "list")).containsPattern("1 +20.* more").contains("serves by revision 2");
        assertThat(run("config", "show", "1")).isEqualTo(document("fast"));
        assertThat(run("config", "diff", "2")).contains("- ").contains("+ ");
        assertThat(run("config", "rollback", "1")).contains("Revision 3 was published");
        assertThat(ask("fast").statusCode()).isEqualTo(200);
        Await.until(
                "the node has said so", FIVE_SECONDS, () -> run("nodes").matches("(?s).*node-[0-9a-f]+ .* 3 .*none.*"));
        assertThat(run("config", "show", "9")).contains("No revision has the number '9'");
    }

    private String run(String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
        List<String> all = Stream.concat(
                        Stream.of(words),
                        Stream.of("--data", folder.resolve("data").toString()))
                .toList();
        new Cli(InstantSource.system(), InputStream.nullInputStream()).run(all, print, print, Map.of());
        return out.toString(StandardCharsets.UTF_8);
    }

    private void startGateway() throws IOException {
        gateway = GatewayUnderTest.start(folder, yaml("own"), Map.of(), List.of(), names);
    }

    private String yaml(String model) {
        return """
                providers: {mine: {base-url: "%s"}}
                models: {%s: {targets: [{provider: mine, model: mine}]}}
                guard: {allow: [127.0.0.1/32]}
                drain: {lag: 0s, grace: 1s}
                discovery: {local: false}
                """.formatted(provider.baseUrl(), model);
    }

    private String document(String model) {
        return """
                providers: {theirs: {base-url: "http://models.test:%d/v1"}}
                models:
                  %s: {targets: [{provider: theirs, model: theirs}]}
                """.formatted(provider.port(), model);
    }

    private void publish(String document) throws IOException, InterruptedException {
        HttpResponse<String> reply = gateway.admin("POST", REVISIONS, document);
        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(201);
    }

    private HttpResponse<String> ask(String model) throws IOException, InterruptedException {
        return gateway.post(
                "/v1/chat/completions",
                "{\"model\": \"" + model + "\", \"messages\": [{\"role\": \"user\", \"content\": \"hello\"}]}");
    }
}
