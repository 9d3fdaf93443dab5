package io.piuptime.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.gateway.budget.kept.TallyFile;
import io.piuptime.testkit.fake.FakeOpenAi;
import io.piuptime.testkit.raw.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is counted of long windows outlives the process. */
@Timeout(120)
class KeptLimitsTest {
    private static final String CHAT =
            "{\"model\":\"m\",\"user\":\"ann\",\"max_tokens\":50,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";

    @TempDir
    Path folder;

    private FakeOpenAi provider;
    private ProcessUnderTest gateway;

    @BeforeEach
    void prepare() throws Exception {
        provider = FakeOpenAi.start();
        gateway = new ProcessUnderTest(folder, folder.resolve("data"));
        Files.writeString(gateway.config(), """
                providers: {p: {base-url: "%s", dialect: openai-chat, api-key: "sk-upstream-0123456789"}}
                models:
                  m:
                    targets: [{provider: p}]
                    limits:
                      - {measure: requests, window: total, amount: 5}
                      - {measure: requests, window: rolling 30d, amount: 4, each: end-user}
                discovery: {local: false}
                """.formatted(provider.baseUrl()));
    }

    @AfterEach
    void stop() {
        gateway.close();
        provider.close();
    }

    @Test
    void a_restart_goes_on_where_it_ended() throws Exception {
        Process first = gateway.launch(Map.of());
        ask(3);
        ProcessUnderTest.signal(first, "TERM");
        assertThat(first.waitFor(30, TimeUnit.SECONDS)).isTrue();

        gateway.launch(Map.of());

        exhausted();
    }

    @Test
    void what_was_on_the_disk_at_a_kill_stays_counted() throws Exception {
        Process first = gateway.launch(Map.of());
        ask(3);
        Await.until("the counts on the disk", Duration.ofSeconds(20), () -> kept().equals(List.of(3L, 3L)));
        first.destroyForcibly().waitFor();

        gateway.launch(Map.of());

        exhausted();
    }

    /** How much of each limit the disk knows. */
    private List<Long> kept() {
        try {
            return new TallyFile(gateway.data())
                    .read(System.currentTimeMillis()).stream()
                            .map(tally -> tally.used().stream()
                                    .mapToLong(Long::longValue)
                                    .sum())
                            .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void ask(int times) throws Exception {
        for (int i = 0; i < times; i++) {
            assertThat(send().statusCode()).isEqualTo(200);
        }
    }

    private void exhausted() throws Exception {
        assertThat(send().headers().firstValue("x-ratelimit-remaining-requests"))
                .contains("0");
        HttpResponse<String> refused = send();
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.body()).contains("of each end user of the model is reached");
    }

    private HttpResponse<String> send() throws Exception {
        return gateway.send(gateway.post("/v1/chat/completions", CHAT).build());
    }
}
