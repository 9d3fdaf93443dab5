package io.piuptime.dialects.bedrock;

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
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Whole replies and their usage. Bedrock gives a reply neither an id nor the model's name. */
final class Replies {
    private Replies() {}

    static ChatReply read(Members body) {
        Members output = body.object("output").orElseThrow(() -> Members.missing("output"));
        List<Part> parts = output.object("message")
                .map(message -> ContentReader.parts(message.objects("content")))
                .orElse(List.of());
        Optional<String> stopText = stopText(body);
        ChatReply.Choice choice = new ChatReply.Choice(
                0, parts, Words.finish(body.text("stopReason").orElse("")), stopText, Optional.empty());
        Optional<Members> usage = body.object("usage");
        Optional<ChatUsage> counts = usage.map(Replies::usage);
        Optional<String> tier = body.object("serviceTier").flatMap(found -> found.text("type"));
        Map<String, Json> extras = new LinkedHashMap<>(body.rest());
        usage.flatMap(Replies::rest).ifPresent(rest -> extras.put("usage", rest));
        return new ChatReply("", "", 0, List.of(choice), counts, tier, extras, BedrockCodec.NAME);
    }

    /** The stop text, where the caller asked to be told of it. */
    static Optional<String> stopText(Members body) {
        if (!body.has(BedrockCodec.REPLY_FIELDS)) {
            return Optional.empty();
        }
        return Optional.of(body.all().path(BedrockCodec.REPLY_FIELDS).path("stop_sequence"))
                .filter(text -> text.isString())
                .map(text -> text.stringValue());
    }

    static ChatUsage usage(Members usage) {
        long cached = count(usage, "cacheReadInputTokens", "cacheReadInputTokenCount");
        long written = count(usage, "cacheWriteInputTokens", "cacheWriteInputTokenCount");
        long hour = 0;
        for (Members detail : usage.objects("cacheDetails")) {
            if (detail.text("ttl").orElse("").equals("1h")) {
                hour += detail.whole("inputTokens").orElse(0);
            }
        }
        long input = usage.whole("inputTokens").orElse(0) + cached + written;
        long output = usage.whole("outputTokens").orElse(0);
        return new ChatUsage(input, output, cached, written, hour, 0, 0, 0);
    }

    /** A count that is told under two names. */
    private static long count(Members usage, String name, String older) {
        long other = usage.whole(older).orElse(0);
        return usage.whole(name).orElse(other);
    }

    /** What was told beyond the counts. */
    private static Optional<Json> rest(Members usage) {
        usage.node("totalTokens");
        ObjectNode rest = Trees.object();
        usage.rest().forEach((name, value) -> {
            if (!value.text().equals("{}") && !value.text().equals("null")) {
                rest.set(name, Trees.node(value));
            }
        });
        return rest.isEmpty() ? Optional.empty() : Optional.of(Trees.json(rest));
    }

    static ObjectNode write(ChatReply reply, Drops drops) {
        boolean own = reply.dialect().equals(BedrockCodec.NAME);
        if (reply.choices().size() > 1) {
            drops.add(Feature.CHOICES);
        }
        ChatReply.Choice choice =
                reply.choices().isEmpty() ? blocked() : reply.choices().getFirst();
        if (choice.logprobs().isPresent()) {
            drops.add(Feature.LOGPROBS);
        }
        ObjectNode body = Trees.object();
        ObjectNode message = body.putObject("output").putObject("message");
        message.put("role", "assistant");
        message.set("content", new ContentWriter(reply.dialect(), drops).reply(choice.parts()));
        if (!own && choice.finish().kind() == FinishReason.Kind.OTHER) {
            drops.add(Feature.FINISH_REASON);
        }
        body.put("stopReason", Words.word(choice.finish(), own));
        reply.usage().ifPresent(usage -> {
            body.set("usage", usage(usage, drops));
        });
        if (!own && reply.usage().isEmpty()) {
            // clients rely on it
            body.set("usage", usage(ChatUsage.NONE, drops));
        }
        body.putObject("metrics").put("latencyMs", 0);
        reply.serviceTier()
                .flatMap(tier -> Words.tier(tier, own, drops))
                .ifPresent(tier -> body.putObject("serviceTier").put("type", tier));
        choice.stopText()
                .ifPresent(text -> body.putObject(BedrockCodec.REPLY_FIELDS).put("stop_sequence", text));
        Extras.write(reply.extras(), own, Set.of(), body, drops);
        return body;
    }

    /** The provider blocked the prompt. */
    private static ChatReply.Choice blocked() {
        FinishReason reason = new FinishReason(FinishReason.Kind.CONTENT_FILTER, "");
        return new ChatReply.Choice(0, List.of(), reason, Optional.empty(), Optional.empty());
    }

    static ObjectNode usage(ChatUsage usage, Drops drops) {
        if (usage.reasoning() > 0) {
            drops.add(Feature.USAGE_REASONING);
        }
        if (usage.audioInput() + usage.audioOutput() > 0) {
            drops.add(Feature.USAGE_AUDIO);
        }
        ObjectNode written = Trees.object();
        written.put("inputTokens", Math.max(0, usage.input() - usage.cached() - usage.written()));
        written.put("outputTokens", usage.output());
        written.put("totalTokens", usage.total());
        if (usage.cached() > 0 || usage.written() > 0) {
            written.put("cacheReadInputTokens", usage.cached());
            written.put("cacheWriteInputTokens", usage.written());
        }
        if (usage.writtenHour() > 0) {
            ArrayNode details = written.putArray("cacheDetails");
            details.addObject().put("ttl", "1h").put("inputTokens", usage.writtenHour());
            if (usage.written() > usage.writtenHour()) {
                details.addObject().put("ttl", "5m").put("inputTokens", usage.written() - usage.writtenHour());
            }
        }
        return written;
    }
}
