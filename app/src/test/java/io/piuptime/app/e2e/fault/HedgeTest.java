package io.piuptime.app.e2e.fault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.app.e2e.GatewayUnderTest;
import io.piuptime.testkit.fake.FakeOpenAi;
import io.piuptime.testkit.fake.Received;
import io.piuptime.testkit.raw.Header;
import io.piuptime.testkit.raw.RawHttp;
import io.piuptime.testkit.script.Ending;
import io.piuptime.testkit.script.Script;
import io.piuptime.testkit.script.Usage;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A target that is slow with its first word, and a second that is asked meanwhile: one answer, of one of them. */
class HedgeTest {
    private static final String CHAT = "/v1/chat/completions";
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration PROMPT = Duration.ofMillis(200);
    private static final Duration LATER = Duration.ofMillis(700);

    @TempDir
    private Path folder;

    private FakeOpenAi slow;
    private FakeOpenAi other;
    private GatewayUnderTest gateway;

    @BeforeEach
    void start() throws Exception {
        slow = FakeOpenAi.start();
        other = FakeOpenAi.start();
        gateway = GatewayUnderTest.start(folder, """
                providers:
                  slow: {base-url: "%s", api-key: "sk-slow-0123456789"}
                  other: {base-url: "%s", api-key: "sk-other-0123456789"}
                  again: {base-url: "%s", api-key: "sk-again-0123456789"}
                  first: {base-url: "%s", api-key: "sk-first-0123456789", max-in-flight: 1}
                  second: {base-url: "%s", api-key: "sk-second-0123456789", max-in-flight: 1}
                models:
                  m: {hedge: {after: 200ms, extra-percent: 100}, targets: [{provider: slow}, {provider: other}]}
                  going-on: {stream-recovery: continue, hedge: {after: 200ms, extra-percent: 100},
                             targets: [{provider: slow}, {provider: other}]}
                  held: {stream-recovery: buffered, hedge: {after: 200ms, extra-percent: 100},
                         targets: [{provider: slow}, {provider: other}]}
                  frugal: {hedge: {after: 200ms, extra-percent: 1}, targets: [{provider: slow}, {provider: other}]}
                  learning: {hedge: {extra-percent: 100}, targets: [{provider: slow}, {provider: other}]}
                  same-house: {hedge: {after: 200ms, extra-percent: 100}, targets: [{provider: slow}, {provider: again}]}
                  narrow: {hedge: {after: 200ms, extra-percent: 100}, targets: [{provider: first}, {provider: second}]}
                  plain: {targets: [{provider: slow}, {provider: other}]}
                drain: {lag: 0s, grace: 1s}
                """.formatted(
                        slow.baseUrl(), other.baseUrl(), slow.baseUrl(), slow.baseUrl(), other.baseUrl()));
    }

    @AfterEach
    void stop() {
        gateway.close();
        other.close();
        slow.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void the_second_answers_while_the_first_is_silent_and_the_first_is_let_go(boolean streams) throws Exception {
        slow.next(Script.silence());
        other.next(Script.chat("the second", " says"));

        HttpResponse<String> reply = gateway.post(CHAT, ask("m", streams));

        answered(reply, "other/m", "the second", " says");
        letGo(slow, other);
        assertThat(slow.requests()).hasSize(1);
        assertThat(record())
                .contains("\"attempts\":2", "\"ending\":\"complete\"", "\"target\":\"other/m\"")
                .containsPattern("slow/m lost \\d+ms, other/m answered \\d+ms");
        hedged(1, 1);
    }

    @Test
    void a_head_without_a_word_is_silence_and_nothing_of_it_is_told() throws Exception {
        slow.next(Script.stallAfterHead(Script.chat("never")));
        other.next(Script.chat("once"));

        HttpResponse<String> reply = gateway.post(CHAT, ask("m", true));

        answered(reply, "other/m", "once");
        assertThat(reply.body()).doesNotContain("never");
        letGo(slow, other);
    }

    @Test
    void headers_are_those_of_the_one_that_answers() throws Exception {
        slow.next(Script.late(headed("x-slow", "{\"choices\":[],\"usage\":{}}"), Duration.ofSeconds(5)));
        other.next(headed("x-other", "{\"choices\":[{\"message\":{\"content\":\"hi\"}}]}"));

        HttpResponse<String> reply = gateway.post(CHAT, ask("m", false));

        assertThat(reply.headers().firstValue("x-other")).contains("yes");
        assertThat(reply.headers().firstValue("x-slow")).isEmpty();
        assertThat(reply.body()).contains("hi");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void the_first_wins_at_the_last_moment_and_the_second_is_let_go(boolean streams) throws Exception {
        slow.next(Script.late(Script.chat("the first", " after all"), LATER));
        other.next(Script.stallAfterHead(Script.chat("never")));

        HttpResponse<String> reply = gateway.post(CHAT, ask("m", streams));

        answered(reply, "slow/m", "the first", " after all");
        assertThat(reply.body()).doesNotContain("never");
        assertThat(other.requests()).singleElement().matches(HedgeTest::isClosedSoon);
        assertThat(record()).containsPattern("other/m lost \\d+ms, slow/m answered \\d+ms");
        hedged(1, 0);
    }

    @ParameterizedTest
    @CsvSource({"500, true", "500, false", "429, true", "503, false"})
    void a_second_that_fails_leaves_the_first_its_time(int status, boolean streams) throws Exception {
        slow.next(Script.late(Script.chat("the first"), LATER));
        other.next(Script.error(status, "server_error", "tripped"));

        HttpResponse<String> reply = gateway.post(CHAT, ask("m", streams));

        answered(reply, "slow/m", "the first");
        assertThat(reply.body()).doesNotContain("tripped");
        assertThat(other.requests()).hasSize(1);
        hedged(1, 0);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_first_that_fails_leaves_the_second_its_time(boolean streams) throws Exception {
        slow.next(Script.late(Script.error(500, "server_error", "tripped"), Duration.ofMillis(400)));
        other.next(Script.late(Script.chat("the second"), LATER));

        HttpResponse<String> reply = gateway.post(CHAT, ask("m", streams));

        answered(reply, "other/m", "the second");
        assertThat(slow.requests()).hasSize(1);
        assertThat(record()).containsPattern("slow/m server \\d+ms, other/m answered \\d+ms");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void both_fail_and_the_third_attempt_answers(boolean streams) throws Exception {
        slow.next(
                Script.late(Script.error(500, "server_error", "tripped"), LATER), Script.chat("the third", " attempt"));
        other.next(Script.error(500, "server_error", "tripped too"));

        HttpResponse<String> reply = gateway.post(CHAT, ask("m", streams));

        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(reply.headers().firstValue("x-piup-attempts")).contains("3");
        assertThat(reply.body()).contains("the third", " attempt").doesNotContain("tripped");
        assertThat(record()).contains("\"attempts\":3");
    }

    @Test
    void both_fail_for_good_and_the_first_failure_is_told() throws Exception {
        slow.always(_ -> Script.late(Script.error(500, "server_error", "the slow one tripped"), LATER));
        other.always(_ -> Script.error(503, "server_error", "the other one tripped"));

        HttpResponse<String> reply = gateway.post(CHAT, ask("m", true));

        assertThat(reply.statusCode()).isEqualTo(503);
        assertThat(reply.body()).contains("the other one tripped");
        assertThat(reply.headers().firstValue("x-should-retry")).contains("false");
        assertThat(slow.requests().size() + other.requests().size()).isEqualTo(3);
        hedged(1, 0);
    }

    @Test
    void a_request_that_is_wrong_is_told_so_by_the_second_and_the_first_is_let_go() throws Exception {
        slow.next(Script.silence());
        other.next(Script.error(400, "invalid_request_error", "no such thing"));

        HttpResponse<String> reply = gateway.post(CHAT, ask("m", true));

        assertThat(reply.statusCode()).isEqualTo(400);
        assertThat(reply.body()).contains("no such thing");
        letGo(slow, other);
    }

    @Test
    void a_caller_who_leaves_takes_both_along() throws Exception {
        slow.next(Script.silence());
        other.next(Script.stallAfterHead(Script.chat("never")));
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port());
                RawHttp caller = RawHttp.over(socket, PATIENCE)) {
            caller.send(RawHttp.post(CHAT, ask("m", true), new Header("Authorization", "Bearer " + gateway.key())));
            assertThat(other.awaitRequests(1, PATIENCE).getFirst().awaitAnswered(PATIENCE))
                    .isTrue();
            long left = System.nanoTime();
            caller.reset();
            for (Received one : Stream.concat(slow.requests().stream(), other.requests().stream())
                    .toList()) {
                assertThat(one.awaitClosed(PATIENCE)).isTrue();
                assertThat(Duration.ofNanos(one.closedAtNanos() - left)).isLessThan(PROMPT);
            }
        }
        gateway.awaitQuiet();
        assertThat(record()).contains("\"ending\":\"abandoned\"", "\"attempts\":2");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void an_answer_is_of_one_of_them_however_near_the_other_was(boolean streams) throws Exception {
        AtomicInteger turn = new AtomicInteger();
        slow.always(_ -> Script.late(slowly("A", "B", "C"), Duration.ofMillis(200 + turn.getAndIncrement() % 80)));
        other.always(_ -> Script.late(slowly("X", "Y", "Z"), Duration.ofMillis(turn.get() % 20)));
        List<Future<String>> replies = new ArrayList<>();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 80; i++) {
                replies.add(callers.submit(
                        () -> gateway.post(CHAT, ask("m", streams)).body()));
            }
        }
        for (Future<String> reply : replies) {
            String words = words(reply.get());
            assertThat(words).isIn("ABC", "XYZ");
        }
        gateway.awaitQuiet();
        assertThat(gateway.records()).hasSize(80).allMatch(record -> record.contains("\"complete\""));
    }

    @Test
    void places_at_targets_are_given_back_however_it_ends() throws Exception {
        slow.next(Script.silence(), Script.late(Script.chat("late"), LATER), Script.error(400, "no", "no"));
        other.next(Script.chat("soon"), Script.silence());

        answered(gateway.post(CHAT, ask("narrow", true)), "second/narrow", "soon");
        answered(gateway.post(CHAT, ask("narrow", true)), "first/narrow", "late");
        assertThat(gateway.post(CHAT, ask("narrow", true)).statusCode()).isEqualTo(400);

        slow.next(Script.silence());
        other.next(Script.chat("again"));
        HttpResponse<String> last = gateway.post(CHAT, ask("narrow", true));
        answered(last, "second/narrow", "again");
        assertThat(last.headers().firstValue("x-piup-queued-ms")).isEmpty();
    }

    @Test
    void what_was_held_of_the_one_that_loses_is_given_back() throws Exception {
        slow.next(Script.cutAtByte(Script.answer(200, "{\"choices\":[]}"), 8, Ending.HANG));
        other.next(Script.chat("soon"));

        answered(gateway.post(CHAT, ask("m", false)), "other/m", "soon");

        gateway.awaitQuiet();
        assertThat(gateway.meter("piup_buffered_bytes")).isZero();
    }

    @Test
    void a_stream_that_won_and_broke_is_gone_on_with_where_the_model_wants_that() throws Exception {
        slow.next(Script.silence());
        Script cut = Script.cut(Script.chat("one", " two", " three"), 3, Ending.RST);
        other.next(cut, Script.chat("one", " two", " three"));

        HttpResponse<String> reply = gateway.post(CHAT, ask("going-on", true));

        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(reply.body())
                .containsOnlyOnce("\"one\"")
                .containsOnlyOnce(" three")
                .contains("[DONE]");
        assertThat(record()).contains("\"ending\":\"complete\"", "\"attempts\":3");
    }

    @Test
    void a_stream_that_is_told_when_it_is_whole_wins_by_its_first_word() throws Exception {
        slow.next(Script.late(Script.chat("too", " late"), LATER));
        other.next(Script.chat("one", " two"));

        HttpResponse<String> reply = gateway.post(CHAT, ask("held", true));

        answered(reply, "other/held", "one", " two");
        letGo(slow, other);
    }

    @Test
    void nobody_is_asked_whom_the_budget_does_not_allow() throws Exception {
        slow.always(_ -> Script.late(Script.chat("late"), LATER));

        answered(gateway.post(CHAT, ask("frugal", true)), "slow/frugal", "late");

        assertThat(other.requests()).isEmpty();
        hedged(0, 0);
    }

    @Test
    void nobody_is_asked_before_it_is_known_what_is_slow() throws Exception {
        slow.next(Script.late(Script.chat("late"), LATER));
        answered(gateway.post(CHAT, ask("learning", true)), "slow/learning", "late");
        assertThat(other.requests()).isEmpty();
    }

    @Test
    void what_is_slow_is_learned() throws Exception {
        for (int i = 0; i < 100; i++) {
            gateway.post(CHAT, ask("learning", true));
        }
        assertThat(other.requests()).isEmpty();
        slow.next(Script.silence());
        other.next(Script.chat("soon"));

        answered(gateway.post(CHAT, ask("learning", true)), "other/learning", "soon");
    }

    @Test
    void nobody_is_asked_who_would_fail_together_with_the_first() throws Exception {
        slow.next(Script.late(Script.chat("late"), LATER));
        answered(gateway.post(CHAT, ask("same-house", true)), "slow/same-house", "late");
        assertThat(slow.requests()).hasSize(1);
    }

    @Test
    void nobody_is_asked_where_a_provider_would_do_something() throws Exception {
        slow.next(Script.late(Script.chat("late"), LATER));
        String tools = ask("m", true).replace("\"stream\"", "\"tools\":[{\"type\":\"web_search\"}],\"stream\"");
        answered(gateway.post(CHAT, tools), "slow/m", "late");
        assertThat(other.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void without_being_asked_for_there_is_exactly_one_request(boolean streams) throws Exception {
        slow.next(Script.late(Script.chat("late"), LATER));

        HttpResponse<String> reply = gateway.post(CHAT, ask("plain", streams));

        answered(reply, "slow/plain", "late");
        assertThat(reply.headers().firstValue("x-piup-attempts")).contains("1");
        assertThat(reply.headers().firstValue("x-piup-fallback-reason")).isEmpty();
        assertThat(slow.requests()).hasSize(1);
        assertThat(other.requests()).isEmpty();
    }

    /** Goes on for a while after its first word. */
    private static Script slowly(String... words) {
        return new Script.Chat(
                List.of(words), Optional.of(new Usage(10, 3)), "stop", Optional.empty(), Duration.ofMillis(40));
    }

    private static Script headed(String name, String json) {
        return Script.answer(
                200,
                List.of(new Header("content-type", "application/json"), new Header(name, "yes")),
                json.getBytes(UTF_8));
    }

    /** Those of the fakes' words that are in a reply, in order. */
    private static String words(String body) {
        return Pattern.compile("\"content\":\"([A-Z]+)\"")
                .matcher(body)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.joining());
    }

    private static String ask(String model, boolean streams) {
        return "{\"model\":\"" + model + "\",\"stream\":" + streams
                + ",\"messages\":[{\"role\":\"user\",\"content\":\"go\"}]}";
    }

    private static void answered(HttpResponse<String> reply, String target, String... words) {
        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
        assertThat(reply.headers().firstValue("x-piup-target")).contains(target);
        boolean asked = reply.headers().firstValue("x-piup-attempts").orElse("").equals("2");
        assertThat(reply.headers().firstValue("x-piup-fallback-reason").isPresent())
                .isEqualTo(asked);
        boolean events = reply.headers().firstValue("content-type").orElse("").startsWith("text/event-stream");
        if (events) {
            for (String word : words) {
                assertThat(reply.body()).containsOnlyOnce("\"" + word + "\"");
            }
            assertThat(reply.body()).containsOnlyOnce("[DONE]");
        } else {
            assertThat(reply.body()).containsOnlyOnce("\"" + String.join("", words) + "\"");
        }
    }

    /** The loser's request ends within a moment of the winner's coming. */
    private static void letGo(FakeOpenAi loser, FakeOpenAi winner) throws InterruptedException {
        Received lost = loser.requests().getFirst();
        assertThat(lost.awaitClosed(PATIENCE)).isTrue();
        assertThat(Duration.ofNanos(
                        lost.closedAtNanos() - winner.requests().getFirst().headAtNanos()))
                .isLessThan(PROMPT);
    }

    private static boolean isClosedSoon(Received one) {
        try {
            return one.awaitClosed(PROMPT);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private String record() throws Exception {
        gateway.awaitQuiet();
        return gateway.records().getFirst();
    }

    private void hedged(int begun, int won) {
        assertThat(gateway.meter("piup_hedges_total")).isEqualTo(begun);
        assertThat(gateway.meter("piup_hedges_won_total")).isEqualTo(won);
    }
}
