package io.piuptime.dialects.gemini.terms;

import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.chat.Feature;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.model.chat.ReasoningWish;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.node.ObjectNode;

/** Says another dialect's wish for thought as a model takes it: Gemini 2.5 a budget of tokens, what came after it a level. */
public final class Thinking {
    private final boolean budgeted;
    private final boolean thinks;
    private final boolean pro;
    private final Drops drops;

    public Thinking(String model, Drops drops) {
        budgeted = model.contains("gemini-2.5") || model.contains("gemini-flash-latest");
        thinks = !model.contains("gemini-1") && !model.contains("gemini-2.0");
        pro = model.contains("pro");
        this.drops = drops;
    }

    public void write(ReasoningWish wish, ObjectNode config) {
        ObjectNode thinking = Trees.object();
        if (budgeted) {
            budget(wish).ifPresent(budget -> thinking.put("thinkingBudget", budget));
        } else {
            level(wish).ifPresent(level -> thinking.put("thinkingLevel", level));
        }
        boolean summary = wish.summary().isPresent();
        if (wish.shown().isPresent() || summary) {
            thinking.put("includeThoughts", wish.shown().orElse(true));
        }
        if (thinking.isEmpty()) {
            return;
        }
        if (thinks) {
            config.set("thinkingConfig", thinking);
        } else {
            drops.add(Feature.EFFORT);
        }
    }

    private OptionalLong budget(ReasoningWish wish) {
        boolean off = isOff(wish);
        if (off && pro) {
            // 2.5 Pro always thinks
            drops.add(Feature.EFFORT);
            return OptionalLong.of(128);
        }
        if (off) {
            return OptionalLong.of(0);
        }
        if (wish.budget().isPresent()) {
            return wish.budget();
        }
        if (wish.effort().isPresent()) {
            return wish.effort().map(Thinking::tokens).orElseGet(OptionalLong::empty);
        }
        return wish.enabled().isPresent() ? OptionalLong.of(-1) : OptionalLong.empty();
    }

    private static OptionalLong tokens(String effort) {
        return OptionalLong.of(
                switch (effort) {
                    case "minimal" -> 512;
                    case "low" -> 1024;
                    case "medium" -> 8192;
                    default -> 24576;
                });
    }

    private Optional<String> level(ReasoningWish wish) {
        if (isOff(wish)) {
            // no level means none at all
            drops.add(Feature.EFFORT);
            return Optional.of(pro ? "LOW" : "MINIMAL");
        }
        if (wish.effort().isPresent()) {
            return wish.effort().map(this::level);
        }
        if (wish.budget().isEmpty() || wish.budget().getAsLong() < 0) {
            return Optional.empty();
        }
        drops.add(Feature.BUDGET);
        return Optional.of(wish.budget().getAsLong() <= 4096 ? "LOW" : "HIGH");
    }

    private String level(String effort) {
        return switch (effort) {
            case "minimal" -> pro ? "LOW" : "MINIMAL";
            case "low" -> "LOW";
            case "medium" -> "MEDIUM";
            default -> "HIGH";
        };
    }

    private static boolean isOff(ReasoningWish wish) {
        return wish.effort().filter("none"::equals).isPresent()
                || wish.enabled().filter(on -> !on).isPresent()
                || wish.budget().orElse(1) == 0;
    }
}
