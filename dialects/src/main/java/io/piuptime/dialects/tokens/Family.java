package io.piuptime.dialects.tokens;

import java.util.List;

/**
 * Models that count alike. The figures were fitted to what providers report of recorded conversations; scripts that none of these
 * had follow what is known of the vocabularies.
 */
enum Family {
    GPT,
    CLAUDE_5,
    CLAUDE_4,
    CLAUDE,
    GEMINI_2_0,
    GEMINI,
    NOVA_2,
    NOVA,
    MISTRAL,
    DEEPSEEK_4,
    DEEPSEEK,
    LLAMA_4,
    LLAMA_3,
    LLAMA,
    COMMAND,
    QWEN,
    GLM,
    OTHER;

    /** The family of a model: the first of which a word is in its name. */
    static Family of(String model) {
        String name = Vocabulary.plain(model);
        for (Family family : values()) {
            if (family.isOf(name)) {
                return family;
            }
        }
        return OTHER;
    }

    /** Whether it is Google's, which reads thoughts of earlier turns again and counts media by its own formulas. */
    boolean isGoogles() {
        return this == GEMINI || this == GEMINI_2_0;
    }

    private boolean isOf(String name) {
        return switch (this) {
            case GPT -> words().stream().anyMatch(name::startsWith);
            case CLAUDE_4 -> name.contains("claude") && words().stream().anyMatch(name::contains);
            default -> words().stream().anyMatch(name::contains);
        };
    }

    private List<String> words() {
        return switch (this) {
            case GPT -> List.of("gpt-", "chatgpt", "o1", "o3", "o4");
            case CLAUDE_5 ->
                List.of("opus-4-7", "opus-4-8", "opus-4.7", "opus-4.8", "opus-5", "sonnet-5", "haiku-5", "fable");
            case CLAUDE_4 -> List.of("-4-5", "-4.5", "-4-6", "-4.6");
            case CLAUDE -> List.of("claude");
            case GEMINI_2_0 -> List.of("gemini-2.0", "gemini-1");
            case GEMINI -> List.of("gemini", "gemma");
            case NOVA_2 -> List.of("nova-2");
            case NOVA -> List.of("nova");
            case MISTRAL -> List.of("mistral", "mixtral", "magistral", "ministral", "pixtral", "codestral", "devstral");
            case DEEPSEEK_4 -> List.of("deepseek-v4");
            case DEEPSEEK -> List.of("deepseek");
            case LLAMA_4 -> List.of("llama-4", "llama4");
            case LLAMA_3 -> List.of("llama-3.", "llama3.", "llama3-2", "llama3-3");
            case LLAMA -> List.of("llama");
            case COMMAND -> List.of("command");
            case QWEN -> List.of("qwen");
            case GLM -> List.of("glm");
            case OTHER -> List.of("");
        };
    }

    /** What it makes of a conversation: text and foreign scripts; frame; tools; schema. */
    Form form() {
        return switch (this) {
            case GPT -> form(1, 1, 3, 4, 4, 9, 8, 0.9, 8, 0.9);
            case CLAUDE_5 -> form(1.45, 1.3, 5, 2.3, 15, 332, 21, 1.3, 100, 1.9);
            case CLAUDE_4 -> form(1.1, 1.4, 5, 2.5, 20, 505, 12, 1.15, 100, 1.8);
            case CLAUDE -> form(1.1, 1.4, 6, 2.5, 20, 340, 12, 1.15, 100, 1.8);
            case GEMINI_2_0 -> form(1, 0.8, 0, 0.8, 1, 0, 0, 0.45, 0, 0);
            case GEMINI -> form(1, 0.8, 0, 0.8, 10, 0, 6, 1, 0, 0);
            case NOVA_2 -> form(1.1, 1.1, 0, 0.5, 5, 850, 20, 1, 0, 0);
            case NOVA -> form(1.1, 1.1, 0, 0.5, 5, 380, 20, 1, 0, 0);
            case MISTRAL -> form(1.03, 1.1, 1.4, 2.8, 8, 6, 15, 1.2, 0, 0);
            case DEEPSEEK_4 -> form(1, 0.9, 81, 1, 10, 250, 0, 1, 0, 0);
            case DEEPSEEK -> form(1, 0.9, 3, 1, 20, 200, 10, 1, 0, 0);
            case LLAMA_4 -> form(1, 1, 8, 2, 10, 640, 10, 0.8, 0, 0);
            case LLAMA_3 -> form(1, 1, 34, 2, 10, 110, 10, 0.8, 0, 0);
            case LLAMA -> form(1, 1.2, 10, 2, 10, 110, 10, 0.8, 0, 0);
            case COMMAND -> form(1.02, 1.2, 0, 0, 0, 16, 0, 0.4, 0, 0);
            case QWEN -> form(1, 0.9, 5, 5, 8, 150, 10, 1, 0, 0);
            case GLM -> form(1, 0.9, 4, 4, 8, 150, 10, 1, 0, 0);
            case OTHER -> form(1.05, 1.1, 5, 4, 8, 100, 10, 1.1, 20, 1);
        };
    }

    private static Form form(double... figures) {
        return new Form(
                figures[0],
                figures[1],
                new Form.Frame(figures[2], figures[3], figures[4]),
                new Form.Tools(figures[5], figures[6], figures[7]),
                new Form.Schema(figures[8], figures[9]));
    }
}
