package io.piuptime.dialects.anthropic.terms;

import io.piuptime.dialects.chat.Members;
import io.piuptime.model.chat.Json;
import io.piuptime.model.chat.ReasoningWish;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;

/** Reads from the member {@code thinking} how much the model is to think. */
public final class Wishes {
    private static final String THINKING = "thinking";

    private Wishes() {}

    /** Reads the wish; a member that says something else is left to the extras. */
    public static ReasoningWish read(Members body, Optional<String> effort) {
        JsonNode thinking = body.all().path(THINKING);
        String type = thinking.path("type").asString("");
        if (!isKnown(thinking, type)) {
            return wish(Optional.empty(), effort, OptionalLong.empty(), Optional.empty());
        }
        Members known = body.object(THINKING).orElseThrow();
        OptionalLong budget = type.equals("adaptive") ? OptionalLong.of(-1) : known.whole("budget_tokens");
        Optional<Boolean> shown = known.text("display").map(display -> display.equals("summarized"));
        return wish(Optional.of(!type.equals("disabled")), effort, budget, shown);
    }

    private static ReasoningWish wish(
            Optional<Boolean> enabled, Optional<String> effort, OptionalLong budget, Optional<Boolean> shown) {
        return new ReasoningWish(enabled, effort, budget, Optional.empty(), shown, false);
    }

    private static boolean isKnown(JsonNode thinking, String type) {
        boolean enabled =
                type.equals("enabled") && thinking.path("budget_tokens").isIntegralNumber();
        boolean other = (type.equals("adaptive") || type.equals("disabled")) && !thinking.has("budget_tokens");
        boolean display = !thinking.has("display")
                || List.of("summarized", "omitted")
                        .contains(thinking.path("display").asString(""));
        return (enabled || other)
                && display
                && List.of("type", "budget_tokens", "display").containsAll(thinking.propertyNames());
    }

    /** What {@link #read} left. */
    public static Optional<Json> left(Members body, ReasoningWish wish) {
        return wish.enabled().isPresent() ? Optional.empty() : body.json(THINKING);
    }
}
