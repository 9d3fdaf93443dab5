package io.piuptime.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.piuptime.control.access.Caller;
import io.piuptime.control.api.Problem;
import io.piuptime.control.api.Seal;
import io.piuptime.control.api.StoreFailedException;
import io.piuptime.gateway.Bytes;
import io.piuptime.gateway.accept.admin.Call;
import io.piuptime.gateway.accept.admin.CallReply;
import io.piuptime.gateway.installation.SharedAnswers;
import io.piuptime.stores.memory.MemoryAnswers;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RepeatsTest {
    private final MemoryAnswers answers = new MemoryAnswers();
    private final AtomicInteger done = new AtomicInteger();
    private Instant now = House.NOW;
    private final Repeats repeats = node(answers);

    @Test
    void answers_the_same_request_as_before_without_doing_it_again() {
        assertThat(send("k", "a").body()).hasToString("1");
        CallReply again = send("k", "a");
        assertThat(again.body()).hasToString("1");
        assertThat(again.headers()).containsEntry("x-piup-replayed", "true");
        assertThat(done).hasValue(1);
    }

    @Test
    void refuses_another_request_under_the_same_key() {
        send("k", "a");
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> send("k", "b"))
                .matches(problem -> problem.status() == 422)
                .withMessageContaining("sent before with another body");
    }

    @Test
    void tells_callers_and_paths_apart() {
        send("k", "a");
        Caller other = new Caller("u", "t", Set.of(), Map.of());
        repeats.answer(other, call("POST", "/x", "k", "a"), this::answer);
        repeats.answer(Caller.token(), call("POST", "/y", "k", "a"), this::answer);
        assertThat(done).hasValue(3);
    }

    @Test
    void remembers_no_failure() {
        for (int i = 0; i < 2; i++) {
            assertThatExceptionOfType(Problem.class)
                    .isThrownBy(() -> repeats.answer(Caller.token(), call("POST", "/x", "k", "a"), () -> {
                        throw Problem.invalid("no", "no");
                    }))
                    .withMessage("no");
        }
        assertThat(send("k", "b").body()).hasToString("1");
    }

    @Test
    void refuses_one_while_the_other_is_under_way() {
        repeats.answer(Caller.token(), call("POST", "/x", "k", "a"), () -> {
            assertThatExceptionOfType(Problem.class)
                    .isThrownBy(() -> send("k", "a"))
                    .matches(problem -> problem.status() == 409);
            return answer();
        });
        assertThat(done).hasValue(1);
    }

    @Test
    void forgets_after_its_time() {
        send("k", "a");
        now = now.plus(SharedAnswers.KEPT);
        send("k", "a");
        assertThat(done).hasValue(2);
    }

    @Test
    void another_node_answers_as_the_first_did() {
        send("k", "a");
        CallReply again = node(answers).answer(Caller.token(), call("POST", "/x", "k", "a"), this::answer);
        assertThat(again.body()).hasToString("1");
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.headers()).containsEntry("x-piup-replayed", "true").containsEntry("etag", "1");
        assertThat(done).hasValue(1);
    }

    @Test
    void keeps_nothing_that_can_be_read() {
        List<Bytes> kept = new ArrayList<>();
        Repeats watched = node(new Watched(answers, kept));
        watched.answer(
                Caller.token(),
                call("POST", "/x", "k", "a"),
                () -> new CallReply(201, Map.of(), Bytes.utf8("piup_canary")));
        assertThat(kept).hasSize(1);
        assertThat(new String(kept.getFirst().copy(), StandardCharsets.ISO_8859_1))
                .doesNotContain("canary", "201");
    }

    @Test
    void what_is_asked_in_the_query_is_part_of_the_request() {
        send("k", "a");
        Call other = new Call(
                "POST",
                "/x",
                Map.of("tenant", "t"),
                Optional.empty(),
                Map.of(Repeats.HEADER, "k"),
                "127.0.0.1",
                Bytes.utf8("a"));
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> repeats.answer(Caller.token(), other, this::answer))
                .matches(problem -> problem.status() == 422);
    }

    @Test
    void what_cannot_be_remembered_is_not_begun_but_what_was_done_is_answered() {
        Failing failing = new Failing(answers);
        Repeats node = node(failing);
        failing.gone = true;
        assertThatExceptionOfType(StoreFailedException.class)
                .isThrownBy(() -> node.answer(Caller.token(), call("POST", "/x", "k", "a"), this::answer));
        assertThat(done).hasValue(0);
        failing.gone = false;
        CallReply reply = node.answer(Caller.token(), call("POST", "/x", "k", "a"), () -> {
            failing.gone = true;
            return answer();
        });
        assertThat(reply.body()).hasToString("1");
    }

    @Test
    void leaves_others_than_posts_alone() {
        repeats.answer(Caller.token(), call("PUT", "/x", "k", "a"), this::answer);
        repeats.answer(Caller.token(), call("PUT", "/x", "k", "a"), this::answer);
        assertThat(done).hasValue(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "\u0000", "ü"})
    void refuses_what_is_no_key(String key) {
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> send(key, "a"))
                .matches(it -> it.status() == 400);
    }

    private CallReply send(String key, String body) {
        return repeats.answer(Caller.token(), call("POST", "/x", key, body), this::answer);
    }

    private CallReply answer() {
        return new CallReply(201, Map.of("etag", "1"), Bytes.utf8(Integer.toString(done.incrementAndGet())));
    }

    private Repeats node(SharedAnswers shared) {
        return new Repeats(shared, new Seal(new byte[32], new SecureRandom()), () -> now);
    }

    /** Shows what is kept. */
    private record Watched(SharedAnswers answers, List<Bytes> kept) implements SharedAnswers {
        @Override
        public Optional<Known> begin(String name, String question, Instant now) {
            return answers.begin(name, question, now);
        }

        @Override
        public void end(String name, Bytes answer) {
            kept.add(answer);
            answers.end(name, answer);
        }

        @Override
        public void drop(String name) {
            answers.drop(name);
        }
    }

    /** Goes away and comes back. */
    private static final class Failing implements SharedAnswers {
        private final SharedAnswers answers;
        private boolean gone;

        Failing(SharedAnswers answers) {
            this.answers = answers;
        }

        @Override
        public Optional<Known> begin(String name, String question, Instant now) {
            return there().begin(name, question, now);
        }

        @Override
        public void end(String name, Bytes answer) {
            there().end(name, answer);
        }

        @Override
        public void drop(String name) {
            there().drop(name);
        }

        private SharedAnswers there() {
            if (gone) {
                throw new IllegalStateException("gone");
            }
            return answers;
        }
    }

    private static Call call(String method, String path, String key, String body) {
        return new Call(
                method, path, Map.of(), Optional.empty(), Map.of(Repeats.HEADER, key), "127.0.0.1", Bytes.utf8(body));
    }
}
