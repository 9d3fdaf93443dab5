package io.piuptime.app.e2e.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.app.e2e.GatewayUnderTest;
import io.piuptime.testkit.raw.Await;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What callers see of targets that take only so many requests at once. */
@Timeout(60)
class QueueingTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String WAITING = "piup_queue_waiting";

    @TempDir
    private Path folder;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private HeldUpstream upstream;
    private HeldUpstream other;
    private GatewayUnderTest gateway;

    @BeforeEach
    void start() throws IOException {
        upstream = new HeldUpstream();
        other = new HeldUpstream();
        gateway = GatewayUnderTest.start(folder, config(""));
    }

    @AfterEach
    void stop() {
        gateway.close();
        upstream.close();
        other.close();
        client.close();
    }

    @Test
    void waits_for_a_place_and_says_for_how_long() throws Exception {
        CompletableFuture<HttpResponse<String>> first = ask("m", "standard", "first");
        awaitCame(upstream, "first");
        CompletableFuture<HttpResponse<String>> second = ask("m", "standard", "second");
        awaitWaiting(1);
        assertThat(upstream.came()).containsExactly("first");

        upstream.answer(2);
        assertThat(first.get().headers().firstValue("x-piup-queued-ms")).isEmpty();
        assertThat(second.get().statusCode()).isEqualTo(200);
        assertThat(second.get().headers().firstValue("x-piup-queued-ms")).isPresent();
        assertThat(upstream.came()).containsExactly("first", "second");
        assertThat(gateway.records()).anyMatch(record -> record.contains("\"trail\":\"standard queued "));
        awaitWaiting(0);
    }

    @Test
    void what_somebody_looks_at_goes_before_what_nobody_waits_for() throws Exception {
        CompletableFuture<?> running = ask("m", "standard", "running");
        awaitCame(upstream, "running");
        CompletableFuture<?> batch = ask("m", "batch", "batch");
        awaitWaiting(1);
        CompletableFuture<?> standard = ask("m", "standard", "standard");
        awaitWaiting(2);
        CompletableFuture<?> interactive = ask("m", "interactive", "interactive");
        awaitWaiting(3);

        upstream.answer(4);
        CompletableFuture.allOf(running, batch, standard, interactive).join();
        assertThat(upstream.came()).containsExactly("running", "interactive", "standard", "batch");
    }

    @Test
    void says_that_no_place_was_found_in_time() throws Exception {
        assertThat(gateway.reload(config("timers: {place: 200ms}")).statusCode())
                .isEqualTo(200);
        CompletableFuture<HttpResponse<String>> running = ask("m", "standard", "running");
        awaitCame(upstream, "running");

        HttpResponse<String> late = ask("m", "standard", "late").get();
        assertThat(late.statusCode()).isEqualTo(503);
        assertThat(late.body())
                .contains("\"overloaded\"")
                .contains(
                        "The targets of model 'm' are at their limits, and none had a place within 200 ms; try again.");
        assertThat(late.headers().firstValue("retry-after")).isPresent();
        assertThat(upstream.came()).containsExactly("running");

        upstream.answer(1);
        assertThat(running.get().statusCode()).isEqualTo(200);
    }

    @Test
    void a_fallback_with_a_place_is_better_than_a_queue() throws Exception {
        CompletableFuture<?> first = ask("spills", "standard", "first");
        awaitCame(upstream, "first");
        other.answer(1);
        HttpResponse<String> second = ask("spills", "standard", "second").get();
        assertThat(second.statusCode()).isEqualTo(200);
        assertThat(second.headers().firstValue("x-piup-target")).contains("other/m");
        assertThat(second.headers().firstValue("x-piup-queued-ms")).isEmpty();
        assertThat(first).isNotDone();
    }

    @Test
    void one_model_s_crowd_takes_no_place_of_another_s() throws Exception {
        List<CompletableFuture<?>> crowd = new ArrayList<>();
        for (int at = 0; at < 21; at++) {
            crowd.add(ask("m", "standard", "waits"));
        }
        awaitWaiting(20);
        other.answer(1);
        assertThat(ask("free", "batch", "another").get().statusCode()).isEqualTo(200);
        assertThat(crowd).noneMatch(CompletableFuture::isDone);
    }

    @Test
    void who_leaves_the_queue_is_never_asked_for() throws Exception {
        CompletableFuture<HttpResponse<String>> running = ask("m", "standard", "running");
        awaitCame(upstream, "running");
        CompletableFuture<HttpResponse<String>> leaves = ask("m", "standard", "leaves");
        awaitWaiting(1);
        leaves.cancel(true);
        awaitWaiting(0);
        CompletableFuture<HttpResponse<String>> next = ask("m", "standard", "next");
        awaitWaiting(1);

        upstream.answer(2);
        assertThat(running.get().statusCode()).isEqualTo(200);
        assertThat(next.get().statusCode()).isEqualTo(200);
        assertThat(upstream.came()).containsExactly("running", "next");
        gateway.awaitQuiet();
    }

    @Test
    void hundreds_share_a_place_without_one_being_lost() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> all =
                Stream.generate(() -> ask("m", "standard", "one")).limit(300).toList();
        upstream.answer(300);
        CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
        assertThat(all).allMatch(one -> one.join().statusCode() == 200);
        assertThat(upstream.came()).hasSize(300);
        gateway.awaitQuiet();
    }

    @Test
    void a_priority_that_is_none_is_refused() throws Exception {
        HttpResponse<String> wrong = ask("m", "urgent", "x").get();
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(wrong.body())
                .contains("invalid_priority")
                .contains("x-piup-priority: 'urgent' (expected: critical, interactive, standard or batch)");
    }

    private String config(String more) {
        return """
                providers:
                  upstream: {base-url: "%s", dialect: openai-chat, api-key: "sk-upstream", max-in-flight: 1}
                  other: {base-url: "%s", dialect: openai-chat, api-key: "sk-other"}
                models:
                  m: {targets: [{provider: upstream, model: m}]}
                  spills: {targets: [{provider: upstream, model: m}], fallbacks: [free]}
                  free: {targets: [{provider: other, model: m}]}
                drain: {lag: 0s, grace: 1s}
                %s
                """.formatted(upstream.baseUrl(), other.baseUrl(), more);
    }

    private CompletableFuture<HttpResponse<String>> ask(String model, String priority, String says) {
        try {
            return client.sendAsync(
                    HttpRequest.newBuilder(URI.create(gateway.url() + "/v1/chat/completions"))
                            .header("authorization", "Bearer " + gateway.key())
                            .header("content-type", "application/json")
                            .header("x-piup-priority", priority)
                            .POST(HttpRequest.BodyPublishers.ofString("""
                                    {"model":"%s","messages":[{"role":"user","content":"%s"}]}""".formatted(model, says)))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void awaitCame(HeldUpstream upstream, String what) {
        Await.until("came: " + what, PATIENCE, () -> upstream.came().contains(what));
    }

    private void awaitWaiting(int count) {
        Await.until("waiting: " + count, PATIENCE, () -> gateway.meter(WAITING) == count);
    }
}
