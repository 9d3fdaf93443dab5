package io.piuptime.testkit.turn;

import java.util.Map;

/** Requests of each dialect, and where their replies tell what. */
final class Asking {
    static final Map<UpstreamDialect, String> TEXT = places(
            "/choices/0/message/content",
            "/output/0/content/0/text",
            "/content/0/text",
            "/candidates/0/content/parts/0/text",
            "/output/message/content/0/text");
    static final Map<UpstreamDialect, String> DELTA = places(
            "/choices/0/delta/content", "/delta", "/delta/text", "/candidates/0/content/parts/0/text", "/delta/text");
    static final Map<UpstreamDialect, String> ARGUMENTS = places(
            "/choices/0/message/tool_calls/0/function/arguments",
            "/output/0/arguments",
            "/content/0/input",
            "/candidates/0/content/parts/0/functionCall/args",
            "/output/message/content/0/toolUse/input");
    static final Map<UpstreamDialect, String> ARGUMENTS_DELTA = places(
            "/choices/0/delta/tool_calls/0/function/arguments",
            "/delta",
            "/delta/partial_json",
            "/candidates/0/content/parts/0/functionCall/args",
            "/delta/toolUse/input");
    static final Map<UpstreamDialect, String> OUTPUT_TOKENS = places(
            "/usage/completion_tokens",
            "/usage/output_tokens",
            "/usage/output_tokens",
            "/usageMetadata/candidatesTokenCount",
            "/usage/outputTokens");

    private Asking() {}

    /** Gemini tells thoughts apart, the others count them with the answer. */
    static int outputTokens(UpstreamDialect dialect) {
        int all = Turn.USAGE.completion();
        return dialect == UpstreamDialect.GEMINI ? all - Turn.USAGE.reasoning() : all;
    }

    static String path(UpstreamDialect dialect, boolean stream) {
        return dialect.prefix()
                + switch (dialect) {
                    case CHAT -> "/chat/completions";
                    case RESPONSES -> "/responses";
                    case ANTHROPIC -> "/messages";
                    case GEMINI -> "/models/model-1:" + (stream ? "streamGenerateContent?alt=sse" : "generateContent");
                    case BEDROCK -> "/model/model-1/converse" + (stream ? "-stream" : "");
                };
    }

    static String plain(UpstreamDialect dialect, String text) {
        return switch (dialect) {
            case CHAT, ANTHROPIC -> """
                {"model":"model-1","messages":[{"role":"user","content":"%s"}]}""".formatted(text);
            case RESPONSES -> """
                {"model":"model-1","input":"%s"}""".formatted(text);
            case GEMINI -> """
                {"contents":[{"role":"user","parts":[{"text":"%s"}]}]}""".formatted(text);
            case BEDROCK -> """
                {"messages":[{"role":"user","content":[{"text":"%s"}]}]}""".formatted(text);
        };
    }

    static String withTool(UpstreamDialect dialect) {
        String tools = switch (dialect) {
            case CHAT -> """
                        "tools":[{"type":"function","function":{"name":"weather","parameters":{}}}]""";
            case RESPONSES -> """
                        "tools":[{"type":"function","name":"weather","parameters":{}}]""";
            case ANTHROPIC -> """
                        "tools":[{"name":"weather","input_schema":{}}]""";
            case GEMINI -> """
                        "tools":[{"functionDeclarations":[{"name":"weather"}]}]""";
            case BEDROCK -> """
                        "toolConfig":{"tools":[{"toolSpec":{"name":"weather","inputSchema":{"json":{}}}}]}""";
        };
        return "{" + tools + "," + plain(dialect, "Rain?").substring(1);
    }

    static String withResult(UpstreamDialect dialect) {
        String result = switch (dialect) {
            case CHAT -> """
                        {"role":"tool","tool_call_id":"call-1","content":"rain"}""";
            case RESPONSES -> """
                        {"type":"function_call_output","call_id":"call-1","output":"rain"}""";
            case ANTHROPIC -> """
                        {"role":"user","content":[{"type":"tool_result","tool_use_id":"call-1","content":"rain"}]}""";
            case GEMINI -> """
                        {"role":"user","parts":[{"functionResponse":
                        {"id":"call-1","name":"weather","response":{"output":"rain"}}}]}""";
            case BEDROCK -> """
                        {"role":"user","content":[{"toolResult":{"toolUseId":"call-1","content":[{"text":"rain"}]}}]}""";
        };
        if (dialect == UpstreamDialect.RESPONSES) {
            return "{\"model\":\"model-1\",\"input\":[{\"role\":\"user\",\"content\":\"Rain?\"}," + result + "]}";
        }
        String asked = withTool(dialect);
        return asked.substring(0, asked.length() - 2) + "," + result + "]}";
    }

    private static Map<UpstreamDialect, String> places(
            String chat, String responses, String anthropic, String gemini, String bedrock) {
        return Map.of(
                UpstreamDialect.CHAT,
                chat,
                UpstreamDialect.RESPONSES,
                responses,
                UpstreamDialect.ANTHROPIC,
                anthropic,
                UpstreamDialect.GEMINI,
                gemini,
                UpstreamDialect.BEDROCK,
                bedrock);
    }
}
