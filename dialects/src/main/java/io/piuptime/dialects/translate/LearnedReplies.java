package io.piuptime.dialects.translate;

import io.piuptime.gateway.Bytes;
import io.piuptime.gateway.ErrorWords;
import io.piuptime.gateway.ReplyMeter;
import io.piuptime.gateway.ReplyStream;
import io.piuptime.gateway.translate.Replies;
import io.piuptime.gateway.translate.Told;
import io.piuptime.model.usage.Tokens;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Answers from which is learned how many tokens their question had.
 *
 * @param lesson gets what the provider reports, if it does
 */
record LearnedReplies(Replies replies, LongConsumer lesson) implements Replies {
    @Override
    public boolean isStream(String mediaType) {
        return replies.isStream(mediaType);
    }

    @Override
    public String streamType() {
        return replies.streamType();
    }

    @Override
    public ReplyStream stream(ReplyStream.Sink sink) {
        return new Learned(replies.stream(sink), lesson);
    }

    @Override
    public Optional<Told> told() {
        return replies.told();
    }

    @Override
    public ReplyStream noted(ReplyStream.Sink sink, Told told) {
        return new Learned(replies.noted(sink, told), lesson);
    }

    @Override
    public ReplyStream resumed(ReplyStream.Sink sink, Told told) {
        return new Learned(replies.resumed(sink, told), lesson);
    }

    @Override
    public Whole whole(int status, Bytes body) {
        Whole whole = replies.whole(status, body);
        learn(whole.report().tokens(), lesson);
        return whole;
    }

    @Override
    public ErrorWords words(Bytes body) {
        return replies.words(body);
    }

    @Override
    public Optional<ReplyMeter> meter() {
        return replies.meter();
    }

    private static void learn(Tokens tokens, LongConsumer lesson) {
        if (tokens.source() == Tokens.Source.REPORTED) {
            lesson.accept(tokens.input());
        }
    }

    /** A stream from which is learned once, when it is over. */
    private static final class Learned implements ReplyStream {
        private final ReplyStream stream;
        private final LongConsumer lesson;
        private boolean learned;

        Learned(ReplyStream stream, LongConsumer lesson) {
            this.stream = stream;
            this.lesson = lesson;
        }

        @Override
        public Health feed(Bytes bytes) {
            Health health = stream.feed(bytes);
            if (stream.terminated()) {
                learnOnce();
            }
            return health;
        }

        @Override
        public Ending end() {
            Ending ending = stream.end();
            learnOnce();
            return ending;
        }

        @Override
        public boolean terminated() {
            return stream.terminated();
        }

        @Override
        public Report report() {
            return stream.report();
        }

        private void learnOnce() {
            if (!learned) {
                learned = true;
                learn(stream.report().tokens(), lesson);
            }
        }
    }
}
