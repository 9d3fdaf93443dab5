package io.piuptime.dialects.translate;

import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.chat.Members;
import io.piuptime.dialects.embed.EmbedCodec;
import io.piuptime.dialects.embed.amazon.BedrockEmbed;
import io.piuptime.dialects.embed.cohere.CohereEmbedCodec;
import io.piuptime.dialects.embed.google.GeminiEmbedCodec;
import io.piuptime.dialects.embed.google.VertexEmbedCodec;
import io.piuptime.dialects.embed.openai.OpenAiEmbedCodec;
import io.piuptime.gateway.translate.Outbound;
import io.piuptime.model.catalog.Speech;
import io.piuptime.model.catalog.Target;
import io.piuptime.model.catalog.Wire;
import io.piuptime.model.embed.EmbedReply;
import io.piuptime.model.embed.EmbedRequest;
import io.piuptime.model.exchange.Operation;
import io.piuptime.model.exchange.Refusal;
import io.piuptime.model.exchange.RefusedException;
import io.piuptime.model.usage.Tokens;
import java.util.Optional;

/** Wishes for vectors on their way to targets of other dialects. */
final class Vectors {
    private Vectors() {}

    /** The wish as a target is asked; empty if the target's format has no vectors. */
    static Optional<Outbound> to(Asking asking, Target target, Spoken spoken, Speech speech) {
        Optional<EmbedCodec> format = format(target, speech);
        return format.map(codec -> to(asking, target, spoken, speech, codec));
    }

    private static Outbound to(Asking asking, Target target, Spoken spoken, Speech speech, EmbedCodec codec) {
        EmbedCodec own = own(asking.question().operation());
        Drops drops = new Drops();
        EmbedRequest asked = own.readRequest(asking.members(), asking.place());
        EmbedRequest told = asked.forModel(target.upstreamModel());
        if (told.inputs().size() > codec.most(told)) {
            throw new RefusedException(new Refusal.BadRequest(
                    "inputs: " + told.inputs().size() + " (expected: at most " + codec.most(told)
                            + " for the provider '" + target.provider().name() + "')",
                    "too_many_inputs",
                    "input"));
        }
        var body = codec.writeRequest(told, drops);
        asking.refuseIfStrict(drops, target);
        return asking.request(speech, spoken, codec.path(told), body, drops, answer -> {
            EmbedReply reply = codec.readReply(Members.of(answer), told);
            Tokens tokens = reply.usage()
                    .map(usage -> new Tokens(Math.max(0, usage.tokens()), 0, 0, 0, Tokens.Source.REPORTED))
                    .orElse(Tokens.NONE);
            return new OnePieceReplies.Told(own.writeReply(reply, asked, new Drops()), tokens);
        });
    }

    private static EmbedCodec own(Operation operation) {
        return switch (operation) {
            case EMBED_CONTENT -> new GeminiEmbedCodec(GeminiEmbedCodec.Call.SINGLE);
            case BATCH_EMBED_CONTENTS -> new GeminiEmbedCodec(GeminiEmbedCodec.Call.BATCH);
            default -> new OpenAiEmbedCodec(OpenAiEmbedCodec.Flavor.OPENAI);
        };
    }

    private static Optional<EmbedCodec> format(Target target, Speech speech) {
        Wire wire = speech.wire();
        return Optional.ofNullable(
                switch (wire) {
                    case OPENAI_CHAT, OPENAI_RESPONSES -> new OpenAiEmbedCodec(flavor(target));
                    case GEMINI ->
                        speech.baseUrl().contains("/publishers/")
                                ? new VertexEmbedCodec()
                                : new GeminiEmbedCodec(GeminiEmbedCodec.Call.BATCH);
                    case COHERE_CHAT -> new CohereEmbedCodec(CohereEmbedCodec.Host.COHERE);
                    case BEDROCK_CONVERSE, BEDROCK_ANTHROPIC -> BedrockEmbed.of(target.upstreamModel());
                    case ANTHROPIC_MESSAGES, VERTEX_ANTHROPIC -> null;
                });
    }

    private static OpenAiEmbedCodec.Flavor flavor(Target target) {
        String model = target.upstreamModel();
        if (model.startsWith("voyage-")) {
            return OpenAiEmbedCodec.Flavor.VOYAGE;
        }
        return model.startsWith("jina-") ? OpenAiEmbedCodec.Flavor.JINA : OpenAiEmbedCodec.Flavor.OPENAI;
    }
}
