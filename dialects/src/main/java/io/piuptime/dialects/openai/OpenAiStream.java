package io.piuptime.dialects.openai;

import io.piuptime.dialects.json.JsonFault;
import io.piuptime.dialects.sse.SseEvent;
import io.piuptime.dialects.sse.SseFrames;
import io.piuptime.gateway.Bytes;
import io.piuptime.gateway.ReplyStream;
import io.piuptime.model.price.Service;
import io.piuptime.model.usage.Tokens;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A streamed reply of this dialect: chunks of JSON as server-sent events, closed by {@code [DONE]}. */
final class OpenAiStream implements ReplyStream, SseFrames.Reader {
    private static final byte[] DONE = "[DONE]".getBytes(StandardCharsets.US_ASCII);
    private static final int MALFORMED_IN_A_ROW = 3;

    private final boolean usageAsked;
    private final Sink sink;
    private final SseFrames frames = new SseFrames(this);

    /** Frames that lie side by side and wait to be handed on together. */
    private @Nullable Bytes run;

    private boolean runHasContent;

    private Tokens reported = Tokens.NONE;
    private String finishReason = "";
    private Service service = Service.STANDARD;
    private boolean first = true;
    private long passed;
    private long contentFrames;
    private int withheld;
    private int malformed;
    private int malformedInARow;
    /** {@code [DONE]} was handed on. */
    private boolean terminated;
    /** An event that sums up was handed on: with it the stream may end, but of images there can be one for each. */
    private boolean summedUp;

    private boolean finished;
    private boolean contentPassed;
    /** The provider told an error instead of an answer: whoever takes another provider then must hear no more of this one. */
    private boolean refused;

    private boolean failed;

    OpenAiStream(boolean usageAsked, Sink sink) {
        this.usageAsked = usageAsked;
        this.sink = sink;
    }

    @Override
    public Health feed(Bytes bytes) {
        if (failed) {
            return Health.FAILED;
        }
        if (!terminated && !refused && !frames.feed(bytes)) {
            failed = true;
        }
        return failed ? Health.FAILED : Health.SOUND;
    }

    @Override
    public Ending end() {
        Bytes rest = frames.rest();
        if (!terminated && !refused && !failed && rest.length() > 0) {
            lastFrame(rest);
        }
        if (terminated || summedUp) {
            return Ending.TERMINAL;
        }
        return finished ? Ending.FINISHED : Ending.CUT;
    }

    @Override
    public boolean terminated() {
        return terminated;
    }

    @Override
    public Report report() {
        Tokens tokens = reported;
        if (reported.source() == Tokens.Source.UNKNOWN && contentFrames > 0) {
            tokens = new Tokens(0, contentFrames, 0, 0, Tokens.Source.COUNTED);
        }
        if (service != Service.STANDARD) {
            tokens = tokens.servedAs(service);
        }
        return new Report(tokens, finishReason, passed, withheld, malformed);
    }

    @Override
    public void frame(Bytes frame) {
        if (terminated || refused || failed) {
            return;
        }
        SseEvent event = SseEvent.of(frame, first);
        first = false;
        if (!event.hasData()) {
            pass(frame, false);
        } else if (isDone(event.data())) {
            terminated = true;
            pass(frame, true);
        } else {
            chunk(frame, event);
        }
    }

    @Override
    public void pieceDone() {
        if (run != null) {
            Bytes ready = run;
            run = null;
            sink.frames(ready, runHasContent);
        }
    }

    private void chunk(Bytes frame, SseEvent event) {
        ChunkReader chunk;
        try {
            chunk = ChunkReader.read(event.data());
        } catch (JsonFault _) {
            malformed++;
            failed |= ++malformedInARow >= MALFORMED_IN_A_ROW;
            return;
        }
        malformedInARow = 0;
        chunk.usage().ifPresent(usage -> reported = usage);
        service = chunk.service().orElse(service);
        if (chunk.isError() || event.type().equals("error")) {
            finished = true;
            refused = !contentPassed;
            pieceDone();
            Bytes body = chunk.isError() ? event.data() : ErrorReader.body(event.data());
            sink.error(frame, body, ErrorReader.status(event.data()));
            return;
        }
        if (!chunk.finishReason().isEmpty()) {
            finishReason = chunk.finishReason();
            finished = true;
        }
        if (chunk.isUsageOnly() && !usageAsked) {
            withheld++;
            pieceDone();
            return;
        }
        if (chunk.hasContent()) {
            contentFrames++;
        }
        summedUp |= sumsUp(chunk.type());
        pass(frame, chunk.hasContent());
    }

    /** Events of audio and images are typed, and no {@code [DONE]} follows the last. */
    private static boolean sumsUp(String type) {
        return switch (type) {
            case "transcript.text.done", "speech.audio.done", "image_generation.completed", "image_edit.completed" ->
                true;
            default -> false;
        };
    }

    private void pass(Bytes frame, boolean content) {
        passed++;
        contentPassed |= content;
        if (run != null && run.sharesArrayWith(frame) && run.to() == frame.from()) {
            run = new Bytes(run.array(), run.from(), frame.to());
            runHasContent |= content;
            return;
        }
        pieceDone();
        run = frame;
        runHasContent = content;
    }

    /** A frame that no blank line ended counts if it is whole in itself; half a frame is dropped. */
    private void lastFrame(Bytes rest) {
        byte last = rest.array()[rest.to() - 1];
        boolean endsLine = last == '\n';
        boolean halfField = !endsLine && last != '\r';
        if (halfField && SseEvent.of(rest, first).data().length() == 0) {
            return; // closed, the beginning of a field would be another one: a client takes "data" for an empty event
        }
        byte[] closed = Arrays.copyOf(rest.copy(), rest.length() + (endsLine ? 1 : 2));
        Arrays.fill(closed, rest.length(), closed.length, (byte) '\n');
        frame(Bytes.of(closed));
        pieceDone();
    }

    private static boolean isDone(Bytes data) {
        int to = data.to();
        while (to > data.from() && data.array()[to - 1] == ' ') {
            to--;
        }
        return Arrays.equals(data.array(), data.from(), to, DONE, 0, DONE.length);
    }
}
