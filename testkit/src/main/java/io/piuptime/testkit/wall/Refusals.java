package io.piuptime.testkit.wall;

import java.io.IOException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The faults that say so with a status. */
final class Refusals {
    static final Refusal RATE =
            new Refusal(429, "rate_limit_error", "rate_limit_exceeded", "the rate limit is reached");
    static final Refusal SERVER = new Refusal(500, "server_error", "", "the server failed on this request");
    static final Refusal OVERLOADED = new Refusal(503, "server_error", "overloaded", "the engine is overloaded");
    static final Refusal CONTEXT = new Refusal(
            400,
            "invalid_request_error",
            "context_length_exceeded",
            "the messages take 9631 tokens (expected: at most 8192, the model's context length)");
    static final Refusal FILTER = new Refusal(
            400, "invalid_request_error", "content_policy_violation", "the safety system rejected this request");
    static final Refusal PREFILL = new Refusal(
            400,
            "invalid_request_error",
            "invalid_prefill",
            "the last message is the assistant's (expected: the user's; this model takes no prefill)");
    static final Refusal UNKNOWN = new Refusal(404, "invalid_request_error", "model_not_found", "no such model");
    static final Refusal UNREADABLE = new Refusal(400, "invalid_request_error", "", "the body is not JSON");

    private Refusals() {}

    /** A reply that refuses. */
    record Refusal(int status, String type, String code, String message) {
        /** Sends it with more headers, each with its line end. */
        void send(Line line, String headers) throws IOException {
            ObjectNode error = JsonMapper.shared().createObjectNode();
            error.put("message", message).put("type", type).putNull("param");
            if (code.isEmpty()) {
                error.putNull("code");
            } else {
                error.put("code", code);
            }
            line.json(
                    status,
                    headers,
                    JsonMapper.shared().createObjectNode().set("error", error).toString());
        }

        boolean play(Visit visit, String headers) throws IOException {
            visit.attempt().did(status + (code.isEmpty() ? "" : " " + code));
            send(visit.line(), headers);
            return true;
        }
    }

    static Fault always(Refusal refusal) {
        return visit -> refusal.play(visit, "");
    }

    /** The first attempt is refused, later ones are answered. */
    static Fault once(Refusal refusal) {
        return visit -> visit.isFirst() ? refusal.play(visit, "") : Answers.WHOLE.play(visit);
    }

    /** The first attempt is told when to come again. */
    static Fault onceWithTime(Refusal refusal) {
        return visit -> visit.isFirst()
                ? refusal.play(
                        visit, "Retry-After: " + visit.timing().retryAfter().toSeconds() + "\r\n")
                : Answers.WHOLE.play(visit);
    }

    /** Refused for a while after each reset. */
    static Fault whileDown(Refusal refusal) {
        return visit -> visit.down().getAsBoolean() ? refusal.play(visit, "") : Answers.WHOLE.play(visit);
    }

    /** Answered unless the assistant's words come last. */
    static Fault ofPrefill() {
        return visit -> {
            if (!visit.chat().prefilled()) {
                return Answers.WHOLE.play(visit);
            }
            visit.attempt().did("400 prefill rejected");
            PREFILL.send(visit.line(), "");
            return true;
        };
    }
}
