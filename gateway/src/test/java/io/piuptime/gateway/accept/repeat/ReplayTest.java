package io.piuptime.gateway.accept.repeat;

import static io.piuptime.gateway.accept.repeat.Memory.ASKING;
import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.gateway.Bytes;
import io.piuptime.model.exchange.Refusal;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A recorder and replays of it, on one loop that runs when it is told to. */
class ReplayTest {
    private static final Refusal CUT = new Refusal.Internal("cut");

    private final Memory memory = new Memory(64 << 10);
    private final ArrayDeque<Runnable> loop = new ArrayDeque<>();
    private final List<Runnable> impatient = new ArrayList<>();
    private final List<String> ended = new ArrayList<>();
    private final Heard first = new Heard();
    private final Heard second = new Heard();
    private final Recording recording = memory.first(ASKING);
    private final Recorder recorder = new Recorder(first, recording, () -> ended.add("ended"));

    private Replay follow() {
        Replay replay =
                new Replay(second, loop::add, refusal -> Buffer.buffer("event: " + refusal.message()), impatient::add);
        replay.begin(memory.again(ASKING, replay));
        return replay;
    }

    private void turn() {
        while (!loop.isEmpty()) {
            loop.remove().run();
        }
    }

    @Test
    void a_whole_answer_comes_to_both_with_its_headers() {
        follow();
        recorder.headers().set("content-type", "application/json");
        recorder.whole(200, Buffer.buffer("{}"));
        turn();
        assertThat(first.heard).containsExactly("whole 200 {}");
        assertThat(second.heard).containsExactly("whole 200 {}");
        assertThat(second.headers().get("content-type")).isEqualTo("application/json");
        assertThat(first.headers().get("content-type")).isEqualTo("application/json");
        assertThat(ended).isEmpty();
    }

    @Test
    void a_stream_comes_from_its_beginning_and_then_as_it_comes() {
        recorder.head(200, -1);
        recorder.write(Buffer.buffer("a"));
        recorder.write(Buffer.buffer("b"));
        follow();
        assertThat(second.heard).containsExactly("head 200 -1", "write ab");
        recorder.write(Buffer.buffer("c"));
        turn();
        recorder.end(Buffer.buffer("d"));
        turn();
        assertThat(second.heard).containsExactly("head 200 -1", "write ab", "write c", "write d", "end ");
    }

    @Test
    void what_came_between_two_turns_is_one_write() {
        follow();
        recorder.head(200, -1);
        recorder.write(Buffer.buffer("a"));
        recorder.write(Buffer.buffer("b"));
        assertThat(loop).as("one call for three moves").hasSize(1);
        turn();
        assertThat(second.heard).containsExactly("head 200 -1", "write ab");
    }

    @Test
    void a_refusal_comes_to_both() {
        follow();
        recorder.refuse(CUT);
        turn();
        assertThat(first.heard).containsExactly("refuse cut");
        assertThat(second.heard).containsExactly("refuse cut");
    }

    @Test
    void broken_streams_end_alike() {
        follow();
        recorder.head(200, -1);
        recorder.write(Buffer.buffer("a"));
        recorder.breakOff(CUT, Buffer.buffer("event"));
        recorder.end(Buffer.buffer("ignored"));
        turn();
        assertThat(first.heard).containsExactly("head 200 -1", "write a", "break cut event");
        assertThat(second.heard).containsExactly("head 200 -1", "write a", "break cut event");
    }

    @Test
    void a_stream_that_tells_its_own_end_tells_it_to_both() {
        follow();
        recorder.head(200, -1);
        recorder.endTold(CUT, Buffer.buffer("sorry"));
        turn();
        assertThat(first.heard).containsExactly("head 200 -1", "told cut sorry");
        assertThat(second.heard).containsExactly("head 200 -1", "write sorry", "told cut ");
    }

    @Test
    void a_fault_of_ours_cuts_the_first_and_is_told_to_the_other_if_it_still_can_be() {
        follow();
        recorder.abort(CUT);
        turn();
        assertThat(first.heard).containsExactly("abort cut");
        assertThat(second.heard).containsExactly("refuse cut");
    }

    @Test
    void silence_is_bridged_for_both_and_a_head_for_it_is_the_only_one() {
        follow();
        recorder.heartbeat(Buffer.buffer(":"));
        turn();
        recorder.head(201, 5);
        recorder.end(Buffer.buffer("a"));
        turn();
        assertThat(first.heard).containsExactly("beat :", "end a");
        assertThat(second.heard).containsExactly("head 200 -1", "beat :", "write a", "end ");
    }

    @Test
    void one_who_reads_slowly_gets_the_rest_when_there_is_room() {
        second.room = false;
        follow();
        recorder.head(200, -1);
        recorder.write(Buffer.buffer("a"));
        turn();
        recorder.end(Buffer.buffer("b"));
        turn();
        assertThat(second.heard).containsExactly("head 200 -1", "write a");
        second.room = true;
        second.drain.run();
        turn();
        assertThat(second.heard).endsWith("write b", "end ");
        impatient.forEach(Runnable::run);
        assertThat(second.heard).endsWith("end ");
    }

    @Test
    void one_who_reads_nothing_for_too_long_is_cut_and_the_first_is_not() {
        second.room = false;
        follow();
        recorder.head(200, -1);
        recorder.write(Buffer.buffer("a"));
        turn();
        impatient.forEach(Runnable::run);
        assertThat(second.heard.getLast()).startsWith("break The caller left the answer unread");
        recorder.end(Buffer.buffer("b"));
        assertThat(first.heard).endsWith("end b");
    }

    @Test
    void an_answer_that_grows_too_large_ends_for_those_who_follow_and_goes_on_for_the_first() {
        follow();
        recorder.whole(200, Buffer.buffer("x".repeat(9 << 10)));
        turn();
        assertThat(first.heard).singleElement().asString().startsWith("whole 200 xxx");
        assertThat(second.heard).singleElement().asString().startsWith("refuse Idempotency-Key: the answer");
        assertThat(memory.answers.held()).isZero();
    }

    @Test
    void a_first_caller_who_leaves_hears_nothing_more_while_the_other_gets_all() {
        follow();
        recorder.head(200, -1);
        first.room = false;
        List<String> resumed = new ArrayList<>();
        assertThat(recorder.write(Buffer.buffer("a"))).isFalse();
        recorder.onDrain(() -> resumed.add("resumed"));
        assertThat(recorder.leave(() -> {})).isTrue();
        assertThat(resumed).as("nobody slows the source down any more").containsExactly("resumed");
        first.drain.run();
        assertThat(resumed).hasSize(1);
        assertThat(recorder.write(Buffer.buffer("b"))).isTrue();
        recorder.end(Buffer.buffer("c"));
        turn();
        assertThat(first.heard).containsExactly("head 200 -1", "write a");
        assertThat(second.heard).containsExactly("head 200 -1", "write abc", "end ");
        assertThat(ended).containsExactly("ended");
    }

    @Test
    void when_the_last_follower_leaves_too_the_source_is_stopped_once() {
        Replay replay = follow();
        List<String> deserted = new ArrayList<>();
        assertThat(recorder.leave(() -> deserted.add("deserted"))).isTrue();
        replay.leave();
        assertThat(deserted).containsExactly("deserted");
        assertThat(recorder.stop()).isTrue();
        assertThat(recorder.stop()).isFalse();
        recorder.whole(200, Buffer.buffer("late"));
        assertThat(ended).isEmpty();
        assertThat(second.heard).isEmpty();
    }

    @Test
    void a_replay_that_is_broken_off_tells_so_where_it_stands() {
        Replay early = follow();
        early.breakOff(CUT);
        assertThat(second.heard).containsExactly("refuse cut");
        second.heard.clear();
        Replay late = follow();
        recorder.head(200, -1);
        recorder.write(Buffer.buffer("a"));
        turn();
        late.breakOff(CUT);
        recorder.write(Buffer.buffer("b"));
        turn();
        assertThat(second.heard).containsExactly("head 200 -1", "write a", "break cut event: cut");
    }

    @Test
    void a_long_answer_is_read_in_parts() {
        Memory large = new Memory(8 << 20);
        Recording recorded = large.first(ASKING);
        recorded.open(Memory.opening(200));
        recorded.add(Bytes.of(new byte[150 << 10]));
        recorded.end(new Close.Complete());
        Replay replay = new Replay(second, loop::add, _ -> Buffer.buffer(), impatient::add);
        replay.begin(large.again(ASKING, replay));
        assertThat(second.heard.stream().map(line -> line.length() - "write ".length()))
                .containsExactly("head 200 -1".length() - 6, 64 << 10, 64 << 10, 22 << 10, "end ".length() - 6);
    }
}
