package io.piuptime.gateway.route;

import io.piuptime.model.ability.Abilities;
import io.piuptime.model.ability.Needs;
import io.piuptime.model.catalog.Model;
import io.piuptime.model.catalog.Wire;
import io.piuptime.model.exchange.Operation;
import io.piuptime.model.exchange.Refusal;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Says why nobody can answer an exchange. */
final class Unfit {
    /** Targets that a message names. */
    private static final int NAMED = 5;

    private final Model model;
    private final Needs needs;
    private final List<Candidate> candidates;

    /**
     * Takes those of whom none can.
     *
     * @param candidates of the model and of its fallbacks
     */
    Unfit(Model model, Needs needs, List<Candidate> candidates) {
        this.model = model;
        this.needs = needs;
        this.candidates = candidates;
    }

    /** As a provider would say it in the dialect of an operation, whose callers' programs may look for its words. */
    Refusal refusal(Optional<Operation> operation) {
        List<Candidate> able = candidates.stream()
                .filter(candidate -> needs.lackingIn(candidate.abilities()) == 0)
                .toList();
        if (able.isEmpty()) {
            return new Refusal.BadRequest(
                    "The model '" + model.name() + "' cannot take this request: " + lacking()
                            + " (expected: only what one of its targets can do).",
                    "unsupported_by_model",
                    "");
        }
        long window = able.stream().mapToLong(Candidate::window).max().orElse(0);
        String said = operation
                .map(Operation::wire)
                .map(wire -> tooLong(wire, window))
                .orElse("");
        return new Refusal.BadRequest(
                said + " At the model '" + model.name() + "': " + windows(able) + ".",
                "context_length_exceeded",
                "messages");
    }

    private String tooLong(Wire wire, long window) {
        return switch (wire) {
            case ANTHROPIC_MESSAGES ->
                "prompt is too long: at least " + needs.tokens() + " tokens > " + window + " maximum.";
            case GEMINI ->
                "The input token count (at least " + needs.tokens() + ") exceeds the maximum number of tokens allowed ("
                        + window + ").";
            case OPENAI_RESPONSES ->
                "Your input exceeds the context window of this model: at least " + needs.tokens()
                        + " tokens (expected: at most " + window + ").";
            default ->
                "This model's maximum context length is " + window
                        + " tokens. However, your messages resulted in at least " + needs.tokens() + " tokens.";
        };
    }

    private String lacking() {
        return named(
                candidates,
                candidate -> candidate.target().id() + " lacks "
                        + String.join(" and ", Abilities.ids(needs.lackingIn(candidate.abilities()))));
    }

    private static String windows(List<Candidate> able) {
        return named(able, candidate -> candidate.target().id() + " takes " + candidate.window() + " tokens");
    }

    private static String named(List<Candidate> candidates, Function<Candidate, String> words) {
        List<String> each = candidates.stream().map(words).distinct().toList();
        String few = each.stream().limit(NAMED).collect(Collectors.joining("; "));
        return each.size() > NAMED ? few + "; and " + (each.size() - NAMED) + " more" : few;
    }
}
