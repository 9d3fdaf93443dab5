package io.piuptime.dialects.anthropic;

import io.piuptime.dialects.anthropic.terms.Usages;
import io.piuptime.dialects.anthropic.terms.Words;
import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.chat.Extras;
import io.piuptime.dialects.chat.Feature;
import io.piuptime.dialects.chat.Members;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.model.chat.ChatReply;
import io.piuptime.model.chat.ChatUsage;
import io.piuptime.model.chat.FinishReason;
import io.piuptime.model.chat.Json;
import io.piuptime.model.chat.Part;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** Whole replies. */
final class Replies {
    private static final String USAGE = "usage";
    private static final String TIER = "service_tier";

    private Replies() {}

    static ChatReply read(Members body) {
        if (!body.has("content")) {
            throw Members.missing(body.path("content"));
        }
        body.node("type");
        body.node("role");
        String id = body.text("id").orElse("");
        String model = body.text("model").orElse("");
        List<Part> parts = ContentReader.parts(body, "content");
        FinishReason finish = Words.finish(body.text("stop_reason").orElse(""));
        ChatReply.Choice choice = new ChatReply.Choice(0, parts, finish, body.text("stop_sequence"), Optional.empty());
        Optional<Members> usage = body.object(USAGE);
        Optional<ChatUsage> counts = usage.map(Usages::read);
        Optional<String> tier = usage.flatMap(told -> told.text(TIER));
        Map<String, Json> extras = new LinkedHashMap<>(body.rest());
        usage.flatMap(Usages::rest).ifPresent(rest -> extras.put(USAGE, rest));
        return new ChatReply(id, model, 0, List.of(choice), counts, tier, extras, Words.NAME);
    }

    static ObjectNode write(ChatReply reply, Drops drops) {
        boolean own = reply.dialect().equals(Words.NAME);
        if (reply.choices().size() > 1) {
            drops.add(Feature.CHOICES);
        }
        ChatReply.Choice choice =
                reply.choices().isEmpty() ? blocked() : reply.choices().getFirst();
        if (choice.logprobs().isPresent()) {
            drops.add(Feature.LOGPROBS);
        }
        ObjectNode body = message(reply.id(), reply.model());
        body.set("content", new ContentWriter(own, true, drops).blocks(choice.parts()));
        boolean calls = choice.parts().stream().anyMatch(part -> part instanceof Part.ToolCall);
        if (!own && Words.isLost(choice.finish())) {
            drops.add(Feature.FINISH_REASON);
        }
        body.put("stop_reason", Words.word(choice.finish(), calls, own));
        choice.stopText().ifPresent(text -> body.put("stop_sequence", text));
        ObjectNode usage = Usages.write(reply.usage().orElse(ChatUsage.NONE));
        if (reply.usage().map(ChatUsage::audioInput).orElse(0L) > 0
                || reply.usage().map(ChatUsage::audioOutput).orElse(0L) > 0) {
            drops.add(Feature.USAGE_AUDIO);
        }
        if (own && reply.usage().isEmpty()) {
            body.remove(USAGE);
        } else {
            body.set(USAGE, usage);
        }
        reply.serviceTier().ifPresent(tier -> writeTier(tier, own, usage, drops));
        Extras.write(reply.extras(), own, Set.of(), body, drops);
        return body;
    }

    private static void writeTier(String tier, boolean own, ObjectNode usage, Drops drops) {
        if (own || tier.equals("standard") || tier.equals("priority")) {
            usage.put(TIER, tier);
        } else if (tier.equals("default")) {
            usage.put(TIER, "standard");
        } else {
            drops.add(Feature.SERVICE_TIER);
        }
    }

    /** The provider blocked the prompt. */
    private static ChatReply.Choice blocked() {
        FinishReason reason = new FinishReason(FinishReason.Kind.CONTENT_FILTER, "");
        return new ChatReply.Choice(0, List.of(), reason, Optional.empty(), Optional.empty());
    }

    /** A message of which nothing is said yet. */
    static ObjectNode message(String id, String model) {
        ObjectNode message = Trees.object();
        message.put("id", id).put("type", "message").put("role", "assistant").put("model", model);
        message.putArray("content");
        message.putNull("stop_reason").putNull("stop_sequence");
        message.set(USAGE, Usages.write(ChatUsage.NONE));
        return message;
    }
}
