package io.piuptime.app.config.condition;

import io.piuptime.model.routing.Condition;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes conditions of their texts. The library behind it is loaded with the first of them. Used by one thread. */
public final class ConditionReader {
    private @Nullable Expressions expressions;

    /** What is wrong with a text, if anything. */
    public Optional<Wrong> wrongWith(String text) {
        try {
            expressions().compile(text);
            return Optional.empty();
        } catch (WrongConditionException e) {
            return Optional.of(e.wrong());
        }
    }

    /**
     * The condition that a text means.
     *
     * @param undecided told in a word why it could not be decided, whenever that happens; from any thread
     * @throws IllegalArgumentException if something is wrong with it
     */
    public Condition read(String text, Consumer<String> undecided) {
        try {
            return new CelCondition(expressions().compile(text), undecided);
        } catch (WrongConditionException e) {
            throw new IllegalArgumentException(
                    e.wrong().what() + " (" + e.wrong().hint() + ")", e);
        }
    }

    private Expressions expressions() {
        Expressions known = expressions;
        if (known == null) {
            known = new Expressions();
            expressions = known;
        }
        return known;
    }
}
