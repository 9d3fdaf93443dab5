package io.piuptime.testkit.wall;

import io.piuptime.testkit.wall.wire.Line;
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

    static final Refusal QUOTA =
            new Refusal(429, "insufficient_quota", "insufficient_quota", "the account's quota is spent");
    static final Refusal PAYMENT = new Refusal(402, "billing_error", "payment_required", "the account has no credit");
    static final Refusal KEY = new Refusal(401, "authentication_error", "invalid_api_key", "the key is not valid");
    static final Refusal CROWDED = new Refusal(529, "overloaded_error", "overloaded_error", "everyone asks at once");

    private Refusals() {}

    /** A reply that refuses. */
    record Refusal(int status, String type, String code, String message) {
        /** Sends it with more headers, each with its line end. */
        void send(Line line, String headers) throws IOException {
            line.json(status, headers, body());
        }

        /** Its body, which is an event where a stream has begun. */
        String body() {
            ObjectNode error = JsonMapper.shared().createObjectNode();
            error.put("message", message).put("type", type).putNull("param");
            if (code.isEmpty()) {
                error.putNull("code");
            } else {
                error.put("code", code);
            }
            return JsonMapper.shared().createObjectNode().set("error", error).toString();
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

    /** The beginning of the key says what happens, so that the keys of a pool differ. */
    static Fault byKey() {
        return visit -> {
            String key = visit.chat().key();
            if (key.startsWith("dead-")) {
                return KEY.play(visit, "");
            }
            if (key.startsWith("poor-")) {
                return QUOTA.play(visit, "");
            }
            return key.startsWith("busy-") ? RATE.play(visit, hint(visit)) : Answers.WHOLE.play(visit);
        };
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

    private static String hint(Visit visit) {
        return "Retry-After: " + visit.timing().retryAfter().toSeconds() + "\r\n";
    }
}
