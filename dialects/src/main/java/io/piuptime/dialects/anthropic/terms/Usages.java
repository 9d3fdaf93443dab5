package io.piuptime.dialects.anthropic.terms;

import io.piuptime.dialects.chat.Members;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.model.chat.ChatUsage;
import io.piuptime.model.chat.Json;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.node.ObjectNode;

/**
 * Counts of tokens. Anthropic's {@code input_tokens} are those that had nothing to do with a cache; a stream tells some counts at
 * its start and all that changed at its end.
 */
public final class Usages {
    private static final String CREATION = "cache_creation";
    private static final String DETAILS = "output_tokens_details";

    private Usages() {}

    public static ChatUsage read(Members usage) {
        return read(usage, ChatUsage.NONE);
    }

    /** The counts; what is not told is as it was before. */
    public static ChatUsage read(Members usage, ChatUsage before) {
        long cached = usage.whole("cache_read_input_tokens").orElse(before.cached());
        Optional<Members> creation = usage.object(CREATION);
        OptionalLong hour =
                creation.map(kept -> kept.whole("ephemeral_1h_input_tokens")).orElse(OptionalLong.empty());
        OptionalLong minutes =
                creation.map(kept -> kept.whole("ephemeral_5m_input_tokens")).orElse(OptionalLong.empty());
        long detailed = creation.isPresent() ? hour.orElse(0) + minutes.orElse(0) : before.written();
        long written = usage.whole("cache_creation_input_tokens").orElse(detailed);
        long plain = usage.whole("input_tokens").orElse(before.input() - before.cached() - before.written());
        OptionalLong thought = usage.object(DETAILS)
                .map(details -> details.whole("thinking_tokens"))
                .orElse(OptionalLong.empty());
        return new ChatUsage(
                plain + cached + written,
                usage.whole("output_tokens").orElse(before.output()),
                cached,
                written,
                hour.orElse(before.writtenHour()),
                thought.orElse(before.reasoning()),
                0,
                0);
    }

    /** What was told beyond the counts, the service tier left out. */
    public static Optional<Json> rest(Members usage) {
        ObjectNode rest = Trees.object();
        usage.rest().forEach((name, value) -> rest.set(name, Trees.node(value)));
        return rest.isEmpty() ? Optional.empty() : Optional.of(Trees.json(rest));
    }

    public static ObjectNode write(ChatUsage usage) {
        // some count a token as read and as written; here the counts have to add up to the prompt
        long cached = Math.min(usage.cached(), usage.input());
        long kept = Math.min(usage.written(), usage.input() - cached);
        long hour = Math.min(usage.writtenHour(), kept);
        ObjectNode written = Trees.object();
        written.put("input_tokens", usage.input() - cached - kept);
        written.put("cache_creation_input_tokens", kept);
        written.put("cache_read_input_tokens", cached);
        if (hour > 0) {
            written.putObject(CREATION)
                    .put("ephemeral_5m_input_tokens", kept - hour)
                    .put("ephemeral_1h_input_tokens", hour);
        }
        written.put("output_tokens", usage.output());
        if (usage.reasoning() > 0) {
            written.putObject(DETAILS).put("thinking_tokens", usage.reasoning());
        }
        return written;
    }
}
