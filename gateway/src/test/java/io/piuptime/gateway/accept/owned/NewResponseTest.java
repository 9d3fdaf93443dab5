package io.piuptime.gateway.accept.owned;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.gateway.Bytes;
import io.piuptime.model.exchange.Refusal;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class NewResponseTest {
    private static final Refusal FULL = new Refusal.Internal("the disk is full");
    private static final Refusal CUT = new Refusal.Internal("cut");

    private final HeardSink caller = new HeardSink();
    private final Notes notes = new Notes();
    private final NewResponse reply = new NewResponse(caller, notes);
    private int resumed;

    /** Finds an id between brackets, and keeps it when it is told to. */
    private static final class Notes implements NewResponse.Notes {
        private final List<String> kept = new ArrayList<>();
        private boolean wanted = true;
        private boolean stopped;
        private Runnable done = () -> {};
        private Consumer<Refusal> failed = _ -> {};

        @Override
        public boolean wanted() {
            return wanted;
        }

        @Override
        public Optional<String> id(Bytes beginning) {
            String text = beginning.toString();
            int from = text.indexOf('<');
            int to = text.indexOf('>');
            return from >= 0 && to > from ? Optional.of(text.substring(from + 1, to)) : Optional.empty();
        }

        @Override
        public void keep(String id, Runnable whenKept, Consumer<Refusal> whenFailed) {
            kept.add(id);
            done = whenKept;
            failed = whenFailed;
        }

        @Override
        public void stop() {
            stopped = true;
        }

        @Override
        public Buffer event(Refusal refusal) {
            return Buffer.buffer("event: " + refusal.message());
        }
    }

    @Test
    void lets_nothing_of_a_stream_leave_before_the_id_is_kept() {
        reply.head(200, -1);
        assertThat(reply.committed()).isTrue();
        assertThat(write("<re")).isTrue();
        assertThat(write("sp>more")).isFalse();
        reply.onDrain(() -> resumed++);

        assertThat(caller.heard).isEmpty();
        assertThat(notes.kept).containsExactly("resp");
        assertThat(resumed).isZero();

        notes.done.run();

        assertThat(caller.heard).containsExactly("head 200 -1", "write <resp>more");
        assertThat(resumed).isEqualTo(1);
        assertThat(write("rest")).isTrue();
        reply.end(Buffer.buffer("last"));
        assertThat(caller.heard).endsWith("write rest", "end last");
    }

    @Test
    void leaves_the_provider_paused_while_the_caller_has_no_room() {
        caller.room = false;
        reply.head(200, -1);
        write("<resp>");
        reply.onDrain(() -> resumed++);
        notes.done.run();

        assertThat(resumed).isZero();
        caller.drain.orElseThrow().run();
        assertThat(resumed).isEqualTo(1);
    }

    @Test
    void ends_a_stream_that_ended_while_its_id_was_being_kept() {
        reply.head(200, -1);
        write("<resp>");
        reply.end(Buffer.buffer("last"));
        assertThat(caller.heard).isEmpty();

        notes.done.run();

        assertThat(caller.heard).containsExactly("head 200 -1", "write <resp>", "end last");
    }

    @Test
    void finds_the_id_in_the_last_piece_too() {
        reply.head(200, -1);
        write("<re");
        reply.end(Buffer.buffer("sp>"));
        assertThat(notes.kept).containsExactly("resp");
        notes.done.run();

        assertThat(caller.heard).containsExactly("head 200 -1", "write <re", "end sp>");
    }

    @Test
    void breaks_off_a_stream_as_it_is_told_to_wherever_it_stands() {
        reply.head(200, -1);
        write("no id");
        reply.breakOff(CUT, Buffer.buffer("e"));

        assertThat(caller.heard).containsExactly("head 200 -1", "write no id", "break cut e");
    }

    @Test
    void tells_the_end_of_a_broken_stream_after_its_id_is_kept() {
        reply.head(200, -1);
        write("<resp>");
        reply.endTold(CUT, Buffer.buffer("e"));
        notes.done.run();

        assertThat(caller.heard).containsExactly("head 200 -1", "write <resp>", "told cut e");
    }

    @Test
    void refuses_a_stream_whose_id_cannot_be_kept() {
        reply.head(200, -1);
        write("<resp>");
        notes.failed.accept(FULL);

        assertThat(caller.heard).containsExactly("refuse the disk is full");
        assertThat(notes.stopped).isTrue();
        write("more");
        reply.end(Buffer.buffer("last"));
        notes.done.run();
        assertThat(caller.heard).hasSize(1);
    }

    @Test
    void tells_in_the_stream_that_an_id_cannot_be_kept_when_a_heartbeat_has_left() {
        reply.heartbeat(Buffer.buffer(":"));
        reply.head(200, -1);
        write("<resp>");
        reply.heartbeat(Buffer.buffer(":"));
        notes.failed.accept(FULL);

        assertThat(caller.heard).containsExactly("beat", "break the disk is full event: the disk is full");
    }

    @Test
    void sends_no_second_head_after_a_heartbeat() {
        reply.heartbeat(Buffer.buffer(":"));
        reply.head(200, -1);
        write("<resp>");
        notes.done.run();
        reply.heartbeat(Buffer.buffer(":"));

        assertThat(caller.heard).containsExactly("beat", "write <resp>", "beat");
    }

    @Test
    void holds_a_whole_response_until_its_id_is_kept() {
        reply.whole(200, Buffer.buffer("<resp>"));
        assertThat(caller.heard).isEmpty();
        notes.done.run();

        assertThat(caller.heard).containsExactly("whole 200 <resp>");
    }

    @Test
    void refuses_a_whole_response_whose_id_cannot_be_kept() {
        reply.whole(200, Buffer.buffer("<resp>"));
        notes.failed.accept(FULL);

        assertThat(caller.heard).containsExactly("refuse the disk is full");
    }

    @Test
    void hands_on_at_once_what_makes_no_response() {
        reply.whole(400, Buffer.buffer("<resp>"));
        assertThat(caller.heard).containsExactly("whole 400 <resp>");

        NewResponse without = new NewResponse(caller, notes);
        without.whole(200, Buffer.buffer("none"));
        assertThat(caller.heard).endsWith("whole 200 none");
        assertThat(notes.kept).isEmpty();
    }

    @Test
    void hands_on_at_once_what_the_provider_does_not_keep() {
        notes.wanted = false;
        reply.head(200, -1);
        write("<resp>");

        assertThat(caller.heard).containsExactly("head 200 -1", "write <resp>");
        NewResponse whole = new NewResponse(caller, notes);
        whole.whole(200, Buffer.buffer("<resp>"));
        assertThat(caller.heard).endsWith("whole 200 <resp>");
        assertThat(notes.kept).isEmpty();
    }

    @Test
    void gives_up_on_an_id_that_does_not_come() {
        reply.head(200, -1);
        String part = "x".repeat(100 << 10);
        assertThat(write(part)).isTrue();
        assertThat(write(part)).isTrue();
        assertThat(caller.heard).isEmpty();
        assertThat(write(part)).isTrue();

        assertThat(caller.heard).containsExactly("head 200 -1", "write " + part + part + part);
        write("<resp>");
        assertThat(notes.kept).isEmpty();
    }

    @Test
    void aborts_and_refuses_at_once() {
        reply.refuse(CUT);
        reply.abort(CUT);
        reply.end(Buffer.buffer("last"));

        assertThat(caller.heard).containsExactly("refuse cut", "abort cut");
        assertThat(reply.headers()).isSameAs(caller.headers());
    }

    private boolean write(String part) {
        return reply.write(Buffer.buffer(part));
    }
}
