package io.piuptime.dialects.openai.chat;

import io.piuptime.dialects.chat.ChatCodec;
import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.chat.EventReader;
import io.piuptime.dialects.chat.EventWriter;
import io.piuptime.dialects.chat.Members;
import io.piuptime.dialects.openai.chat.stream.StreamReader;
import io.piuptime.dialects.openai.chat.stream.StreamWriter;
import io.piuptime.dialects.openai.chat.terms.Words;
import io.piuptime.model.chat.ChatError;
import io.piuptime.model.chat.ChatEvent;
import io.piuptime.model.chat.ChatReply;
import io.piuptime.model.chat.ChatRequest;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The format of OpenAI's chat completions. */
public final class OpenAiChatCodec implements ChatCodec {
    /** Name in configuration. */
    public static final String NAME = Words.NAME;

    private final Set<Habit> habits;

    /** What a provider does otherwise than OpenAI when it is asked. */
    public enum Habit {
        /** Says {@code max_tokens}; {@code max_completion_tokens} is unknown there. */
        OLD_LIMIT,
        /** Refuses messages that bear thoughts. */
        NO_THOUGHTS,
        /** Knows no developer: what it says is the system's. */
        NO_DEVELOPER,
        /** Takes {@code cache_control} on parts and tools. */
        CACHE_CONTROL
    }

    public OpenAiChatCodec() {
        this(Set.of());
    }

    public OpenAiChatCodec(Set<Habit> habits) {
        this.habits = Set.copyOf(habits);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public ChatRequest readRequest(Members body, Place place) {
        return new RequestReader(body).read(place);
    }

    @Override
    public ObjectNode writeRequest(ChatRequest request, Drops drops) {
        return new RequestWriter(request, habits, drops).write();
    }

    @Override
    public ChatReply readReply(Members body) {
        return ReplyReader.read(body);
    }

    @Override
    public ObjectNode writeReply(ChatReply reply, Drops drops) {
        return new ReplyWriter(reply, drops).write();
    }

    @Override
    public ChatError readError(int status, JsonNode body) {
        return Words.error(status, body);
    }

    @Override
    public ObjectNode writeError(ChatError error) {
        return Words.error(error);
    }

    @Override
    public EventReader readEvents(Consumer<ChatEvent> sink) {
        return new StreamReader(sink);
    }

    @Override
    public EventWriter writeEvents(StreamWish wish, Drops drops) {
        return new StreamWriter(wish.usage(), drops);
    }
}
