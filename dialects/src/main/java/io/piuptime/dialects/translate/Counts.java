package io.piuptime.dialects.translate;

import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.dialects.count.CountCodec;
import io.piuptime.dialects.count.CountForm;
import io.piuptime.dialects.count.TokenCount;
import io.piuptime.dialects.tokens.TokenCounter;
import io.piuptime.gateway.Bytes;
import io.piuptime.gateway.translate.Outbound;
import io.piuptime.model.catalog.Speech;
import io.piuptime.model.catalog.Target;
import io.piuptime.model.catalog.Wire;
import io.piuptime.model.chat.ChatRequest;
import io.piuptime.model.usage.Tokens;
import java.util.Optional;

/** Questions how many tokens a conversation has: asked of targets that can count, counted here for the others. */
final class Counts {
    private final TokenCounter counter;

    /**
     * Counts.
     *
     * @param counter counts a request to a provider's model
     */
    Counts(TokenCounter counter) {
        this.counter = counter;
    }

    Outbound to(Asking asking, Target target, Spoken spoken, Speech speech) {
        CountCodec own = new CountCodec(
                form(asking.caller().wire(), "").orElseThrow(), asking.caller().codec());
        ChatRequest asked = own.readRequest(asking.members(), asking.place()).forModel(target.upstreamModel());
        Optional<CountForm> form = form(speech.wire(), speech.baseUrl());
        if (form.isEmpty()) {
            return new Outbound.Answer(Bytes.of(Trees.bytes(
                    own.writeReply(new TokenCount(counter.count(asked).tokens())))));
        }
        CountCodec codec = new CountCodec(form.get(), spoken.codec());
        Drops drops = new Drops();
        ChatRequest told = ForeignProofs.forTarget(asked, asking.caller().wire(), spoken.wire(), drops);
        var body = codec.writeRequest(told, drops);
        String path = codec.path(target.upstreamModel());
        return asking.request(
                speech,
                spoken,
                path,
                body,
                drops,
                answer -> new OnePieceReplies.Told(own.writeReply(codec.readReply(answer)), Tokens.NONE));
    }

    private static Optional<CountForm> form(Wire wire, String baseUrl) {
        return switch (wire) {
            case ANTHROPIC_MESSAGES -> Optional.of(CountForm.ANTHROPIC);
            case OPENAI_RESPONSES -> Optional.of(CountForm.RESPONSES);
            case GEMINI -> Optional.of(baseUrl.contains("/publishers/") ? CountForm.VERTEX : CountForm.GEMINI);
            case BEDROCK_CONVERSE -> Optional.of(CountForm.BEDROCK);
            case OPENAI_CHAT, COHERE_CHAT, VERTEX_ANTHROPIC, BEDROCK_ANTHROPIC -> Optional.empty();
        };
    }
}
