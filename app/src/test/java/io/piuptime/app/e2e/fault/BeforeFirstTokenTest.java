package io.piuptime.app.e2e.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.testkit.wall.SixtyWords;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a caller sees when a target fails before its first token, and another one is well. */
@Timeout(60)
final class BeforeFirstTokenTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final String SHORT_TIMERS =
            "timers: {first-token-with-alternative: 500ms, first-token: 8s, between-events: 8s, connect: 500ms}";

    @TempDir
    private Path folder;

    @Test
    void a_limit_that_ends_soon_is_waited_for_and_the_answer_is_the_targets_own() throws Exception {
        try (Walled walled = Walled.start(folder, LONG, "", "fb-s01", Walled.WELL)) {
            long begin = System.nanoTime();
            HttpResponse<String> reply = walled.ask();

            assertThat(Duration.ofNanos(System.nanoTime() - begin))
                    .isBetween(Duration.ofSeconds(1), Duration.ofMillis(2500));
            answered(reply, "p0/fb-s01", 2);
            assertThat(walled.asked()).containsExactly("fb-s01", "fb-s01");
        }
    }

    @Test
    void a_limit_without_an_end_is_left_and_its_target_is_asked_less() throws Exception {
        try (Walled walled = Walled.start(folder, LONG, "", "fb-s02", Walled.WELL)) {
            HttpResponse<String> first = walled.ask();
            for (int i = 0; i < 5; i++) {
                answered(walled.ask(), "p1/fb-ok", -1);
            }

            answered(first, "p1/fb-ok", 2);
            assertThat(first.headers().firstValue("x-piup-fallback-reason")).contains("rate");
            assertThat(walled.asked().stream().filter("fb-s02"::equals).count()).isBetween(1L, 6L);
        }
    }

    @Test
    void one_failure_is_asked_again_and_answered_by_the_same_target() throws Exception {
        try (Walled walled = Walled.start(folder, LONG, "", "fb-s03", Walled.WELL)) {
            answered(walled.ask(), "p0/fb-s03", 2);
            assertThat(walled.asked()).containsExactly("fb-s03", "fb-s03");
        }
    }

    @Test
    void a_target_that_always_fails_is_left_and_after_five_failures_no_longer_asked() throws Exception {
        try (Walled walled = Walled.start(folder, LONG, "", "fb-s04", Walled.WELL)) {
            for (int i = 0; i < 8; i++) {
                answered(walled.ask(), "p1/fb-ok", -1);
            }

            assertThat(walled.asked().stream().filter("fb-s04"::equals).count()).isBetween(5L, 6L);
        }
    }

    @Test
    void the_providers_own_error_is_told_when_nobody_else_is_left() throws Exception {
        try (Walled walled = Walled.start(folder, LONG, "", "fb-s04")) {
            HttpResponse<String> reply = walled.ask();

            assertThat(reply.statusCode()).isEqualTo(503);
            assertThat(reply.body()).contains("the engine is overloaded");
            assertThat(reply.headers().firstValue("x-should-retry")).contains("false");
            assertThat(walled.asked()).hasSize(2);
        }
    }

    @Test
    void a_connection_that_is_reset_before_the_head_is_made_again() throws Exception {
        try (Walled walled = Walled.start(folder, LONG, "", "fb-s05", Walled.WELL)) {
            answered(walled.ask(), "p0/fb-s05", 2);
            assertThat(walled.asked()).containsExactly("fb-s05", "fb-s05");
        }
    }

    @ParameterizedTest
    @CsvSource({"fb-s06, nothing at all", "fb-s07, a head and no token", "wall-pings, comments and no token"})
    void who_keeps_silent_is_asked_once_and_left_in_time(String model, String says) throws Exception {
        try (Walled walled = Walled.start(folder, LONG, SHORT_TIMERS, model, Walled.WELL)) {
            long begin = System.nanoTime();
            HttpResponse<String> reply = walled.askStream();

            assertThat(Duration.ofNanos(System.nanoTime() - begin))
                    .as(says)
                    .isBetween(Duration.ofMillis(500), Duration.ofMillis(2500));
            streamed(reply, "p1/fb-ok");
            assertThat(reply.headers().firstValue("x-piup-fallback-reason")).contains("silent");
            assertThat(walled.asked()).containsExactly(model, "fb-ok");
        }
    }

    @Test
    void a_slow_first_token_is_waited_for_where_nobody_else_is_left() throws Exception {
        try (Walled walled = Walled.start(folder, Duration.ofSeconds(1), SHORT_TIMERS, "fb-s07")) {
            streamed(walled.askStream(), "p0/fb-s07");
            assertThat(walled.asked()).containsExactly("fb-s07");
        }
    }

    @ParameterizedTest
    @CsvSource({"wall-crowded-event, overloaded, 2", "wall-quota-event, money, 1"})
    void an_error_event_before_the_first_token_counts_as_its_status(String model, String reason, int askedTimes)
            throws Exception {
        try (Walled walled = Walled.start(folder, LONG, "", model, Walled.WELL)) {
            HttpResponse<String> reply = walled.askStream();
            HttpResponse<String> next = walled.askStream();

            streamed(reply, "p1/fb-ok");
            assertThat(reply.headers().firstValue("x-piup-fallback-reason")).contains(reason);
            streamed(next, "p1/fb-ok");
            assertThat(walled.asked().subList(0, askedTimes + 1).stream()
                            .filter(model::equals)
                            .count())
                    .isEqualTo(askedTimes);
        }
    }

    @Test
    void a_key_that_is_refused_is_left_at_once_and_not_asked_again() throws Exception {
        try (Walled walled =
                Walled.start(folder, LONG, "", "dead-a@wall-keys", "dead-b@wall-keys", "good@wall-keys", Walled.WELL)) {
            HttpResponse<String> first = walled.ask();
            answered(first, "p2/wall-keys", 3);
            assertThat(first.headers().firstValue("x-piup-fallback-reason")).contains("credential");

            answered(walled.ask(), "p2/wall-keys", 1);
            assertThat(walled.asked()).hasSize(4);
        }
    }

    @Test
    void keys_that_are_all_refused_are_a_502_and_never_the_callers_401() throws Exception {
        try (Walled walled = Walled.start(folder, LONG, "", "dead-a@wall-keys", "dead-b@wall-keys")) {
            HttpResponse<String> reply = walled.ask();

            assertThat(reply.statusCode()).isEqualTo(502);
            assertThat(reply.body())
                    .contains("upstream_credentials_exhausted")
                    .doesNotContain("dead-a")
                    .doesNotContain("dead-b");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"wall-payment", "wall-quota"})
    void an_account_without_money_is_left_and_not_asked_again(String model) throws Exception {
        try (Walled walled = Walled.start(folder, LONG, "", model, Walled.WELL)) {
            HttpResponse<String> first = walled.ask();
            answered(first, "p1/fb-ok", 2);
            assertThat(first.headers().firstValue("x-piup-fallback-reason")).contains("money");

            for (int i = 0; i < 5; i++) {
                answered(walled.ask(), "p1/fb-ok", 1);
            }
            assertThat(walled.asked().stream().filter(model::equals)).hasSize(1);
        }
    }

    @Test
    void what_is_too_long_for_one_is_asked_of_another_and_not_again_of_the_same() throws Exception {
        try (Walled walled = Walled.start(folder, LONG, "", "fb-s12", Walled.WELL)) {
            answered(walled.ask(), "p1/fb-ok", 2);
            assertThat(walled.asked()).containsExactly("fb-s12", "fb-ok");
        }
    }

    @Test
    void what_is_too_long_for_all_is_told_as_the_provider_said_it() throws Exception {
        try (Walled walled = Walled.start(folder, LONG, "", "fb-s12")) {
            HttpResponse<String> reply = walled.ask();

            assertThat(reply.statusCode()).isEqualTo(400);
            assertThat(reply.body()).contains("context_length_exceeded");
            assertThat(walled.asked()).hasSize(1);
        }
    }

    @Test
    void what_a_content_filter_refuses_is_told_and_asked_of_nobody_else() throws Exception {
        try (Walled walled = Walled.start(folder, LONG, "", "fb-s13", Walled.WELL)) {
            HttpResponse<String> reply = walled.ask();

            assertThat(reply.statusCode()).isEqualTo(400);
            assertThat(reply.body()).contains("content_policy_violation", "the safety system rejected this request");
            assertThat(walled.asked()).containsExactly("fb-s13");
        }
    }

    @Test
    void a_redirect_takes_nobody_elsewhere_and_another_target_answers() throws Exception {
        try (Walled walled = Walled.start(folder, LONG, "", "wall-redirect", Walled.WELL)) {
            answered(walled.ask(), "p1/fb-ok", 2);
            assertThat(walled.asked()).containsExactly("wall-redirect", "fb-ok");
        }
    }

    @Test
    void when_all_fail_before_a_token_the_first_ones_status_is_the_answers() throws Exception {
        try (Walled walled = Walled.start(folder, LONG, "", "wall-quota-event", "wall-payment")) {
            HttpResponse<String> reply = walled.askStream();

            assertThat(reply.statusCode()).isEqualTo(429);
            assertThat(reply.headers().firstValue("content-type")).contains("application/json");
            assertThat(reply.body()).contains("insufficient_quota").doesNotContain("role", "data:");
            assertThat(walled.asked()).containsExactly("wall-quota-event", "wall-payment");
        }
    }

    private static void answered(HttpResponse<String> reply, String target, int attempts) {
        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
        assertThat(reply.body()).contains(SixtyWords.TEXT);
        assertThat(reply.headers().firstValue("x-piup-target")).contains(target);
        if (attempts > 0) {
            assertThat(reply.headers().firstValue("x-piup-attempts")).contains(Integer.toString(attempts));
        }
    }

    private static void streamed(HttpResponse<String> reply, String target) {
        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
        assertThat(reply.headers().firstValue("x-piup-target")).contains(target);
        assertThat(reply.body()).contains(" whole.").endsWith("data: [DONE]\n\n");
    }
}
