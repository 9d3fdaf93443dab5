package io.piuptime.dialects.cost;

import io.piuptime.model.catalog.Wire;
import java.util.List;
import java.util.Set;

/**
 * Where a wire format says what costs something.
 *
 * @param settings names of the object in which limits stand; empty = they stand in the body itself
 * @param limits names of the most tokens of an answer; the first is the one that is written
 * @param answers names of how many answers are wanted
 * @param acts names of what has a provider do more than answer
 * @param kept names of what a provider keeps and adds to the prompt
 * @param tools types of tools that are the caller's to run; a {@code *} at the end stands for any text
 * @param toolMembers names of members of tools that are the caller's to run, where tools have no types
 */
record CostForm(
        List<String> settings,
        List<String> limits,
        Set<String> answers,
        Set<String> acts,
        Set<String> kept,
        Set<String> tools,
        Set<String> toolMembers) {
    private static final CostForm CHAT = new CostForm(
            List.of(),
            List.of("max_completion_tokens", "max_tokens"),
            Set.of("n", "best_of"),
            Set.of("web_search_options", "plugins", "search_parameters", "mcp_servers"),
            Set.of(),
            Set.of("function", "custom"),
            Set.of());
    private static final CostForm RESPONSES = new CostForm(
            List.of(),
            List.of("max_output_tokens"),
            Set.of(),
            Set.of("background"),
            Set.of("previous_response_id", "conversation", "prompt"),
            Set.of("function", "custom", "local_shell", "apply_patch"),
            Set.of());
    private static final CostForm MESSAGES = new CostForm(
            List.of(),
            List.of("max_tokens"),
            Set.of(),
            Set.of("mcp_servers", "container"),
            Set.of(),
            Set.of("custom", "bash_*", "text_editor_*", "computer_*", "memory_*"),
            Set.of());
    private static final CostForm GEMINI = new CostForm(
            List.of("generationConfig", "generation_config"),
            List.of("maxOutputTokens", "max_output_tokens"),
            Set.of("candidateCount", "candidate_count"),
            Set.of(),
            Set.of("cachedContent", "cached_content"),
            Set.of(),
            Set.of("functionDeclarations", "function_declarations"));
    private static final CostForm CONVERSE = new CostForm(
            List.of("inferenceConfig"),
            List.of("maxTokens"),
            Set.of(),
            Set.of(),
            Set.of("promptVariables"),
            Set.of(),
            Set.of("toolSpec", "cachePoint"));
    private static final CostForm COHERE = new CostForm(
            List.of(),
            List.of("max_tokens"),
            Set.of("num_generations"),
            Set.of("connectors"),
            Set.of(),
            Set.of("function"),
            Set.of());

    static CostForm of(Wire wire) {
        return switch (wire) {
            case OPENAI_CHAT -> CHAT;
            case OPENAI_RESPONSES -> RESPONSES;
            case ANTHROPIC_MESSAGES, VERTEX_ANTHROPIC, BEDROCK_ANTHROPIC -> MESSAGES;
            case GEMINI -> GEMINI;
            case BEDROCK_CONVERSE -> CONVERSE;
            case COHERE_CHAT -> COHERE;
        };
    }

    /** Whether a tool of this type is run by the caller. */
    boolean isCallers(String type) {
        return tools.stream()
                .anyMatch(known -> known.endsWith("*")
                        ? type.startsWith(known.substring(0, known.length() - 1))
                        : type.equals(known));
    }
}
