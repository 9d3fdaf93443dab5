package io.piuptime.dialects.anthropic;

import io.piuptime.dialects.anthropic.terms.Errors;
import io.piuptime.dialects.anthropic.terms.Usages;
import io.piuptime.dialects.anthropic.terms.Words;
import io.piuptime.dialects.chat.Members;
import io.piuptime.model.chat.ChatEvent;
import io.piuptime.model.chat.ChatUsage;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Turns the events of a stream into those of the canonical form, one by one. */
final class EventSteps {
    private final Consumer<ChatEvent> sink;
    private final Map<Long, BlockReader> open = new TreeMap<>();
    private ChatUsage usage = ChatUsage.NONE;
    private int parts;
    private boolean finished;
    private boolean over;

    EventSteps(Consumer<ChatEvent> sink) {
        this.sink = sink;
    }

    void read(String type, Members event) {
        if (over) {
            return;
        }
        switch (type) {
            case "message_start" -> event.object("message").ifPresent(this::start);
            case "content_block_start" ->
                event.object("content_block").ifPresent(block -> {
                    stop(index(event));
                    open.put(index(event), new BlockReader(sink, () -> parts++, block));
                });
            case "content_block_delta" -> {
                BlockReader block = open.get(index(event));
                if (block != null) {
                    event.object("delta").ifPresent(block::delta);
                }
            }
            case "content_block_stop" -> stop(index(event));
            case "message_delta" -> delta(event);
            case "message_stop" -> {
                stopAll();
                over = true;
                sink.accept(new ChatEvent.Ended());
            }
            case "error" -> {
                over = true;
                sink.accept(new ChatEvent.Failed(Errors.readInStream(event.all())));
            }
            default -> {
                // a ping, or an event that is younger than this reader
            }
        }
    }

    private static long index(Members event) {
        return event.whole("index").orElse(0);
    }

    private void start(Members message) {
        sink.accept(new ChatEvent.Started(
                message.text("id").orElse(""), message.text("model").orElse(""), 0));
        message.object("usage").ifPresent(this::used);
        // some begin with content, where a provider put a whole answer into a stream
        for (Members block : message.objects("content")) {
            new BlockReader(sink, () -> parts++, block).stop();
        }
    }

    private void used(Members told) {
        usage = Usages.read(told, usage);
        sink.accept(new ChatEvent.Used(usage));
    }

    private void stop(long index) {
        BlockReader block = open.remove(index);
        if (block != null) {
            block.stop();
        }
    }

    private void stopAll() {
        open.values().forEach(BlockReader::stop);
        open.clear();
    }

    private void delta(Members event) {
        event.object("usage").ifPresent(this::used);
        Optional<Members> delta = event.object("delta");
        Optional<String> reason = delta.flatMap(told -> told.text("stop_reason"));
        if (reason.isPresent() && !finished) {
            stopAll();
            finished = true;
            sink.accept(new ChatEvent.Finished(
                    0, Words.finish(reason.get()), delta.flatMap(told -> told.text("stop_sequence"))));
        }
    }
}
