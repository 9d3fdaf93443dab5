package io.piuptime.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.testkit.fake.FakeOpenAi;
import io.piuptime.testkit.raw.Await;
import io.piuptime.testkit.raw.Header;
import io.piuptime.testkit.raw.RawHttp;
import io.piuptime.testkit.script.Script;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process whose heap is nearly full of exchanges that nobody ends. */
@Timeout(120)
class MemoryLimitTest {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final String CHAT = "/v1/chat/completions";
    private static final String OPTIONS = "-Xmx40m -Xmn8m -XX:MaxDirectMemorySize=256m -XX:+ExitOnOutOfMemoryError";
    private static final int AT_ONCE = 150;
    private static final int MOST = 40 * AT_ONCE;

    @TempDir
    private Path folder;

    private FakeOpenAi fake;
    private ProcessUnderTest gateway;

    @BeforeEach
    void start() throws Exception {
        fake = FakeOpenAi.start();
        gateway = new ProcessUnderTest(folder, folder.resolve("data"));
        Files.writeString(gateway.config(), GatewayUnderTest.passingTo(fake.baseUrl()));
    }

    @AfterEach
    void stop() {
        gateway.close();
        fake.close();
    }

    @Test
    void a_heap_that_fills_up_stops_new_exchanges_and_not_the_process_and_it_recovers() throws Exception {
        fake.always(_ -> Script.silence());
        Process process = gateway.launch(Map.of("JAVA_TOOL_OPTIONS", OPTIONS));
        String body = "{\"model\":\"m\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\""
                + "x".repeat(10_000) + "\"}]}";
        String request = RawHttp.post(CHAT, body, new Header("Authorization", "Bearer " + gateway.key()));
        try (Crowd crowd = new Crowd(gateway.port())) {
            int asked = 0;
            while (crowd.heard("HTTP/1.1 503") == 0 && asked < MOST) {
                crowd.join(AT_ONCE, request);
                asked += AT_ONCE;
                Await.elapsed(Duration.ofMillis(500));
            }
            long refused = crowd.heard("HTTP/1.1 503");
            double under = gateway.meter("piup_exchanges_in_flight");
            System.out.printf("heap of 40 MiB: %d asked, %.0f under way, %d refused%n", asked, under, refused);
            assertThat(refused).as("refused").isPositive();
            assertThat(under).as("under way").isGreaterThan(20);
            assertThat(gateway.admin("/health/deps").body()).contains("short of memory");
            assertThat(gateway.admin("/admin/v1/keys").statusCode()).isEqualTo(200);
            assertThat(process.isAlive()).isTrue();
        }
        Await.until(
                () -> "it has recovered: " + gateway.look("/health/deps"),
                PATIENCE,
                () -> gateway.look("/health/deps").contains("\"pressure\":\"ok\""));
        fake.always(_ -> Script.chat("back"));
        assertThat(gateway.send(gateway.post(CHAT, "{\"model\":\"m\",\"messages\":[]}")
                                .build())
                        .statusCode())
                .isEqualTo(200);
    }
}
