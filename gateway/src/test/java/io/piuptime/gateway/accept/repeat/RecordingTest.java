package io.piuptime.gateway.accept.repeat;

import static io.piuptime.gateway.accept.repeat.Memory.ASKING;
import static io.piuptime.gateway.accept.repeat.Memory.opening;
import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.gateway.Bytes;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordingTest {
    private final Memory memory = new Memory(1 << 20);
    private final Recording recording = memory.first(ASKING);
    private final Told follower = new Told();
    private final List<String> deserted = new ArrayList<>();

    @Test
    void a_follower_reads_from_the_beginning_and_is_told_of_more() {
        recording.open(opening(200));
        recording.add(Bytes.utf8("one "));
        memory.again(ASKING, follower);
        assertThat(recording.look(0, 100).part().toString()).isEqualTo("one ");
        assertThat(recording.look(0, 100).close()).isEmpty();
        recording.add(Bytes.utf8("two"));
        recording.end(new Close.Complete());
        assertThat(follower.moves).hasValue(2);
        assertThat(recording.look(4, 100).part().toString()).isEqualTo("two");
        assertThat(recording.look(4, 100).close()).contains(new Close.Complete());
    }

    @Test
    void an_end_is_seen_with_the_last_bytes_alone() {
        recording.open(opening(200));
        recording.add(Bytes.utf8("123456"));
        recording.end(new Close.Complete());
        assertThat(recording.look(0, 4).part().toString()).isEqualTo("1234");
        assertThat(recording.look(0, 4).close()).isEmpty();
        assertThat(recording.look(4, 4).close()).isPresent();
        assertThat(recording.look(6, 4).part().length()).isZero();
    }

    @Test
    void what_is_written_is_copied_and_what_was_read_stays() {
        byte[] bytes = {'a', 'b'};
        recording.open(opening(200));
        recording.add(Bytes.of(bytes));
        Bytes seen = recording.look(0, 100).part();
        bytes[0] = 'x';
        recording.add(Bytes.of(new byte[100_000]));
        assertThat(seen.toString()).isEqualTo("ab");
    }

    @Test
    void a_beat_is_told_and_not_kept() {
        memory.again(ASKING, follower);
        recording.beat(Bytes.utf8(": still here"));
        assertThat(follower.beats).hasValue(1);
        assertThat(recording.look(0, 100).part().length()).isZero();
    }

    @Test
    void the_first_end_counts_and_nothing_follows_it() {
        recording.open(opening(200));
        recording.end(new Close.Complete());
        recording.add(Bytes.utf8("late"));
        recording.open(opening(500));
        recording.end(new Close.Deserted());
        Recording.Seen seen = recording.look(0, 100);
        assertThat(seen.part().length()).isZero();
        assertThat(seen.opening().map(Opening::status)).contains(200);
        assertThat(seen.close()).contains(new Close.Complete());
        assertThat(memory.claim(ASKING, follower)).isInstanceOf(Claim.Again.class);
    }

    @Test
    void a_caller_who_leaves_alone_ends_it_and_the_next_is_asked_afresh() {
        assertThat(recording.leave(() -> deserted.add("deserted"))).isFalse();
        assertThat(memory.claim(ASKING, follower)).isInstanceOf(Claim.First.class);
        assertThat(deserted).isEmpty();
    }

    @Test
    void a_caller_who_leaves_others_behind_does_not_end_it() {
        memory.again(ASKING, follower);
        assertThat(recording.leave(() -> deserted.add("deserted"))).isTrue();
        recording.open(opening(200));
        recording.end(new Close.Complete());
        recording.unfollow(follower);
        assertThat(deserted).isEmpty();
        assertThat(memory.claim(ASKING, follower)).isInstanceOf(Claim.Again.class);
    }

    @Test
    void the_last_of_those_left_behind_ends_it() {
        Told other = new Told();
        memory.again(ASKING, follower);
        memory.again(ASKING, other);
        assertThat(recording.leave(() -> deserted.add("deserted"))).isTrue();
        recording.unfollow(follower);
        assertThat(deserted).isEmpty();
        recording.unfollow(other);
        recording.unfollow(other);
        assertThat(deserted).containsExactly("deserted");
        assertThat(memory.claim(ASKING, follower)).isInstanceOf(Claim.First.class);
    }

    @Test
    void those_who_follow_may_leave_while_the_first_stays() {
        memory.again(ASKING, follower);
        recording.unfollow(follower);
        recording.open(opening(200));
        recording.end(new Close.Complete());
        assertThat(memory.claim(ASKING, follower)).isInstanceOf(Claim.Again.class);
    }
}
