package io.piuptime.dialects.translate;

import io.piuptime.dialects.chat.ChatCodec;
import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.dialects.quirks.Quirks;
import io.piuptime.dialects.tokens.TokenCounter;
import io.piuptime.gateway.Bytes;
import io.piuptime.gateway.translate.Outbound;
import io.piuptime.gateway.translate.PathSegment;
import io.piuptime.gateway.translate.Replies;
import io.piuptime.model.catalog.Speech;
import io.piuptime.model.catalog.Target;
import io.piuptime.model.catalog.Wire;
import io.piuptime.model.chat.ChatRequest;
import io.piuptime.model.exchange.Refusal;
import io.piuptime.model.exchange.RefusedException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** One chat on its way to targets of other dialects: read once, written for each. */
final class ChatTranslation {
    private final Asking asking;
    private final Spoken caller;
    private final String streamType;
    private final TokenCounter counter;
    private @Nullable ChatRequest read;

    ChatTranslation(Asking asking, String streamType, TokenCounter counter) {
        this.asking = asking;
        this.caller = asking.caller();
        this.streamType = streamType;
        this.counter = counter;
    }

    /** The chat as a target is asked that speaks like this. */
    Outbound.Request to(Target target, Spoken spoken, Speech speech) {
        Drops drops = new Drops();
        ChatRequest request = request();
        refuseWhatOnlyItsProviderHas(request, spoken);
        ChatRequest told = ForeignProofs.forTarget(request, caller.wire(), spoken.wire(), drops)
                .forModel(target.upstreamModel())
                .askingUsage(target.provider().asksUsage());
        ObjectNode body = spoken.codec().writeRequest(told, drops);
        if (spoken.wire() == Wire.OPENAI_CHAT) {
            Quirks.apply(target.provider().habits().quirks(), body, drops);
        }
        asking.refuseIfStrict(drops, target);
        boolean stream = request.handling().stream();
        return new Outbound.Request(
                speech,
                spoken.endpoint().path(PathSegment.of(target.upstreamModel()), stream),
                List.of(Bytes.of(Trees.bytes(body))),
                new Outbound.Headers(false, spoken.endpoint().headers()),
                replies(told, spoken),
                drops.names());
    }

    private Replies replies(ChatRequest told, Spoken spoken) {
        ChatCodec.StreamWish wish =
                new ChatCodec.StreamWish(request().handling().usageInStream());
        Replies replies = new TranslatedReplies(caller, spoken, wish, streamType);
        return counter.lesson(told)
                .<Replies>map(lesson -> new LearnedReplies(replies, lesson))
                .orElse(replies);
    }

    private ChatRequest request() {
        if (read == null) {
            read = caller.codec().readRequest(asking.members(), asking.place());
        }
        return read;
    }

    /** What stands for something that is kept with one provider cannot be told another. */
    private static void refuseWhatOnlyItsProviderHas(ChatRequest request, Spoken spoken) {
        for (String name : List.of("previous_response_id", "conversation")) {
            Optional.ofNullable(request.extras().get(name))
                    .filter(value -> !value.text().equals("null"))
                    .ifPresent(_ -> {
                        throw new RefusedException(new Refusal.BadRequest(
                                name + ": kept with one provider, and this model's target speaks "
                                        + spoken.codec().name() + " (expected: the whole conversation in input)",
                                "unsupported_parameter",
                                name));
                    });
        }
    }
}
