package io.piuptime.gateway.accept.repeat;

import static io.piuptime.gateway.accept.repeat.Memory.ASKING;
import static io.piuptime.gateway.accept.repeat.Memory.asking;
import static io.piuptime.gateway.accept.repeat.Memory.opening;
import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.gateway.Bytes;
import io.piuptime.model.exchange.Refusal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswersTest {
    private static final Refusal CUT = new Refusal.Internal("cut");

    private final Memory memory = new Memory(64 << 10);
    private final Told follower = new Told();

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 299, 400, 413, 415, 422})
    void a_complete_answer_is_given_again(int status) {
        memory.answered(ASKING, status, 10);
        Recording.Seen seen = memory.again(ASKING, follower).look(0, 100);
        assertThat(seen.opening().map(Opening::status)).contains(status);
        assertThat(seen.part().length()).isEqualTo(10);
        assertThat(seen.close()).contains(new Close.Complete());
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 402, 403, 404, 408, 409, 425, 429, 500, 502, 503, 529})
    void an_answer_that_may_be_another_one_soon_is_not(int status) {
        memory.answered(ASKING, status, 10);
        assertThat(memory.claim(ASKING, follower)).isInstanceOf(Claim.First.class);
        assertThat(memory.answers.size()).isEqualTo(1);
        assertThat(memory.answers.held()).isZero();
    }

    static List<Close> failures() {
        return List.of(
                new Close.Refused(CUT),
                new Close.Broken(CUT, Bytes.EMPTY),
                new Close.Told(CUT),
                new Close.Aborted(CUT));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void an_answer_that_is_not_whole_is_not_given_again_but_whoever_follows_sees_how_it_ended(Close bad) {
        Recording recording = memory.first(ASKING);
        recording.open(opening(200));
        recording.add(Bytes.utf8("half"));
        Recording followed = memory.again(ASKING, follower);
        recording.end(bad);
        assertThat(followed.look(0, 100).close()).contains(bad);
        assertThat(followed.look(0, 100).part().toString()).isEqualTo("half");
        assertThat(memory.claim(ASKING, new Told())).isInstanceOf(Claim.First.class);
        followed.unfollow(follower);
        assertThat(memory.answers.held()).isZero();
    }

    @Test
    void a_different_body_is_refused_whether_the_first_is_under_way_or_over() {
        Fingerprint other = Fingerprint.of("", Bytes.utf8("{\"n\":1}"));
        Recording recording = memory.first(ASKING);
        assertThat(memory.answers.claim(ASKING, other, "x", follower))
                .isInstanceOfSatisfying(
                        Claim.Refused.class,
                        refused -> assertThat(refused.refusal()).isInstanceOf(Refusal.KeyReused.class));
        recording.open(opening(200));
        recording.end(new Close.Complete());
        assertThat(memory.answers.claim(ASKING, other, "x", follower)).isInstanceOf(Claim.Refused.class);
    }

    @Test
    void a_different_query_is_a_different_request() {
        assertThat(Fingerprint.of("alt=sse", Bytes.utf8("{}"))).isNotEqualTo(Memory.BODY);
        assertThat(Fingerprint.of("", Bytes.utf8("{}"))).isEqualTo(Memory.BODY);
    }

    @Test
    void callers_keys_methods_and_paths_are_told_apart() {
        memory.answered(ASKING, 200, 10);
        assertThat(memory.claim(asking("caller-2", "k"), follower)).isInstanceOf(Claim.First.class);
        assertThat(memory.claim(asking("caller-1", "l"), follower)).isInstanceOf(Claim.First.class);
        assertThat(memory.claim(new Asking("caller-1", "POST", "/v1/embeddings", "k"), follower))
                .isInstanceOf(Claim.First.class);
        assertThat(memory.claim(new Asking("caller-1", "PUT", "/v1/chat/completions", "k"), follower))
                .isInstanceOf(Claim.First.class);
    }

    @Test
    void what_a_request_is_known_by_does_not_show_the_choice_of_its_caller() {
        assertThat(asking("caller-1", "secret")).hasToString("POST /v1/chat/completions of caller-1");
    }

    @Test
    void an_answer_is_kept_for_its_time_from_its_end_on() {
        Recording recording = memory.first(ASKING);
        memory.pass(Duration.ofHours(1));
        recording.open(opening(200));
        recording.end(new Close.Complete());
        memory.pass(Duration.ofMinutes(10).minusNanos(1));
        recording = memory.again(ASKING, follower);
        recording.unfollow(follower);
        memory.pass(Duration.ofNanos(1));
        memory.answers.sweep();
        assertThat(memory.answers.size()).isZero();
        assertThat(memory.answers.held()).isZero();
        assertThat(memory.claim(ASKING, follower)).isInstanceOf(Claim.First.class);
    }

    @Test
    void one_under_way_is_not_forgotten_however_long_it_takes() {
        memory.first(ASKING);
        memory.pass(Duration.ofDays(1));
        assertThat(memory.claim(ASKING, follower)).isInstanceOf(Claim.Again.class);
    }

    @Test
    void the_oldest_make_room_and_memory_stays_bounded() {
        for (int i = 0; i < 100; i++) {
            memory.answered(asking("caller-1", "k" + i), 200, 4000);
            assertThat(memory.answers.held()).isLessThanOrEqualTo(64 << 10);
        }
        assertThat(memory.answers.size()).isBetween(10, 16);
        assertThat(memory.claim(asking("caller-1", "k0"), follower)).isInstanceOf(Claim.First.class);
        assertThat(memory.claim(asking("caller-1", "k99"), follower)).isInstanceOf(Claim.Again.class);
    }

    @Test
    void smaller_bounds_hold_at_once() {
        memory.answered(asking("caller-1", "k0"), 200, 4000);
        memory.answered(asking("caller-1", "k1"), 200, 4000);
        memory.answers.bound(new Bounds(Duration.ofMinutes(10), 5000));
        assertThat(memory.answers.size()).isEqualTo(1);
        assertThat(memory.answers.held()).isBetween(4000L, 5000L);
        memory.pass(Duration.ofMinutes(1));
        memory.answers.bound(new Bounds(Duration.ofSeconds(1), 5000));
        assertThat(memory.answers.size()).isZero();
    }

    @Test
    void an_answer_that_is_too_large_is_in_use_until_its_end_and_asked_afresh_afterwards() {
        Recording recording = memory.first(ASKING);
        recording.open(opening(200));
        Recording followed = memory.again(ASKING, follower);
        recording.add(Bytes.of(new byte[8 << 10]));
        assertThat(memory.answers.held()).isZero();
        assertThat(followed.look(0, 100).close()).contains(new Close.TooLarge());
        assertThat(memory.claim(ASKING, new Told()))
                .isInstanceOfSatisfying(
                        Claim.Refused.class,
                        refused -> assertThat(refused.refusal()).isInstanceOf(Refusal.KeyInUse.class));
        recording.add(Bytes.of(new byte[8 << 10]));
        recording.end(new Close.Complete());
        assertThat(memory.claim(ASKING, new Told())).isInstanceOf(Claim.First.class);
        assertThat(memory.answers.held()).isZero();
    }

    @Test
    void answers_under_way_share_the_memory_too() {
        int small = 0;
        for (int i = 0; i < 20; i++) {
            Recording recording = memory.first(asking("caller-1", "k" + i));
            recording.open(opening(200));
            recording.add(Bytes.of(new byte[7000]));
            small += recording.look(0, 1).close().isEmpty() ? 1 : 0;
        }
        assertThat(small).isBetween(7, 9);
        assertThat(memory.answers.held()).isLessThanOrEqualTo(64 << 10);
    }

    @Test
    void one_that_made_room_can_be_read_to_its_end_by_those_who_follow_it() {
        memory.answered(ASKING, 200, 4000);
        Recording followed = memory.again(ASKING, follower);
        for (int i = 0; i < 20; i++) {
            memory.answered(asking("caller-1", "k" + i), 200, 4000);
        }
        assertThat(followed.look(0, 8000).part().length()).isEqualTo(4000);
        followed.unfollow(follower);
        assertThat(memory.answers.held()).isLessThanOrEqualTo(64 << 10);
    }
}
