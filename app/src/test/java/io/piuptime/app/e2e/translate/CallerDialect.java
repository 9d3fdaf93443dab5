package io.piuptime.app.e2e.translate;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a caller writes and reads who knows one dialect alone: by hand, so that no code of ours judges itself. */
enum CallerDialect {
    CHAT(
            "/v1/chat/completions",
            """
            {"model":"m","stream":%STREAM%,"messages":[{"role":"user","content":"%TEXT%"}]}""",
            """
            {"model":"m","stream":%STREAM%,"messages":[{"role":"user","content":"weather?"}],
             "tools":[{"type":"function","function":{"name":"weather","parameters":{"type":"object","properties":{"city":{"type":"string"}}}}}]}""",
            """
            {"model":"m","messages":[{"role":"user","content":"weather?"},
              {"role":"assistant","content":null,"tool_calls":[{"id":"%ID%","type":"function","function":{"name":"weather","arguments":"{\\"city\\":\\"Bern\\"}"}}]},
              {"role":"tool","tool_call_id":"%ID%","content":"rain"}],
             "tools":[{"type":"function","function":{"name":"weather","parameters":{"type":"object","properties":{"city":{"type":"string"}}}}}]}""",
            "/choices/0/message/content",
            "/choices/0/delta/content",
            "/choices/0/message/tool_calls/0/id",
            "/choices/0/message/tool_calls/0/function/arguments",
            "/error/message"),
    RESPONSES(
            "/v1/responses",
            """
            {"model":"m","stream":%STREAM%,"input":"%TEXT%"}""",
            """
            {"model":"m","stream":%STREAM%,"input":"weather?",
             "tools":[{"type":"function","name":"weather","strict":false,"parameters":{"type":"object","properties":{"city":{"type":"string"}}}}]}""",
            """
            {"model":"m","input":[{"role":"user","content":"weather?"},
              {"type":"function_call","call_id":"%ID%","name":"weather","arguments":"{\\"city\\":\\"Bern\\"}"},
              {"type":"function_call_output","call_id":"%ID%","output":"rain"}],
             "tools":[{"type":"function","name":"weather","strict":false,"parameters":{"type":"object","properties":{"city":{"type":"string"}}}}]}""",
            "/output/0/content/0/text",
            "/delta",
            "/output/0/call_id",
            "/output/0/arguments",
            "/error/message"),
    ANTHROPIC(
            "/v1/messages",
            """
            {"model":"m","max_tokens":500,"stream":%STREAM%,"messages":[{"role":"user","content":"%TEXT%"}]}""",
            """
            {"model":"m","max_tokens":500,"stream":%STREAM%,"messages":[{"role":"user","content":"weather?"}],
             "tools":[{"name":"weather","input_schema":{"type":"object","properties":{"city":{"type":"string"}}}}]}""",
            """
            {"model":"m","max_tokens":500,"messages":[{"role":"user","content":"weather?"},
              {"role":"assistant","content":[{"type":"tool_use","id":"%ID%","name":"weather","input":{"city":"Bern"}}]},
              {"role":"user","content":[{"type":"tool_result","tool_use_id":"%ID%","content":"rain"}]}],
             "tools":[{"name":"weather","input_schema":{"type":"object","properties":{"city":{"type":"string"}}}}]}""",
            "/content/0/text",
            "/delta/text",
            "/content/0/id",
            "/content/0/input",
            "/error/message"),
    GEMINI(
            "/v1beta/models/m:%VERB%",
            """
            {"contents":[{"role":"user","parts":[{"text":"%TEXT%"}]}]}""",
            """
            {"contents":[{"role":"user","parts":[{"text":"weather?"}]}],
             "tools":[{"functionDeclarations":[{"name":"weather","parameters":{"type":"OBJECT","properties":{"city":{"type":"STRING"}}}}]}]}""",
            """
            {"contents":[{"role":"user","parts":[{"text":"weather?"}]},
              {"role":"model","parts":[{"functionCall":{"id":"%ID%","name":"weather","args":{"city":"Bern"}}}]},
              {"role":"user","parts":[{"functionResponse":{"id":"%ID%","name":"weather","response":{"output":"rain"}}}]}],
             "tools":[{"functionDeclarations":[{"name":"weather","parameters":{"type":"OBJECT","properties":{"city":{"type":"STRING"}}}}]}]}""",
            "/candidates/0/content/parts/0/text",
            "/candidates/0/content/parts/0/text",
            "/candidates/0/content/parts/0/functionCall/id",
            "/candidates/0/content/parts/0/functionCall/args",
            "/error/message");

    private static final JsonMapper JSON = JsonMapper.shared();

    private final String path;
    private final String text;
    private final String tool;
    private final String result;
    private final String textAt;
    private final String deltaAt;
    private final String idAt;
    private final String argumentsAt;
    private final String errorAt;

    CallerDialect(
            String path,
            String text,
            String tool,
            String result,
            String textAt,
            String deltaAt,
            String idAt,
            String argumentsAt,
            String errorAt) {
        this.path = path;
        this.text = text;
        this.tool = tool;
        this.result = result;
        this.textAt = textAt;
        this.deltaAt = deltaAt;
        this.idAt = idAt;
        this.argumentsAt = argumentsAt;
        this.errorAt = errorAt;
    }

    String path(boolean stream) {
        return path.replace("%VERB%", stream ? "streamGenerateContent?alt=sse" : "generateContent");
    }

    String asks(String what, boolean stream) {
        return text.replace("%STREAM%", Boolean.toString(stream)).replace("%TEXT%", what);
    }

    String asksWithTool(boolean stream) {
        return tool.replace("%STREAM%", Boolean.toString(stream));
    }

    /** The conversation goes on with what the tool said. */
    String tellsResult(String callId) {
        return result.replace("%ID%", callId);
    }

    String text(String reply) {
        return at(reply, textAt).asString("");
    }

    String callId(String reply) {
        return at(reply, idAt).asString("");
    }

    /** The arguments as a value, which some write as text and others as an object. */
    JsonNode arguments(String reply) {
        JsonNode arguments = at(reply, argumentsAt);
        return arguments.isString() ? JSON.readTree(arguments.asString()) : arguments;
    }

    String error(String reply) {
        return at(reply, errorAt).asString("");
    }

    /** The texts of a stream's events, joined. */
    String streamed(String body) {
        StringBuilder all = new StringBuilder();
        for (JsonNode event : events(body)) {
            boolean counts =
                    this != RESPONSES || event.path("type").asString("").equals("response.output_text.delta");
            if (counts) {
                all.append(event.at(deltaAt).asString(""));
            }
        }
        return all.toString();
    }

    /** Whether a stream ended as this dialect's do. */
    boolean isWhole(String body) {
        return switch (this) {
            case CHAT -> body.endsWith("data: [DONE]\n\n");
            case RESPONSES -> last(body).path("type").asString("").equals("response.completed");
            case ANTHROPIC -> last(body).path("type").asString("").equals("message_stop");
            case GEMINI -> !last(body).at("/candidates/0/finishReason").isMissingNode();
        };
    }

    private static JsonNode last(String body) {
        return events(body).getLast();
    }

    static List<JsonNode> events(String body) {
        List<JsonNode> events = new ArrayList<>();
        for (String line : body.split("\n", -1)) {
            if (line.startsWith("data: {")) {
                events.add(JSON.readTree(line.substring("data: ".length())));
            }
        }
        return events;
    }

    private static JsonNode at(String reply, String pointer) {
        return JSON.readTree(reply).at(pointer);
    }
}
