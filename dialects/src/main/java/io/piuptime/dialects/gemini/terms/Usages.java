package io.piuptime.dialects.gemini.terms;

import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.chat.Feature;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.model.chat.ChatUsage;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads and writes the {@code usageMetadata}, which counts thoughts beside the answer and tools' prompts beside the prompt. */
public final class Usages {
    public static final String USAGE = "usageMetadata";

    private static final String AUDIO_NUMBER = "4";

    private Usages() {}

    public static ChatUsage read(JsonNode usage) {
        long thoughts = count(usage, "thoughtsTokenCount");
        return new ChatUsage(
                count(usage, "promptTokenCount") + count(usage, "toolUsePromptTokenCount"),
                count(usage, "candidatesTokenCount") + thoughts,
                count(usage, "cachedContentTokenCount"),
                0,
                0,
                thoughts,
                audio(usage.path("promptTokensDetails")),
                audio(usage.path("candidatesTokensDetails")));
    }

    /**
     * Writes counts.
     *
     * @param more what else the provider said of them
     */
    public static ObjectNode write(ChatUsage usage, JsonNode more, Drops drops) {
        if (usage.written() > 0) {
            drops.add(Feature.USAGE_CACHE_WRITE);
        }
        ObjectNode written = Trees.object();
        written.put("promptTokenCount", usage.input() - count(more, "toolUsePromptTokenCount"));
        written.put("candidatesTokenCount", usage.output() - usage.reasoning());
        written.put("totalTokenCount", usage.total());
        if (usage.cached() > 0) {
            written.put("cachedContentTokenCount", usage.cached());
        }
        if (usage.reasoning() > 0) {
            written.put("thoughtsTokenCount", usage.reasoning());
        }
        if (usage.audioInput() > 0 && !more.has("promptTokensDetails")) {
            audio(written, "promptTokensDetails", usage.audioInput());
        }
        if (usage.audioOutput() > 0 && !more.has("candidatesTokensDetails")) {
            audio(written, "candidatesTokensDetails", usage.audioOutput());
        }
        more.properties().forEach(member -> written.set(member.getKey(), member.getValue()));
        return written;
    }

    private static void audio(ObjectNode usage, String name, long tokens) {
        usage.putArray(name).addObject().put("modality", "AUDIO").put("tokenCount", tokens);
    }

    private static long audio(JsonNode details) {
        long tokens = 0;
        for (JsonNode detail : details.values()) {
            String modality = detail.path("modality").asString("");
            boolean audio = modality.equals("AUDIO") || modality.equals(AUDIO_NUMBER);
            tokens += audio ? count(detail, "tokenCount") : 0;
        }
        return tokens;
    }

    private static long count(JsonNode usage, String name) {
        return Math.max(0, usage.path(name).asLong(0));
    }
}
