package io.piuptime.gateway.send;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.gateway.Bytes;
import io.piuptime.gateway.ErrorWords;
import io.piuptime.gateway.ReplyMeter;
import io.piuptime.gateway.ReplyStream;
import io.piuptime.gateway.budget.ByteBudget;
import io.piuptime.gateway.translate.Replies;
import io.piuptime.gateway.translate.Told;
import io.piuptime.model.catalog.StreamRecovery;
import io.piuptime.model.usage.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RecoveryTest {
    private static final int LIMIT = 2 << 20;

    private final ByteBudget buffers = new ByteBudget();
    private final List<String> asked = new ArrayList<>();
    private boolean resumable = true;

    @ParameterizedTest
    @EnumSource(StreamRecovery.class)
    void until_something_is_told_every_failure_can_be_made_good(StreamRecovery manner) {
        Recovery recovery = recovery(manner);
        recovery.stream(new Noted(true), new Unheard());

        assertThat(recovery.isPossible()).isTrue();
        assertThat(recovery.hasBegun()).isFalse();
    }

    @Test
    void after_that_only_who_goes_on_can_and_only_with_text() {
        Recovery recovery = recovery(StreamRecovery.CONTINUE);
        recovery.stream(new Noted(true), new Unheard());
        recovery.begin();
        assertThat(recovery.isPossible()).isTrue();

        recovery.stream(new Noted(true), new Unheard());
        resumable = false;

        assertThat(recovery.isPossible()).isFalse();
        assertThat(asked).containsExactly("noted", "resumed");
    }

    @Test
    void what_was_held_back_is_forgotten_with_its_attempt() {
        Recovery recovery = recovery(StreamRecovery.CONTINUE);
        recovery.stream(new Noted(true), new Unheard());
        recovery.stream(new Noted(true), new Unheard());

        assertThat(asked).containsExactly("noted", "noted");
    }

    @ParameterizedTest
    @EnumSource(
            value = StreamRecovery.class,
            names = {"ERROR", "BUFFERED"})
    void others_note_nothing(StreamRecovery manner) {
        Recovery recovery = recovery(manner);
        recovery.stream(new Noted(true), new Unheard());
        recovery.begin();

        assertThat(recovery.isPossible()).isFalse();
        assertThat(recovery.told()).isEmpty();
        assertThat(asked).containsExactly("plain");
    }

    @Test
    void an_answer_that_cannot_be_noted_goes_as_it_comes() {
        Recovery recovery = recovery(StreamRecovery.CONTINUE);
        recovery.stream(new Noted(false), new Unheard());
        recovery.begin();

        assertThat(recovery.isPossible()).isFalse();
        assertThat(asked).containsExactly("plain");
    }

    @Test
    void only_a_buffered_stream_is_held_and_no_more_than_a_mebibyte_of_it() {
        assertThat(recovery(StreamRecovery.ERROR).holds(1)).isFalse();
        assertThat(recovery(StreamRecovery.CONTINUE).holds(1)).isFalse();
        Recovery recovery = recovery(StreamRecovery.BUFFERED);
        assertThat(recovery.holds(1 << 20)).isTrue();
        assertThat(recovery.holds((1 << 20) + 1)).isFalse();
    }

    @Test
    void what_is_held_counts_for_all_and_is_given_back() {
        Recovery one = recovery(StreamRecovery.BUFFERED);
        Recovery other = recovery(StreamRecovery.BUFFERED);
        assertThat(one.holds(1 << 20)).isTrue();
        assertThat(one.holds(1 << 20)).isTrue();
        assertThat(buffers.held()).isEqualTo(1 << 20);
        assertThat(other.holds(1 << 20)).isTrue();
        assertThat(recovery(StreamRecovery.BUFFERED).holds(1))
                .as("beyond the limit")
                .isFalse();

        one.begin();
        other.stream(new Noted(true), new Unheard());

        assertThat(buffers.held()).isZero();
        assertThat(one.holds(1)).as("what is told is not held").isFalse();
    }

    private Recovery recovery(StreamRecovery manner) {
        return new Recovery(manner, buffers, LIMIT);
    }

    /** Answers of which it is noted how they were asked for. */
    private final class Noted implements Replies {
        private final boolean notes;

        Noted(boolean notes) {
            this.notes = notes;
        }

        @Override
        public Optional<Told> told() {
            return notes ? Optional.of(new Text()) : Optional.empty();
        }

        @Override
        public ReplyStream stream(ReplyStream.Sink sink) {
            asked.add("plain");
            return new Silent();
        }

        @Override
        public ReplyStream noted(ReplyStream.Sink sink, Told told) {
            asked.add("noted");
            return new Silent();
        }

        @Override
        public ReplyStream resumed(ReplyStream.Sink sink, Told told) {
            asked.add("resumed");
            return new Silent();
        }

        @Override
        public boolean isStream(String mediaType) {
            return true;
        }

        @Override
        public String streamType() {
            return "";
        }

        @Override
        public Whole whole(int status, Bytes body) {
            throw new AssertionError("not a stream");
        }

        @Override
        public ErrorWords words(Bytes body) {
            return ErrorWords.NONE;
        }

        @Override
        public Optional<ReplyMeter> meter() {
            return Optional.empty();
        }
    }

    private final class Text implements Told {
        @Override
        public boolean isResumable() {
            return resumable;
        }

        @Override
        public boolean isContradicted() {
            return false;
        }

        @Override
        public Bytes remark(String text) {
            return Bytes.EMPTY;
        }
    }

    private static final class Silent implements ReplyStream {
        @Override
        public Health feed(Bytes bytes) {
            return Health.SOUND;
        }

        @Override
        public Ending end() {
            return Ending.CUT;
        }

        @Override
        public boolean terminated() {
            return false;
        }

        @Override
        public Report report() {
            return new Report(Tokens.NONE, "", 0, 0, 0);
        }
    }

    private static final class Unheard implements ReplyStream.Sink {
        @Override
        public void frames(Bytes run, boolean content) {
            throw new AssertionError("frames of nobody");
        }

        @Override
        public void error(Bytes frame, Bytes body, int status) {
            throw new AssertionError("an error of nobody");
        }
    }
}
