package io.piuptime.dialects.cohere;

import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.chat.Feature;
import io.piuptime.dialects.chat.Members;
import io.piuptime.model.chat.ChatRequest;
import io.piuptime.model.chat.ReasoningWish;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** How much is thought. Only some models understand the question; the others answer it with an error. */
final class Thinking {
    private static final String MEMBER = "thinking";
    private static final String TYPE = "type";
    private static final String BUDGET = "token_budget";

    private Thinking() {}

    /** Whether a request may speak of thoughts. */
    static boolean known(ChatRequest request) {
        return request.dialect().equals(CohereCodec.NAME) || request.model().contains("reasoning");
    }

    /** Reads the wish, if all of it can be; otherwise it stays among the extras. */
    static ReasoningWish read(Members body) {
        JsonNode wish = body.all().path(MEMBER);
        String type = wish.path(TYPE).asString("");
        boolean enabled = type.equals("enabled");
        boolean whole = wish.properties().stream()
                .allMatch(member ->
                        member.getKey().equals(TYPE) || member.getKey().equals(BUDGET));
        if (!whole || (!enabled && !type.equals("disabled"))) {
            return ReasoningWish.NONE;
        }
        OptionalLong budget =
                body.object(MEMBER).map(said -> said.whole(BUDGET)).orElse(OptionalLong.empty());
        return new ReasoningWish(
                Optional.of(enabled), Optional.empty(), budget, Optional.empty(), Optional.empty(), false);
    }

    static void write(ChatRequest request, ObjectNode body, Drops drops) {
        ReasoningWish wish = request.reasoning();
        Optional<String> effort = wish.effort();
        boolean said = wish.enabled().isPresent()
                || effort.isPresent()
                || wish.budget().isPresent();
        if (wish.summary().isPresent()) {
            drops.add(Feature.SUMMARY);
        }
        if (!said) {
            return;
        }
        if (!known(request)) {
            drops.add(Feature.EFFORT);
            return;
        }
        boolean none = effort.filter("none"::equals).isPresent();
        boolean enabled = wish.enabled().orElse(!none);
        ObjectNode written = body.putObject(MEMBER).put(TYPE, enabled ? "enabled" : "disabled");
        if (effort.isPresent() && !none) {
            drops.add(Feature.EFFORT);
        }
        wish.budget().ifPresent(budget -> {
            if (budget > 0) {
                written.put(BUDGET, budget);
            }
        });
    }
}
