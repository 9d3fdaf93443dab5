package io.piuptime.app.demo;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * An answer on its way, in one of two forms.
 *
 * @param created epoch seconds
 */
record DemoReply(DemoFormat format, String id, long created, String model, DemoAnswer answer) {
    /** The answer in one piece. */
    ObjectNode whole() {
        ObjectNode reply = envelope(format.object());
        ObjectNode choice = choice(reply);
        switch (format) {
            case CHAT ->
                choice.putObject("message")
                        .put("role", "assistant")
                        .put("content", answer.text())
                        .putNull("refusal");
            case TEXT -> choice.put("text", answer.text());
        }
        choice.put("finish_reason", answer.finishReason());
        reply.set("usage", tokens());
        return reply;
    }

    /** The first event of a chat: who speaks. */
    ObjectNode opening(boolean usage) {
        ObjectNode event = event(usage);
        ObjectNode choice = choice(event);
        choice.putObject("delta").put("role", "assistant").put("content", "");
        choice.putNull("finish_reason");
        return event;
    }

    ObjectNode part(String word, boolean usage) {
        ObjectNode event = event(usage);
        ObjectNode choice = choice(event);
        switch (format) {
            case CHAT -> choice.putObject("delta").put("content", word);
            case TEXT -> choice.put("text", word);
        }
        choice.putNull("finish_reason");
        return event;
    }

    /** The last event with a choice: why it ended. */
    ObjectNode closing(boolean usage) {
        ObjectNode event = event(usage);
        ObjectNode choice = choice(event);
        switch (format) {
            case CHAT -> choice.putObject("delta");
            case TEXT -> choice.put("text", "");
        }
        choice.put("finish_reason", answer.finishReason());
        return event;
    }

    /** The event after the last choice: the tokens. */
    ObjectNode usage() {
        ObjectNode event = envelope(format.chunk());
        event.putArray("choices");
        event.set("usage", tokens());
        return event;
    }

    private ObjectNode event(boolean usage) {
        ObjectNode event = envelope(format.chunk());
        if (usage) {
            event.putNull("usage");
        }
        return event;
    }

    private ObjectNode envelope(String object) {
        return JsonMapper.shared()
                .createObjectNode()
                .put("id", id)
                .put("object", object)
                .put("created", created)
                .put("model", model);
    }

    private static ObjectNode choice(ObjectNode reply) {
        return reply.putArray("choices").addObject().put("index", 0).putNull("logprobs");
    }

    private ObjectNode tokens() {
        int output = answer.words().size();
        return JsonMapper.shared()
                .createObjectNode()
                .put("prompt_tokens", answer.promptTokens())
                .put("completion_tokens", output)
                .put("total_tokens", answer.promptTokens() + output);
    }
}
