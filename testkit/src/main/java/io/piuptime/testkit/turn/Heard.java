package io.piuptime.testkit.turn;

import static java.util.Objects.requireNonNull;

import io.piuptime.testkit.fake.Received;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * What a scripted provider heard in a request, whichever dialect it came in.
 *
 * @param received the request itself: method, path, headers, body
 * @param stream whether the reply is to come in pieces
 * @param tools the names of the tools on offer
 * @param results of tools that were called in the conversation, oldest first
 * @param said the last text of the user
 * @param json the body
 */
public record Heard(
        Received received,
        UpstreamDialect dialect,
        String model,
        boolean stream,
        List<String> tools,
        List<Result> results,
        String said,
        JsonNode json) {
    public Heard {
        requireNonNull(received, "received");
        requireNonNull(dialect, "dialect");
        requireNonNull(model, "model");
        tools = List.copyOf(tools);
        results = List.copyOf(results);
        requireNonNull(said, "said");
        requireNonNull(json, "json");
    }

    /**
     * What a tool gave.
     *
     * @param call the id of the call that it answers
     * @param text JSON where the dialect carries JSON
     */
    public record Result(String call, String text) {
        public Result {
            requireNonNull(call, "call");
            requireNonNull(text, "text");
        }
    }

    /** An id that no other reply of this provider bears. */
    String id(String prefix) {
        return prefix + received.number();
    }
}
