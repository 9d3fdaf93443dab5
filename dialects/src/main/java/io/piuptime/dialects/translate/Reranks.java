package io.piuptime.dialects.translate;

import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.rerank.CommonRerankCodec;
import io.piuptime.dialects.rerank.RerankCodec;
import io.piuptime.gateway.translate.Outbound;
import io.piuptime.model.catalog.Speech;
import io.piuptime.model.catalog.Target;
import io.piuptime.model.rerank.RerankReply;
import io.piuptime.model.rerank.RerankRequest;
import io.piuptime.model.usage.Tokens;
import java.util.Optional;

/** Wishes to put documents in order, on their way to targets. */
final class Reranks {
    private static final RerankCodec OWN = new CommonRerankCodec(CommonRerankCodec.Flavor.JINA);

    private Reranks() {}

    /** The wish as a target is asked; empty if the target's format has nothing like it. */
    static Optional<Outbound> to(Asking asking, Target target, Spoken spoken, Speech speech) {
        return flavor(target, speech).map(flavor -> {
            RerankCodec codec = new CommonRerankCodec(flavor);
            Drops drops = new Drops();
            RerankRequest asked = OWN.readRequest(asking.members(), asking.place());
            RerankRequest told = asked.forModel(target.upstreamModel());
            var body = codec.writeRequest(told, drops);
            asking.refuseIfStrict(drops, target);
            return asking.request(speech, spoken, codec.path(told), body, drops, answer -> {
                RerankReply reply = codec.readReply(answer);
                Tokens tokens = reply.usage().tokens().isPresent()
                        ? new Tokens(Math.max(0, reply.usage().tokens().getAsLong()), 0, 0, 0, Tokens.Source.REPORTED)
                        : Tokens.NONE;
                return new OnePieceReplies.Told(OWN.writeReply(reply, asked, new Drops()), tokens);
            });
        });
    }

    private static Optional<CommonRerankCodec.Flavor> flavor(Target target, Speech speech) {
        return switch (speech.wire()) {
            case COHERE_CHAT -> Optional.of(CommonRerankCodec.Flavor.COHERE);
            case BEDROCK_CONVERSE, BEDROCK_ANTHROPIC -> Optional.of(CommonRerankCodec.Flavor.BEDROCK);
            case OPENAI_CHAT, OPENAI_RESPONSES ->
                Optional.of(
                        target.upstreamModel().startsWith("rerank-2")
                                        || target.upstreamModel().startsWith("voyage")
                                ? CommonRerankCodec.Flavor.VOYAGE
                                : CommonRerankCodec.Flavor.JINA);
            case ANTHROPIC_MESSAGES, VERTEX_ANTHROPIC, GEMINI -> Optional.empty();
        };
    }
}
