package io.piuptime.gateway.budget.money.bound;

import static java.util.Objects.requireNonNull;

import io.piuptime.gateway.budget.money.bound.Quote.Priced;
import io.piuptime.gateway.budget.money.bound.Quote.Unbounded;
import io.piuptime.model.ability.Abilities;
import io.piuptime.model.catalog.Target;
import io.piuptime.model.exchange.Operation.Topic;
import io.piuptime.model.price.Tariff;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Says what an attempt can cost at the most. A token stands for a byte of the body at the least, but for images, and for what
 * is not in the body: of those no more is known than that a model's window holds them.
 */
public final class Quoting {
    /** Tokens of an image, whatever its size: more than any provider counts. */
    static final long IMAGE = 65_536;
    /** Below that an answer is of no use. */
    static final long LEAST_OUTPUT = 256;

    private final Ceilings ceilings = new Ceilings();
    private final long usualOutput;
    private final Optional<Tariff> unknownPrice;
    private final Optional<Ceiling> unknownCeiling;

    /**
     * Quotes by these rules.
     *
     * @param usualOutput tokens of an answer whose length nobody has bounded
     * @param unknownPrice of what has no known price; empty = nothing strict is spent on it
     */
    public Quoting(long usualOutput, Optional<Tariff> unknownPrice) {
        if (usualOutput < LEAST_OUTPUT) {
            throw new IllegalArgumentException(
                    "usualOutput: " + usualOutput + " (expected: at least " + LEAST_OUTPUT + ")");
        }
        this.usualOutput = usualOutput;
        this.unknownPrice = requireNonNull(unknownPrice, "unknownPrice");
        this.unknownCeiling = unknownPrice.map(Ceiling::of);
    }

    /** Prices by which a target's usage is charged: its own, or those of what has none. */
    public Tariff charged(Tariff own) {
        return own.prices().isEmpty() ? unknownPrice.orElse(own) : own;
    }

    /** The case of one attempt. */
    public record Case(
            Target target,
            Tariff tariff,
            Abilities abilities,
            Topic topic,
            Asked asked,
            Instant now,
            Duration longest) {}

    /**
     * What an attempt can cost.
     *
     * @param left what may be spent, in millionths of a dollar: an answer may be made shorter so that it fits
     */
    public Quote quote(Case what, long left) {
        Asked asked = what.asked();
        if (!asked.unbounded().isEmpty()) {
            return new Unbounded(asked.unbounded());
        }
        if (what.topic() == Topic.COUNT) {
            return new Priced(0, asked.output(), false);
        }
        OptionalLong input = input(what);
        if (input.isEmpty()) {
            return new Unbounded("documents, recordings or kept conversations of a model whose window is not known");
        }
        if (asked.output() >= 0) {
            return shortened(what, input.getAsLong(), asked.output(), left);
        }
        long known = what.abilities().output();
        long most = known > 0 ? Math.min(known, usualOutput) : usualOutput;
        return asked.canBeLimited()
                ? shortened(what, input.getAsLong(), Math.max(most, asked.least()), left)
                : new Unbounded("an answer whose length cannot be bounded");
    }

    private Quote shortened(Case what, long input, long output, long left) {
        Asked asked = what.asked();
        boolean set = asked.output() < 0;
        OptionalLong whole = micros(what, input, output);
        if (whole.isEmpty()) {
            return new Unbounded("a price that is not known or has no bound");
        }
        if (whole.getAsLong() <= left || !asked.canBeLimited()) {
            return new Priced(whole.getAsLong(), output, set);
        }
        long least = Math.max(Math.min(output, LEAST_OUTPUT), asked.least());
        OptionalLong shortest = micros(what, input, least);
        if (shortest.isEmpty() || shortest.getAsLong() > left || output <= least) {
            return new Priced(whole.getAsLong(), output, set);
        }
        long fits = longest(what, input, least, output, left);
        return new Priced(micros(what, input, fits).orElse(whole.getAsLong()), fits, true);
    }

    /** The longest answer that fits, between one that does and one that does not. */
    private long longest(Case what, long input, long fits, long tooLong, long left) {
        long low = fits;
        long high = tooLong;
        while (high - low > 1) {
            long middle = low + (high - low) / 2;
            OptionalLong cost = micros(what, input, middle);
            if (cost.isPresent() && cost.getAsLong() <= left) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private OptionalLong micros(Case what, long input, long output) {
        Asked asked = what.asked();
        try {
            long answers = Math.addExact(Math.multiplyExact(output, asked.answers()), asked.extra());
            Most most = new Most(input, answers, asked.images() > 0 || asked.unseen(), asked.urgent());
            Ceiling ceiling = what.tariff().prices().isEmpty()
                    ? unknownCeiling.orElseGet(() -> Ceiling.of(Tariff.UNKNOWN))
                    : ceilings.of(what.target(), what.tariff());
            return ceiling.micros(most, what.now(), what.now().plus(what.longest()));
        } catch (ArithmeticException _) {
            return OptionalLong.empty();
        }
    }

    private static OptionalLong input(Case what) {
        Asked asked = what.asked();
        long text = asked.text();
        if (what.topic() == Topic.RERANK) {
            // the question is read once with each document; three bytes of one are the fewest, and both share the body
            text += asked.text() * asked.text() / 12;
        }
        if (asked.unseen()) {
            long window = what.abilities().window();
            return window > 0 ? OptionalLong.of(Math.max(window, text)) : OptionalLong.empty();
        }
        return OptionalLong.of(text + IMAGE * asked.images());
    }
}
