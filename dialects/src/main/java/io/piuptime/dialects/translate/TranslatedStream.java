package io.piuptime.dialects.translate;

import io.piuptime.dialects.chat.EventReader;
import io.piuptime.dialects.chat.EventWriter;
import io.piuptime.dialects.chat.Output;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.dialects.relay.Heard;
import io.piuptime.gateway.Bytes;
import io.piuptime.gateway.ReplyStream;
import io.piuptime.model.chat.ChatEvent;

/** A streamed answer in one dialect, told in another event by event. */
final class TranslatedStream implements ReplyStream {
    private final Spoken caller;
    private final Sink sink;
    private final EventReader reader;
    private final EventWriter writer;
    private final Heard heard = new Heard();
    private final Output out = new Output();

    private long handed;
    private boolean refused;
    private boolean told;
    private boolean failed;

    /**
     * Begins to translate.
     *
     * @param writer of the caller's dialect
     */
    TranslatedStream(Spoken caller, Spoken target, EventWriter writer, Sink sink) {
        this.caller = caller;
        this.sink = sink;
        this.writer = writer;
        this.reader = target.codec().readEvents(ProofStream.between(target.wire(), caller.wire(), this::take));
    }

    @Override
    public Health feed(Bytes bytes) {
        if (failed) {
            return Health.FAILED;
        }
        if (!heard.hasEnded() && !refused && !reader.feed(bytes)) {
            failed = true;
        }
        hand();
        return failed ? Health.FAILED : Health.SOUND;
    }

    @Override
    public Ending end() {
        if (!failed && !refused && !heard.hasEnded()) {
            reader.end();
            if (heard.isFinished() && !heard.hasEnded() && heard.error().isEmpty()) {
                take(new ChatEvent.Ended());
            }
            hand();
        }
        if (heard.hasEnded()) {
            return Ending.TERMINAL;
        }
        return told ? Ending.FINISHED : Ending.CUT;
    }

    @Override
    public boolean terminated() {
        return heard.hasEnded();
    }

    @Override
    public Report report() {
        return new Report(heard.tokens(), heard.finishReason(), handed, 0, reader.malformed());
    }

    private void take(ChatEvent event) {
        if (refused || told || heard.hasEnded()) {
            return;
        }
        boolean before = heard.hasContent();
        heard.hear(event);
        if (event instanceof ChatEvent.Failed failure) {
            hand();
            told = true;
            refused = !before;
            writer.write(event, out);
            Bytes frame = out.bytes();
            out.clear();
            Bytes body = Bytes.of(Trees.bytes(caller.codec().writeError(failure.error())));
            sink.error(frame, body, failure.error().status());
            return;
        }
        writer.write(event, out);
    }

    private void hand() {
        if (!out.isEmpty()) {
            handed++;
            Bytes frames = out.bytes();
            out.clear();
            sink.frames(frames, heard.hasContent());
        }
    }
}
