package io.piuptime.app.e2e.hostile;

import io.piuptime.testkit.fake.Received;
import io.piuptime.testkit.script.Script;

/** Every path at which callers hand in JSON, each with a provider of another dialect behind it. */
enum Inlet {
    CHAT("/v1/chat/completions", """
            {"model":"anthropic","messages":[{"role":"system","content":"s"},{"role":"user","content":[{"type":"text","text":"hi"}]},
             {"role":"assistant","content":null,"tool_calls":[{"id":"c1","type":"function","function":{"name":"f","arguments":"{}"}}]},
             {"role":"tool","tool_call_id":"c1","content":"r"}],"temperature":0.5,"max_completion_tokens":9,"stop":["x"],
             "tools":[{"type":"function","function":{"name":"f","parameters":{"type":"object"}}}],"tool_choice":"auto","x":1}"""),
    RESPONSES("/v1/responses", """
            {"model":"chat","instructions":"s","input":[{"role":"user","content":[{"type":"input_text","text":"hi"}]},
             {"type":"function_call","call_id":"c1","name":"f","arguments":"{}"},
             {"type":"function_call_output","call_id":"c1","output":"r"}],"max_output_tokens":99,
             "tools":[{"type":"function","name":"f","parameters":{"type":"object"}}],"reasoning":{"effort":"low"},"x":1}"""),
    MESSAGES("/v1/messages", """
            {"model":"chat","max_tokens":9,"system":"s","messages":[{"role":"user","content":[{"type":"text","text":"hi"}]},
             {"role":"assistant","content":[{"type":"tool_use","id":"c1","name":"f","input":{}}]},
             {"role":"user","content":[{"type":"tool_result","tool_use_id":"c1","content":"r"}]}],
             "tools":[{"name":"f","input_schema":{"type":"object"}}],"stop_sequences":["x"],"x":1}"""),
    MESSAGES_COUNT("/v1/messages/count_tokens", """
            {"model":"gemini","messages":[{"role":"user","content":"hi"}],"system":"s","x":1}"""),
    GENERATE("/v1beta/models/chat:generateContent", """
            {"systemInstruction":{"parts":[{"text":"s"}]},"contents":[{"role":"user","parts":[{"text":"hi"}]},
             {"role":"model","parts":[{"functionCall":{"id":"c1","name":"f","args":{}}}]},
             {"role":"user","parts":[{"functionResponse":{"id":"c1","name":"f","response":{"output":"r"}}}]}],
             "generationConfig":{"temperature":0.5,"maxOutputTokens":9,"stopSequences":["x"]},
             "tools":[{"functionDeclarations":[{"name":"f","parameters":{"type":"OBJECT"}}]}],"x":1}"""),
    STREAM("/v1beta/models/chat:streamGenerateContent", """
            {"contents":[{"role":"user","parts":[{"text":"hi"}]}],"generationConfig":{"topP":0.5},"x":1}"""),
    COUNT("/v1beta/models/anthropic:countTokens", """
            {"contents":[{"role":"user","parts":[{"text":"hi"}]}],"x":1}"""),
    EMBED("/v1beta/models/chat:embedContent", """
            {"content":{"parts":[{"text":"hi"}]},"taskType":"RETRIEVAL_QUERY","outputDimensionality":8,"x":1}"""),
    EMBED_BATCH("/v1beta/models/chat:batchEmbedContents", """
            {"requests":[{"model":"models/chat","content":{"parts":[{"text":"hi"}]}}],"x":1}"""),
    EMBEDDINGS("/v1/embeddings", """
            {"model":"gemini","input":["hi"],"dimensions":8,"encoding_format":"float","x":1}"""),
    RERANK("/v1/rerank", """
            {"model":"cohere","query":"q","documents":["a","b"],"top_n":1,"x":1}""");

    private final String path;
    private final String body;

    Inlet(String path, String body) {
        this.path = path;
        this.body = body;
    }

    String path() {
        return path;
    }

    /** A body that is answered. */
    String body() {
        return body;
    }

    /** The same with another value for a member that nobody knows. */
    String with(String value) {
        return body.replace("\"x\":1", "\"x\":" + value);
    }

    /** Where an error's message stands in this dialect: all have it in one place. */
    String errorAt() {
        return "/error/message";
    }

    /** The member that only this dialect's errors have. */
    String markAt() {
        if (path.startsWith("/v1beta")) {
            return "/error/status";
        }
        return path.startsWith("/v1/messages") ? "/type" : "/error/type";
    }

    /** Configuration of a gateway with the providers behind. */
    static String config(int port) {
        return """
                providers:
                  p-anthropic: {base-url: "http://127.0.0.1:%1$d/v1", dialect: anthropic-messages, api-key: "sk-upstream-0123456789"}
                  p-chat: {base-url: "http://127.0.0.1:%1$d/v1", dialect: openai-chat, api-key: "sk-upstream-0123456789"}
                  p-gemini: {base-url: "http://127.0.0.1:%1$d/v1beta", dialect: gemini, api-key: "sk-upstream-0123456789"}
                  p-cohere: {base-url: "http://127.0.0.1:%1$d/v2", dialect: cohere-chat, api-key: "sk-upstream-0123456789"}
                models:
                  anthropic: {targets: [{provider: p-anthropic, model: theirs}]}
                  chat: {targets: [{provider: p-chat, model: theirs}]}
                  gemini: {targets: [{provider: p-gemini, model: theirs}]}
                  cohere: {targets: [{provider: p-cohere, model: theirs}]}
                drain: {lag: 0s, grace: 5s}
                """.formatted(port);
    }

    /** What the providers answer to whatever reaches them. */
    static Script answer(Received received) {
        String path = received.path();
        if (path.endsWith("/chat/completions")) {
            return Script.chat("one", " two");
        }
        return Script.answer(200, json(path));
    }

    private static String json(String path) {
        if (path.endsWith("/count_tokens")) {
            return "{\"input_tokens\":3}";
        }
        if (path.endsWith("/messages")) {
            return "{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"theirs\",\"content\":[{\"type\":\"text\","
                    + "\"text\":\"one two\"}],\"stop_reason\":\"end_turn\",\"usage\":{\"input_tokens\":1,\"output_tokens\":2}}";
        }
        if (path.endsWith(":countTokens")) {
            return "{\"totalTokens\":3}";
        }
        if (path.endsWith(":batchEmbedContents")) {
            return "{\"embeddings\":[{\"values\":[0.5,0.25]}]}";
        }
        return path.endsWith("/rerank")
                ? "{\"id\":\"r\",\"results\":[{\"index\":1,\"relevance_score\":0.5}]}"
                : "{\"object\":\"list\",\"model\":\"theirs\",\"data\":[{\"object\":\"embedding\",\"index\":0,\"embedding\":[0.5,0.25]}],"
                        + "\"usage\":{\"prompt_tokens\":1,\"total_tokens\":1}}";
    }
}
