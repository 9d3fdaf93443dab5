package io.piuptime.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.piuptime.testkit.fake.FakeOpenAi;
import io.piuptime.testkit.script.Script;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Callers over HTTP/2 in the clear: many exchanges on one connection, each with an end of its own. */
class Http2Test {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String ASK = "{\"model\":\"m\",\"messages\":[]}";
    private static final String ASK_STREAM = "{\"model\":\"m\",\"stream\":true,\"messages\":[]}";

    @TempDir
    private Path folder;

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private FakeOpenAi fake;
    private HttpClient client;
    private GatewayUnderTest gateway;

    @BeforeEach
    void start() throws Exception {
        fake = FakeOpenAi.start();
        client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
        gateway = GatewayUnderTest.start(
                folder,
                GatewayUnderTest.passingTo(fake.baseUrl()) + "limits: {idle-time: 300ms}\n"
                        + "timers: {caller-stall: 400ms}\n");
        log.start();
        root().addAppender(log);
    }

    @AfterEach
    void stop() {
        root().detachAppender(log);
        client.close();
        gateway.close();
        fake.close();
    }

    @Test
    void serves_many_at_once_and_has_nothing_to_complain_of() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> replies = new ArrayList<>();
        assertThat(client.send(post(ASK), HttpResponse.BodyHandlers.ofString()).version())
                .isEqualTo(HttpClient.Version.HTTP_2);
        for (int i = 0; i < 40; i++) {
            replies.add(client.sendAsync(post(i % 2 == 0 ? ASK : ASK_STREAM), HttpResponse.BodyHandlers.ofString()));
        }
        for (CompletableFuture<HttpResponse<String>> reply : replies) {
            assertThat(reply.get().statusCode()).isEqualTo(200);
            assertThat(reply.get().version()).isEqualTo(HttpClient.Version.HTTP_2);
        }
        gateway.awaitQuiet();
        assertThat(errors()).isEmpty();
    }

    @Test
    void a_stream_that_is_cancelled_ends_alone() throws Exception {
        assertThat(client.send(post(ASK), HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(200);
        fake.next(Script.stallAfter(Script.chat("one", "two"), 2));
        fake.next(Script.late(Script.chat("the other"), Duration.ofMillis(500)));
        HttpResponse<InputStream> stalled = client.send(post(ASK_STREAM), HttpResponse.BodyHandlers.ofInputStream());
        CompletableFuture<HttpResponse<String>> other =
                client.sendAsync(post(ASK), HttpResponse.BodyHandlers.ofString());
        fake.awaitRequests(3, PATIENCE);
        stalled.body().close();
        assertThat(fake.requests().get(1).awaitClosed(PATIENCE)).isTrue();
        assertThat(other.get().body()).contains("the other");
        gateway.awaitQuiet();
        assertThat(gateway.records())
                .hasSize(3)
                .anyMatch(one -> one.contains("\"ending\":\"abandoned\""))
                .filteredOn(one -> one.contains("\"ending\":\"complete\""))
                .hasSize(2);
        assertThat(errors()).isEmpty();
    }

    @Test
    void a_stream_that_nobody_reads_is_cut_and_leaves_nothing() throws Exception {
        fake.next(Script.tooManyBytes(1));
        client.send(post(ASK), HttpResponse.BodyHandlers.ofString());
        String frame = "data: {\"choices\":[{\"delta\":{\"content\":\"" + "x".repeat(60_000) + "\"}}]}\n\n";
        fake.always(_ -> Script.stream(Duration.ZERO, frame.repeat(600)));
        HttpResponse<InputStream> unread = client.send(post(ASK_STREAM), HttpResponse.BodyHandlers.ofInputStream());
        assertThat(fake.awaitRequests(2, PATIENCE).getLast().awaitClosed(PATIENCE))
                .isTrue();
        gateway.awaitQuiet();
        assertThat(gateway.records().getFirst()).contains("\"ending\":\"broken\"", "request_timeout");
        assertThat(errors()).isEmpty();
        unread.body().close();
    }

    private List<String> errors() {
        return log.list.stream()
                .filter(event -> event.getLevel().isGreaterOrEqual(Level.ERROR))
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }

    private HttpRequest post(String json) throws IOException {
        return HttpRequest.newBuilder(URI.create(gateway.url() + "/v1/chat/completions"))
                .header("authorization", "Bearer " + gateway.key())
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build();
    }
}
