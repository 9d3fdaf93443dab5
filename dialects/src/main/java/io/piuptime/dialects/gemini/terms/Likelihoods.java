package io.piuptime.dialects.gemini.terms;

import io.piuptime.dialects.chat.Trees;
import io.piuptime.model.chat.Json;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Translates the probabilities of tokens between Gemini's {@code logprobsResult} and OpenAI's form. */
public final class Likelihoods {
    private Likelihoods() {}

    public static Json read(JsonNode result) {
        ObjectNode likely = Trees.object();
        var content = likely.putArray("content");
        JsonNode tops = result.path("topCandidates");
        int index = 0;
        for (JsonNode chosen : result.path("chosenCandidates").values()) {
            ObjectNode token = token(chosen, content.addObject());
            var others = token.putArray("top_logprobs");
            for (JsonNode other : tops.path(index).path("candidates").values()) {
                token(other, others.addObject());
            }
            index++;
        }
        return Trees.json(likely.putNull("refusal"));
    }

    public static ObjectNode write(JsonNode likely) {
        ObjectNode result = Trees.object();
        var chosen = result.putArray("chosenCandidates");
        var tops = result.putArray("topCandidates");
        for (JsonNode token : likely.path("content").values()) {
            candidate(token, chosen.addObject());
            var others = tops.addObject().putArray("candidates");
            for (JsonNode other : token.path("top_logprobs").values()) {
                candidate(other, others.addObject());
            }
        }
        return result;
    }

    private static ObjectNode token(JsonNode candidate, ObjectNode token) {
        String text = candidate.path("token").asString("");
        token.put("token", text);
        token.set("logprob", candidate.path("logProbability").isNumber() ? candidate.get("logProbability") : zero());
        var bytes = token.putArray("bytes");
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            bytes.add(b & 0xff);
        }
        return token;
    }

    private static void candidate(JsonNode token, ObjectNode candidate) {
        candidate.put("token", token.path("token").asString(""));
        candidate.set("logProbability", token.path("logprob").isNumber() ? token.get("logprob") : zero());
    }

    private static JsonNode zero() {
        return Trees.array().add(0).get(0);
    }
}
