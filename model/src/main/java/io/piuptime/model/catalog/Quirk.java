package io.piuptime.model.catalog;

import java.util.Locale;

/** What a provider cannot take, or does otherwise than its wire format says. */
public enum Quirk {
    /** It knows {@code max_tokens}, not {@code max_completion_tokens}. */
    MAX_TOKENS_ONLY,
    /** It refuses {@code stream_options}; usage comes with the last chunk by itself. */
    NO_STREAM_OPTIONS,
    /** It knows the role {@code system}, not {@code developer}. */
    NO_DEVELOPER_ROLE,
    /** A message's content must be one text, not a list of parts. */
    PLAIN_TEXT_CONTENT,
    /** It gives one answer only. */
    NO_N,
    NO_LOGPROBS,
    NO_TOOLS,
    NO_PARALLEL_TOOL_CALLS,
    /** {@code tool_choice} can be auto or none, not required or a name. */
    NO_REQUIRED_TOOL,
    /** {@code response_format} can be a JSON object, not a schema. */
    NO_JSON_SCHEMA,
    /** The seed is called {@code random_seed}. */
    RANDOM_SEED,
    /** It has a temperature of its own and takes no other. */
    NO_TEMPERATURE,
    /** Ids of tool calls must be nine letters or digits. */
    SHORT_TOOL_IDS,
    /** Reasoning stands in {@code reasoning_content}. */
    REASONING_CONTENT,
    /** Reasoning stands in {@code reasoning}. */
    REASONING_FIELD,
    /** The region {@code global} has no prefix in the host's name. */
    BARE_GLOBAL_HOST;

    /** Its name in rows and configurations: {@code no-n}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
