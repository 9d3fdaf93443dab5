package io.piuptime.dialects.translate;

import io.piuptime.dialects.chat.ChatCodec;
import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.chat.EventWriter;
import io.piuptime.dialects.chat.FinishWords;
import io.piuptime.dialects.chat.Members;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.dialects.json.ErrorBody;
import io.piuptime.dialects.relay.Heard;
import io.piuptime.dialects.resume.Resumption;
import io.piuptime.dialects.resume.ToldText;
import io.piuptime.gateway.Bytes;
import io.piuptime.gateway.ErrorWords;
import io.piuptime.gateway.ReplyMeter;
import io.piuptime.gateway.ReplyReport;
import io.piuptime.gateway.ReplyStream;
import io.piuptime.gateway.translate.Replies;
import io.piuptime.gateway.translate.Told;
import io.piuptime.model.catalog.Wire;
import io.piuptime.model.chat.ChatError;
import io.piuptime.model.chat.ChatReply;
import io.piuptime.model.exchange.RefusedException;
import io.piuptime.model.usage.Tokens;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Answers of a target to a chat, told in the caller's dialect. */
final class TranslatedReplies implements Replies {
    private final Spoken caller;
    private final Spoken target;
    private final ChatCodec.StreamWish wish;
    private final String streamType;

    TranslatedReplies(Spoken caller, Spoken target, ChatCodec.StreamWish wish, String streamType) {
        this.caller = caller;
        this.target = target;
        this.wish = wish;
        this.streamType = streamType;
    }

    @Override
    public boolean isStream(String mediaType) {
        return mediaType.startsWith(target.endpoint().streamType());
    }

    @Override
    public String streamType() {
        return streamType;
    }

    @Override
    public ReplyStream stream(ReplyStream.Sink sink) {
        return new TranslatedStream(caller, target, writer(), sink);
    }

    @Override
    public Optional<Told> told() {
        return Optional.of(new ToldText(writer(), caller.wire() != Wire.GEMINI));
    }

    @Override
    public ReplyStream noted(ReplyStream.Sink sink, Told told) {
        return new TranslatedStream(caller, target, (ToldText) told, sink);
    }

    @Override
    public ReplyStream resumed(ReplyStream.Sink sink, Told told) {
        return new TranslatedStream(caller, target, new Resumption((ToldText) told, sink), sink);
    }

    private EventWriter writer() {
        return caller.codec().writeEvents(wish, new Drops());
    }

    @Override
    public Whole whole(int status, Bytes body) {
        JsonNode tree;
        try {
            tree = Trees.read(body);
        } catch (JacksonException _) {
            return status < 300 ? OnePieceReplies.garbage() : error(OnePieceReplies.plainError(status, body));
        }
        if (status >= 300) {
            ChatError error = target.codec().readError(status, tree);
            return error(error.message().isEmpty() ? OnePieceReplies.plainError(status, body) : error);
        }
        ChatReply reply;
        try {
            reply = target.codec().readReply(Members.of(tree));
        } catch (RefusedException _) {
            return OnePieceReplies.garbage();
        }
        ChatReply told = ForeignProofs.forCaller(reply, target.wire(), caller.wire());
        ObjectNode written = caller.codec().writeReply(told, new Drops());
        String finish = reply.choices().stream()
                .findFirst()
                .map(choice -> FinishWords.of(choice.finish().kind()))
                .orElse("");
        Tokens tokens = Heard.tokens(reply);
        return new Whole(Bytes.of(Trees.bytes(written)), new ReplyReport(true, tokens, finish));
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
        ObjectNode written = caller.codec().writeError(error);
        return new Whole(Bytes.of(Trees.bytes(written)), new ReplyReport(true, Tokens.NONE, ""));
    }
}
