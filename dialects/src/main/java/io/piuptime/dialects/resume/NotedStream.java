package io.piuptime.dialects.resume;

import io.piuptime.dialects.chat.EventReader;
import io.piuptime.dialects.chat.Output;
import io.piuptime.gateway.Bytes;
import io.piuptime.gateway.ReplyStream;
import io.piuptime.model.chat.ChatEvent;
import java.util.function.Consumer;
import java.util.function.Function;

/** A streamed answer that goes on as it comes, while it is read along what is told. */
final class NotedStream implements ReplyStream {
    private final ReplyStream stream;
    private final EventReader reader;
    private final ToldText told;
    private final Output unheard = new Output();
    private boolean failed;

    NotedStream(ReplyStream stream, Function<Consumer<ChatEvent>, EventReader> reading, ToldText told) {
        this.stream = stream;
        this.told = told;
        this.reader = reading.apply(this::note);
    }

    @Override
    public Health feed(Bytes bytes) {
        reader.feed(bytes); // first, as what is handed on may be changed in its place
        Health health = stream.feed(bytes);
        compare();
        return health;
    }

    @Override
    public Ending end() {
        reader.end();
        Ending ending = stream.end();
        compare();
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

    private void note(ChatEvent event) {
        failed |= event instanceof ChatEvent.Failed;
        if (!failed) {
            told.write(event, unheard);
            unheard.clear();
        }
    }

    /** Frames that only one of the two could read leave it open what the caller has got. */
    private void compare() {
        if (reader.malformed() != stream.report().malformed()) {
            told.lose();
        }
    }
}
