package io.piuptime.dialects.translate;

import io.piuptime.dialects.chat.ChatCodec;
import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.chat.Members;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.gateway.Bytes;
import io.piuptime.gateway.translate.Outbound;
import io.piuptime.gateway.translate.Question;
import io.piuptime.model.catalog.Speech;
import io.piuptime.model.catalog.Target;
import io.piuptime.model.exchange.Refusal;
import io.piuptime.model.exchange.RefusedException;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** What all translations of one question share. */
record Asking(Question question, Spoken caller) {
    /** The members of the caller's body. */
    Members members() {
        try {
            return Members.of(Trees.read(question.body()));
        } catch (JacksonException e) {
            throw new RefusedException(new Refusal.BadRequest(
                    "The body is not valid JSON: " + e.getOriginalMessage(), "invalid_json", ""));
        }
    }

    /** What is said outside of it. */
    ChatCodec.Place place() {
        String inPath =
                question.operation().namesModelInPath() ? question.facts().model() : "";
        return new ChatCodec.Place(inPath, question.facts().stream());
    }

    /** Refuses what a strict model's target cannot be told all of. */
    void refuseIfStrict(Drops drops, Target target) {
        List<String> dropped = drops.names();
        if (question.strict() && !dropped.isEmpty()) {
            throw new RefusedException(new Refusal.BadRequest(
                    "The provider '" + target.provider().name() + "' cannot be told: " + String.join(", ", dropped)
                            + " (expected: nothing that it has no words for, as the model is strict).",
                    "unsupported_parameter",
                    dropped.getFirst()));
        }
    }

    /** A request with an answer in one piece. */
    Outbound.Request request(Speech speech, Spoken target, String path, JsonNode body, Drops drops, Reading reading) {
        return new Outbound.Request(
                speech,
                path,
                List.of(Bytes.of(Trees.bytes(body))),
                new Outbound.Headers(false, target.endpoint().headers()),
                new OnePieceReplies(caller, target, reading::told),
                drops.names());
    }

    /** Reads a target's answer. */
    @FunctionalInterface
    interface Reading {
        OnePieceReplies.Told told(JsonNode answer);
    }
}
