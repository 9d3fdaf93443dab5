package io.piuptime.dialects.chat;

import io.piuptime.model.chat.Part;

/** What one dialect can say and another may not, each with the one name under which every codec notes that it was left out. */
public enum Feature {
    CACHE("cache_control", "a mark of what to keep in a cache"),
    CACHE_TTL("cache_control.ttl", "how long to keep it"),
    CACHE_KEY("prompt_cache_key", "the key of a cache"),
    IMAGE("messages.image", "an image, or one of this format, or from there"),
    IMAGE_DETAIL("messages.image.detail", "how closely to look at it"),
    AUDIO("messages.audio", "a sound, or one of this format, or from there"),
    VIDEO("messages.video", "a film, or one of this format, or from there"),
    FILE("messages.file", "a file, or one of this format, or from there"),
    FILE_NAME("messages.file.name", "its name"),
    PARTICIPANT("messages.name", "the name of who speaks"),
    NATIVE_PART("messages.native", "a part that only its own provider understands"),
    EMPTY_MESSAGE("messages.empty", "a turn of which nothing can be said"),
    FIRST_MESSAGE("messages.first", "that the model speaks first"),
    BLANK_TEXT("messages.text.blank", "a text without words"),
    INSTRUCTED_MEDIA("messages.system.content", "what is no text in instructions"),
    INSTRUCTION_PLACE("messages.system.position", "where instructions stand between turns"),
    REFUSAL("refusal", "that a text is a refusal"),
    CITATIONS("citations", "where a text is from"),
    THOUGHT("reasoning", "a thought"),
    THOUGHT_PROOF("reasoning.signature", "the signature or the sealed form of a thought"),
    EFFORT("reasoning.effort", "how much to think"),
    BUDGET("reasoning.budget", "how many tokens to think"),
    SUMMARY("reasoning.summary", "that thoughts be summed up"),
    SHOWN("reasoning.shown", "whether thoughts be shown"),
    SEALED("reasoning.sealed", "that thoughts be told sealed"),
    TOOLS("tools", "tools"),
    STRICT_TOOL("tools.strict", "that arguments keep to their schema"),
    TOOL_SCHEMA("tools.parameters", "a limit in the schema of arguments, which follows behind a dot"),
    CUSTOM_TOOL("tools.custom", "that a tool takes free text"),
    NATIVE_TOOL("tools.native", "a tool that only its own provider runs"),
    TOOL_CHOICE("tool_choice", "which tool to call"),
    PARALLEL_CALLS("parallel_tool_calls", "whether tools are called side by side"),
    CALL("tool_calls", "a call of a tool"),
    CALL_ARGUMENTS("tool_calls.arguments", "arguments that are no JSON object"),
    CUSTOM_CALL("tool_calls.custom", "that a call is of free text"),
    CALL_PROOF("tool_calls.signature", "the signature of a call"),
    RESULT("tool_result", "a result of a tool, or that it is one"),
    RESULT_CONTENT("tool_result.content", "what is no text in a result"),
    RESULT_FAILED("tool_result.failed", "that a tool failed"),
    MAX_TOKENS("max_tokens", "so small a limit of tokens"),
    TEMPERATURE("temperature", "so high a temperature, or any"),
    TOP_P("top_p", "the share of tokens to choose from"),
    TOP_K("top_k", "how many tokens to choose from"),
    FREQUENCY_PENALTY("frequency_penalty", "the penalty for what was said often"),
    PRESENCE_PENALTY("presence_penalty", "the penalty for what was said"),
    STOP("stop", "texts that end an answer"),
    SEED("seed", "the seed of chance"),
    CHOICES("n", "more than one answer"),
    LOGPROBS("logprobs", "how likely the tokens were"),
    TOP_LOGPROBS("top_logprobs", "how likely other tokens were"),
    LOGIT_BIAS("logit_bias", "which tokens to prefer"),
    FORMAT("response_format", "the form of the answer"),
    FORMAT_SCHEMA("response_format.schema", "the schema of the answer, or a limit in it, which follows behind a dot"),
    FORMAT_DESCRIPTION("response_format.description", "what the form of the answer is for"),
    FORMAT_STRICT("response_format.strict", "whether the answer has to keep to its schema"),
    SERVICE_TIER("service_tier", "the tier of service"),
    USER("user", "who asks"),
    METADATA("metadata", "metadata"),
    STORE("store", "whether the provider keeps the answer"),
    STREAM_OPTIONS("stream_options", "an option of a stream, which follows behind a dot"),
    FINISH_REASON("finish_reason", "why an answer ended"),
    STOP_TEXT("stop_sequence", "which text ended an answer"),
    USAGE_AUDIO("usage.audio_tokens", "how many tokens were sound"),
    USAGE_REASONING("usage.reasoning_tokens", "how many tokens were thoughts"),
    USAGE_CACHE_WRITE("usage.cache_write", "how many tokens were written to a cache"),
    USAGE_CACHE_WRITE_HOUR("usage.cache_write_hour", "how many of them for an hour"),
    INPUT_TYPE("input_type", "what a text is embedded for"),
    ENCODING("encoding_format", "how vectors are written"),
    EMBEDDING_TYPES("embedding_types", "of which numbers vectors are"),
    NOT_A_NUMBER("embedding.nan", "a number of a vector that is none"),
    DIMENSIONS("dimensions", "the length of vectors"),
    TITLE("title", "the title of what is embedded"),
    TRUNCATE("truncate", "what becomes of a text that is too long"),
    TRUNCATION("truncation", "what becomes of a document that is too long"),
    MAX_CHUNKS("max_chunks_per_doc", "how many pieces of a document count"),
    MAX_DOCUMENT_TOKENS("max_tokens_per_doc", "how many tokens of a document count");

    private final String id;
    private final String about;

    Feature(String id, String about) {
        this.id = id;
        this.about = about;
    }

    /** What an image, a sound, a film or a file is. */
    public static Feature of(Part.Media media) {
        return switch (media.kind()) {
            case IMAGE -> IMAGE;
            case AUDIO -> AUDIO;
            case VIDEO -> VIDEO;
            case FILE -> FILE;
        };
    }

    /** The name that callers are told. */
    public String id() {
        return id;
    }

    /** What is left out, for people. */
    public String about() {
        return about;
    }
}
