package io.piuptime.dialects.count;

import java.util.List;

/** Who counts, and in what words. */
public enum CountForm {
    ANTHROPIC("/messages/count_tokens", "input_tokens"),
    RESPONSES("/responses/input_tokens", "input_tokens"),
    /** On AI Studio, which counts instructions and tools only in a request that is given whole. */
    GEMINI("/models/{model}:countTokens", "totalTokens"),
    VERTEX("/models/{model}:countTokens", "totalTokens"),
    BEDROCK("/model/{model}/count-tokens", "inputTokens");

    private final String path;
    private final String count;

    CountForm(String path, String count) {
        this.path = path;
        this.count = count;
    }

    /** Where it is asked, with the model's place in braces if it has one. */
    String path() {
        return path;
    }

    /** The member of a reply that has the count. */
    String count() {
        return count;
    }

    /** What of a request for an answer may be in a request to count. */
    List<String> members() {
        return switch (this) {
            case ANTHROPIC ->
                List.of(
                        "model",
                        "messages",
                        "system",
                        "tools",
                        "tool_choice",
                        "thinking",
                        "cache_control",
                        "context_management",
                        "mcp_servers",
                        "output_config",
                        "output_format");
            case RESPONSES ->
                List.of(
                        "model",
                        "input",
                        "instructions",
                        "tools",
                        "tool_choice",
                        "parallel_tool_calls",
                        "reasoning",
                        "text",
                        "truncation",
                        "conversation",
                        "previous_response_id");
            case GEMINI ->
                List.of("contents", "systemInstruction", "tools", "toolConfig", "generationConfig", "cachedContent");
            case VERTEX -> List.of("contents", "systemInstruction", "tools", "generationConfig");
            case BEDROCK -> List.of("messages", "system", "toolConfig", "additionalModelRequestFields");
        };
    }
}
