package io.piuptime.dialects.anthropic;

import io.piuptime.dialects.anthropic.terms.Words;
import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.chat.Members;
import io.piuptime.model.chat.ChatRequest;
import io.piuptime.model.chat.Json;
import io.piuptime.model.chat.ReasoningWish;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The member {@code thinking}, and the effort: how much the model is to think. */
final class Thinking {
    private static final String THINKING = "thinking";
    private static final long LEAST_BUDGET = 1024;
    private static final Map<String, Long> BUDGETS = Map.of(
            "minimal",
            LEAST_BUDGET,
            "low",
            LEAST_BUDGET,
            "medium",
            4096L,
            "high",
            16_384L,
            "xhigh",
            24_576L,
            "max",
            24_576L);

    private Thinking() {}

    /** Reads the wish; a member that says something else is left to the extras. */
    static ReasoningWish read(Members body, Optional<String> effort) {
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

    /** Writes the wish. Returns the tokens of thought that the answer has to have room for beside its text. */
    static long write(ChatRequest request, ArrayNode messages, ObjectNode body, Drops drops) {
        ReasoningWish wish = request.reasoning();
        if (wish.summary().isPresent()) {
            drops.add("reasoning.summary");
        }
        if (request.dialect().equals(Words.NAME) || request.dialect().startsWith("bedrock")) {
            return writeClaude(wish, body);
        }
        boolean off = !wish.enabled().orElse(true)
                || wish.effort().orElse("").equals("none")
                || wish.budget().orElse(-1) == 0;
        boolean on = wish.enabled().orElse(false)
                || wish.effort().isPresent()
                || wish.budget().isPresent();
        if (off) {
            body.putObject(THINKING).put("type", "disabled");
            return 0;
        }
        if (!on) {
            return 0;
        }
        if (!goesOnFromThought(messages)) {
            drops.add("reasoning_effort");
            return 0;
        }
        long budget = budget(wish);
        if (wish.budget().orElse(budget) > 0 && wish.budget().orElse(budget) < budget) {
            drops.add("reasoning.budget");
        }
        if (!wish.shown().orElse(true)) {
            drops.add("reasoning.shown");
        }
        body.putObject(THINKING).put("type", "enabled").put("budget_tokens", budget);
        return budget;
    }

    /** As another format of Claude's says it. */
    private static long writeClaude(ReasoningWish wish, ObjectNode body) {
        wish.effort().ifPresent(effort -> output(body).put("effort", effort));
        if (wish.enabled().isEmpty()) {
            return 0;
        }
        ObjectNode thinking = body.putObject(THINKING);
        long budget = Math.max(0, wish.budget().orElse(-1));
        if (!wish.enabled().get()) {
            thinking.put("type", "disabled");
        } else if (budget == 0) {
            thinking.put("type", "adaptive");
        } else {
            thinking.put("type", "enabled").put("budget_tokens", budget);
        }
        wish.shown().ifPresent(shown -> thinking.put("display", shown ? "summarized" : "omitted"));
        return budget;
    }

    /** The member that holds effort and format. */
    static ObjectNode output(ObjectNode body) {
        return body.get(RequestReader.OUTPUT) instanceof ObjectNode known
                ? known
                : body.putObject(RequestReader.OUTPUT);
    }

    private static long budget(ReasoningWish wish) {
        long asked = wish.budget().orElse(-1);
        if (asked > 0) {
            return Math.max(LEAST_BUDGET, asked);
        }
        return BUDGETS.getOrDefault(wish.effort().orElse("medium"), 4096L);
    }

    /**
     * Whether thinking can be asked for here: between a call and its result it can only go on from a thought, and other formats do
     * not bring that along.
     */
    private static boolean goesOnFromThought(ArrayNode messages) {
        int last = messages.size() - 1;
        boolean withResults = messages.path(last)
                .path("content")
                .path(0)
                .path("type")
                .asString("")
                .equals("tool_result");
        if (last < 1 || !withResults) {
            return true;
        }
        String first =
                messages.path(last - 1).path("content").path(0).path("type").asString("");
        return first.equals("thinking") || first.equals("redacted_thinking");
    }

    /** Whether a request of a foreign format makes the model think, with what that rules out. */
    static boolean rulesOut(ChatRequest request, long budget) {
        return budget > 0 && !request.dialect().equals(Words.NAME);
    }

    /** What {@link #read} left. */
    static Optional<Json> left(Members body, ReasoningWish wish) {
        return wish.enabled().isPresent() ? Optional.empty() : body.json(THINKING);
    }
}
