package io.piuptime.bench.translate;

import io.piuptime.dialects.chat.ChatCodec;
import io.piuptime.dialects.chat.Members;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.dialects.openai.chat.OpenAiChatCodec;
import io.piuptime.model.chat.ChatRequest;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A request as a coding agent sends it in the middle of its work: long instructions, many tools, turns full of files. */
final class AgentRequest {
    private static final int BYTES = 115_000;
    private static final int TOOLS = 24;
    private static final String LINE =
            "    if (count > limit) { return \"é\\t<none>\"; } // stays below the limit, see above\n";

    private AgentRequest() {}

    /** The request in the canonical form, so long that it has about 115 KB in the dialects. */
    static ChatRequest make() {
        ObjectNode body =
                Trees.object().put("model", "bench").put("temperature", 0.2).put("stream", true);
        body.putObject("stream_options").put("include_usage", true);
        ArrayNode messages = body.putArray("messages");
        messages.addObject().put("role", "system").put("content", "You change programs with care.\n".repeat(300));
        messages.addObject().put("role", "user").put("content", "Make the tests of the reader pass.");
        addTools(body.putArray("tools"));
        for (int turn = 0; Trees.bytes(body).length < BYTES; turn++) {
            addTurn(turn, messages);
        }
        return new OpenAiChatCodec().readRequest(Members.of(body), ChatCodec.Place.BODY);
    }

    private static void addTools(ArrayNode tools) {
        for (int i = 0; i < TOOLS; i++) {
            ObjectNode function = tools.addObject().put("type", "function").putObject("function");
            function.put("name", "tool_" + i)
                    .put("description", "Does one thing well, and says what it did. ".repeat(12));
            ObjectNode schema = function.putObject("parameters").put("type", "object");
            ObjectNode members = schema.putObject("properties");
            for (String name : new String[] {"path", "pattern", "text", "limit"}) {
                members.putObject(name).put("type", "string").put("description", "The " + name + " that is meant.");
            }
            schema.putArray("required").add("path");
            schema.put("additionalProperties", false);
        }
    }

    /** The model says what it does and calls two tools, whose results are files; now and then the user says something. */
    private static void addTurn(int turn, ArrayNode messages) {
        ObjectNode said = messages.addObject().put("role", "assistant").put("content", "I look at file " + turn + ".");
        ArrayNode calls = said.putArray("tool_calls");
        for (String id : new String[] {"call_a" + turn, "call_b" + turn}) {
            ObjectNode call = calls.addObject().put("id", id).put("type", "function");
            String arguments = "{\"path\":\"src/main/File" + turn + ".java\",\"limit\":\"400\"}";
            call.putObject("function").put("name", "tool_" + turn % TOOLS).put("arguments", arguments);
        }
        for (String id : new String[] {"call_a" + turn, "call_b" + turn}) {
            ObjectNode result = messages.addObject().put("role", "tool").put("tool_call_id", id);
            result.put("content", LINE.repeat(8 + turn % 5 * 4));
        }
        if (turn % 8 == 7) {
            messages.addObject().put("role", "user").put("content", "Go on, and mind the edges.");
        }
    }
}
