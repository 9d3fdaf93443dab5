package io.piuptime.dialects.cohere;

import io.piuptime.dialects.chat.Trees;
import io.piuptime.model.chat.Json;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Translates the probabilities of tokens between Cohere's form, where a text may be of several tokens, and OpenAI's. */
final class Likelihoods {
    private Likelihoods() {}

    /** Reads a list, or a single one as a stream has it. */
    static Json read(JsonNode items) {
        ObjectNode likely = Trees.object();
        ArrayNode content = likely.putArray("content");
        if (items.isObject()) {
            item(items, content);
        } else {
            items.forEach(item -> item(item, content));
        }
        return Trees.json(likely);
    }

    /** The text stands with its first token; the others have none of their own. */
    private static void item(JsonNode item, ArrayNode content) {
        String text = item.path("text").asString("");
        for (JsonNode logprob : item.path("logprobs")) {
            ObjectNode token = content.addObject().put("token", text);
            token.set("logprob", logprob);
            ArrayNode bytes = token.putArray("bytes");
            for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
                bytes.add(b & 0xff);
            }
            token.putArray("top_logprobs");
            text = "";
        }
    }

    static ArrayNode write(Json likely) {
        ArrayNode items = Trees.array();
        for (JsonNode token : Trees.node(likely).path("content")) {
            ObjectNode item = items.addObject().put("text", token.path("token").asString(""));
            item.putArray("token_ids");
            item.putArray("logprobs").add(token.path("logprob"));
        }
        return items;
    }
}
