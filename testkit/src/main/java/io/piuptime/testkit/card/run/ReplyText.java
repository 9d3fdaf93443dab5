package io.piuptime.testkit.card.run;

import io.piuptime.testkit.card.Call;
import io.piuptime.testkit.card.Call.Ending;
import java.io.BufferedReader;
import java.io.IOException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A reply as a careful client reads it: what it cannot parse it skips, an error event ends it. */
final class ReplyText {
    private static final int LONGEST_ERROR = 200;

    private final StringBuilder text = new StringBuilder();
    private String model = "";
    private String error = "";
    private boolean usage;

    /** Reads an event stream to its end, its last event or its first error. */
    void stream(BufferedReader lines) throws IOException {
        for (String line = lines.readLine(); line != null && error.isEmpty(); line = lines.readLine()) {
            if (!line.startsWith("data:")) {
                continue;
            }
            String data = line.substring("data:".length()).strip();
            if (data.equals("[DONE]")) {
                return;
            }
            event(data);
        }
    }

    /** Reads a whole body. */
    void body(String json) {
        try {
            JsonNode reply = JsonMapper.shared().readTree(json);
            if (reply.has("error")) {
                fail(errorOf(json));
                return;
            }
            JsonNode message = reply.at("/choices/0/message");
            if (!message.isObject()) {
                fail("status 200 without a message");
                return;
            }
            names(reply);
            text.append(message.path("content").asString(""));
        } catch (JacksonException e) {
            fail("status 200 with a body that is no JSON");
        }
    }

    void fail(String why) {
        error = why.isEmpty() ? "an error without words" : why;
    }

    /** What came so far as the end of a request; it is an answer unless something failed. */
    Call call(double at, double seconds) {
        return new Call(
                at, seconds, error.isEmpty() ? Ending.ANSWERED : Ending.ERROR, text.toString(), error, model, usage);
    }

    /** The words of an error's body. */
    static String errorOf(String body) {
        try {
            JsonNode error = JsonMapper.shared().readTree(body).path("error");
            if (error.isObject()) {
                String code = error.path("code").asString("");
                return (code.isEmpty() ? "" : code + ": ")
                        + error.path("message").asString("");
            }
        } catch (JacksonException e) {
            // Not in the format; told as it is.
        }
        return body.substring(0, Math.min(LONGEST_ERROR, body.length()));
    }

    private void event(String data) {
        try {
            JsonNode event = JsonMapper.shared().readTree(data);
            if (event.has("error")) {
                fail("in the stream: " + errorOf(data));
                return;
            }
            names(event);
            event.path("choices")
                    .forEach(choice -> text.append(choice.at("/delta/content").asString("")));
        } catch (JacksonException e) {
            // A careful client skips what it cannot read; words that go missing with it show in the text.
        }
    }

    private void names(JsonNode reply) {
        String named = reply.path("model").asString("");
        model = named.isEmpty() ? model : named;
        usage |= reply.path("usage").isObject();
    }
}
