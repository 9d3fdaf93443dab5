package io.piuptime.dialects.anthropic;

import io.piuptime.dialects.anthropic.terms.Claude;
import io.piuptime.dialects.anthropic.terms.Words;
import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.chat.Feature;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.model.chat.ChatRequest;
import io.piuptime.model.chat.ReasoningWish;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * How much the model is told to think, and how long its answer may be with that.
 *
 * @param member the value of {@code thinking}, if anything is said of it
 * @param effort in Anthropic's words
 * @param maxTokens of the answer, thoughts included
 */
record Thinking(Optional<ObjectNode> member, Optional<String> effort, long maxTokens) {
    private static final String DISABLED = "disabled";
    private static final long LEAST_BUDGET = 1_024;
    private static final long ROOM = 4_096;

    /**
     * What is said of a request's wish.
     *
     * @param messages as they are written
     */
    static Thinking of(ChatRequest request, Claude model, ArrayNode messages, Drops drops) {
        ReasoningWish wish = request.reasoning();
        long maxTokens = request.sampling().maxTokens().orElse(model.usualMaxTokens());
        if (request.dialect().equals(Words.NAME) || request.dialect().startsWith("bedrock")) {
            return new Thinking(asClaudes(wish), wish.effort(), Math.max(maxTokens, leastFor(request)));
        }
        if (isOff(wish)) {
            if (model.alwaysThinks()) {
                drops.add(Feature.EFFORT);
            }
            Optional<ObjectNode> off = model.thinksUnlessTold() ? Optional.of(typed(DISABLED)) : Optional.empty();
            return new Thinking(off, Optional.empty(), maxTokens);
        }
        if (!isOn(wish)) {
            return new Thinking(Optional.empty(), Optional.empty(), maxTokens);
        }
        boolean possible = model.thinks() && !Tools.isForced(request.tools());
        if (model.isAdaptive()) {
            return adaptive(wish, model, possible, maxTokens, drops);
        }
        OptionalLong budget = budget(wish, request.sampling().maxTokens(), drops);
        if (!possible || budget.isEmpty() || !goesOnFromThought(messages)) {
            drops.add(Feature.EFFORT);
            return new Thinking(Optional.empty(), Optional.empty(), maxTokens);
        }
        ObjectNode member = typed("enabled").put("budget_tokens", budget.getAsLong());
        show(wish, model, member, drops);
        long most =
                request.sampling().maxTokens().isPresent() ? maxTokens : Math.max(maxTokens, budget.getAsLong() + ROOM);
        return new Thinking(Optional.of(member), Optional.empty(), most);
    }

    private static boolean isOff(ReasoningWish wish) {
        return !wish.enabled().orElse(true)
                || wish.effort().orElse("").equals("none")
                || wish.budget().orElse(-1) == 0;
    }

    private static boolean isOn(ReasoningWish wish) {
        return wish.enabled().orElse(false)
                || wish.effort().isPresent()
                || wish.budget().isPresent();
    }

    /** A model that decides itself is told an effort; it cannot be made to call a tool while it thinks. */
    private static Thinking adaptive(ReasoningWish wish, Claude model, boolean possible, long maxTokens, Drops drops) {
        long budget = wish.budget().orElse(-1);
        Optional<String> effort = wish.effort()
                .or(() -> budget > 0 ? Optional.of(effort(budget)) : Optional.empty())
                .map(model::effort);
        if (!possible) {
            drops.add(Feature.EFFORT);
            return new Thinking(Optional.empty(), effort, maxTokens);
        }
        ObjectNode member = typed("adaptive");
        show(wish, model, member, drops);
        return new Thinking(Optional.of(member), effort, maxTokens);
    }

    /** As much as was asked for, but so that a quarter of the caller's limit is left for what is not thought; none if too little. */
    private static OptionalLong budget(ReasoningWish wish, OptionalLong limit, Drops drops) {
        long asked = wish.budget().orElse(-1);
        long wanted =
                Math.max(LEAST_BUDGET, asked > 0 ? asked : budget(wish.effort().orElse("")));
        long most = limit.orElse(Long.MAX_VALUE);
        if (most <= LEAST_BUDGET) {
            return OptionalLong.empty();
        }
        long budget = Math.max(LEAST_BUDGET, Math.min(wanted, most - most / 4));
        if (asked > 0 && budget != asked) {
            drops.add(Feature.BUDGET);
        }
        return OptionalLong.of(budget);
    }

    /** What another format of Claude's says. */
    private static Optional<ObjectNode> asClaudes(ReasoningWish wish) {
        return wish.enabled().map(enabled -> {
            long budget = wish.budget().orElse(-1);
            ObjectNode member = typed(!enabled ? DISABLED : budget > 0 ? "enabled" : "adaptive");
            if (enabled && budget > 0) {
                member.put("budget_tokens", budget);
            }
            wish.shown().ifPresent(shown -> member.put("display", display(shown)));
            return member;
        });
    }

    /** Bedrock's limit may be left out where Anthropic's may not: then there has to be room for the thoughts. */
    private static long leastFor(ChatRequest request) {
        long budget = request.reasoning().budget().orElse(0);
        boolean free = request.sampling().maxTokens().isEmpty();
        return free && budget > 0 ? budget + ROOM : 0;
    }

    private static void show(ReasoningWish wish, Claude model, ObjectNode member, Drops drops) {
        Optional<Boolean> shown = wish.shown().or(() -> wish.summary().map(_ -> true));
        if (model.hidesThoughts()) {
            shown.ifPresent(show -> member.put("display", display(show)));
        } else if (!shown.orElse(true)) {
            drops.add(Feature.SHOWN);
        }
    }

    private static String display(boolean shown) {
        return shown ? "summarized" : "omitted";
    }

    private static ObjectNode typed(String type) {
        return Trees.object().put("type", type);
    }

    private static long budget(String effort) {
        return switch (effort) {
            case "minimal", "low" -> LEAST_BUDGET;
            case "high" -> 16_384;
            case "xhigh", "max" -> 24_576;
            default -> 4_096;
        };
    }

    private static String effort(long budget) {
        if (budget <= 2_048) {
            return "low";
        }
        return budget <= 8_192 ? "medium" : "high";
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

    /** Whether the model is told to think. */
    boolean thinks() {
        return member.isPresent() && !member.get().path("type").asString("").equals(DISABLED);
    }

    void write(ObjectNode body) {
        member.ifPresent(value -> body.set("thinking", value));
        effort.ifPresent(word -> output(body).put("effort", word));
    }

    /** The member that holds effort and format. */
    static ObjectNode output(ObjectNode body) {
        return body.get(RequestReader.OUTPUT) instanceof ObjectNode known
                ? known
                : body.putObject(RequestReader.OUTPUT);
    }
}
