package io.piuptime.dialects.translate;

import io.piuptime.dialects.chat.Trees;
import io.piuptime.dialects.json.ErrorBody;
import io.piuptime.gateway.Bytes;
import io.piuptime.gateway.ErrorWords;
import io.piuptime.gateway.ReplyMeter;
import io.piuptime.gateway.ReplyReport;
import io.piuptime.gateway.ReplyStream;
import io.piuptime.gateway.translate.Replies;
import io.piuptime.model.chat.ChatError;
import io.piuptime.model.exchange.RefusedException;
import io.piuptime.model.usage.Tokens;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Answers that are never streams: vectors, orders of documents, counts. */
final class OnePieceReplies implements Replies {
    /** So much of what is no JSON is told as an error's message. */
    private static final int MOST_TEXT = 500;

    private final Spoken caller;
    private final Spoken target;
    private final Function<JsonNode, Told> read;

    /** An answer in the caller's words, and what it cost. */
    record Told(JsonNode body, Tokens tokens) {}

    OnePieceReplies(Spoken caller, Spoken target, Function<JsonNode, Told> read) {
        this.caller = caller;
        this.target = target;
        this.read = read;
    }

    @Override
    public boolean isStream(String mediaType) {
        return false;
    }

    @Override
    public String streamType() {
        return "";
    }

    @Override
    public ReplyStream stream(ReplyStream.Sink sink) {
        throw new IllegalStateException("a stream of what is never one");
    }

    @Override
    public Whole whole(int status, Bytes body) {
        JsonNode tree;
        try {
            tree = Trees.read(body);
        } catch (JacksonException _) {
            return status < 300 ? garbage() : error(plainError(status, body));
        }
        if (status >= 300) {
            ChatError error = target.codec().readError(status, tree);
            return error(error.message().isEmpty() ? plainError(status, body) : error);
        }
        try {
            Told told = read.apply(tree);
            return new Whole(Bytes.of(Trees.bytes(told.body())), new ReplyReport(true, told.tokens(), ""));
        } catch (RefusedException _) {
            return garbage();
        }
    }

    @Override
    public ErrorWords words(Bytes body) {
        return ErrorBody.read(body);
    }

    @Override
    public Optional<ReplyMeter> meter() {
        return Optional.empty();
    }

    private Whole error(ChatError error) {
        JsonNode written = caller.codec().writeError(error);
        return new Whole(Bytes.of(Trees.bytes(written)), new ReplyReport(true, Tokens.NONE, ""));
    }

    static Whole garbage() {
        return new Whole(Bytes.EMPTY, new ReplyReport(false, Tokens.NONE, ""));
    }

    static ChatError plainError(int status, Bytes body) {
        String text = body.toString().strip();
        String told = text.isEmpty() ? "The provider answered with status " + status + "." : text;
        return new ChatError(status, "", "", told.substring(0, Math.min(told.length(), MOST_TEXT)), "");
    }
}
