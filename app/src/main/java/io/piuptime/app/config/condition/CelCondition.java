package io.piuptime.app.config.condition;

import static java.util.Objects.requireNonNull;

import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import io.piuptime.model.routing.Condition;
import io.piuptime.model.routing.Facts;
import java.util.Locale;
import java.util.function.Consumer;

/** A condition that was written in CEL. What it names is worked out when it asks for it. */
final class CelCondition implements Condition {
    private final CelRuntime.Program program;
    private final Consumer<String> undecided;

    /**
     * Takes what was checked.
     *
     * @param undecided told in a word why it could not be decided
     */
    CelCondition(CelRuntime.Program program, Consumer<String> undecided) {
        this.program = requireNonNull(program, "program");
        this.undecided = requireNonNull(undecided, "undecided");
    }

    @Override
    public boolean holds(Facts facts) {
        try {
            Object result = program.eval(name -> Variable.named(name).map(variable -> variable.of(facts)));
            if (result instanceof Boolean held) {
                return held;
            }
            undecided.accept("neither true nor false");
        } catch (CelEvaluationException e) {
            // its message may hold what the caller sent
            undecided.accept(e.getErrorCode().name().toLowerCase(Locale.ROOT).replace('_', ' '));
        } catch (RuntimeException e) {
            undecided.accept(e.getClass().getSimpleName());
        }
        return false;
    }
}
