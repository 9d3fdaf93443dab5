package io.piuptime.gateway.pressure.shed;

import static java.util.Objects.requireNonNull;

import io.piuptime.gateway.Exchange;
import io.piuptime.gateway.Step;
import io.piuptime.gateway.pressure.Level;
import io.piuptime.gateway.pressure.Pressure;
import io.piuptime.model.exchange.Caller;
import io.piuptime.model.exchange.Priority;
import io.piuptime.model.exchange.Refusal;
import io.piuptime.model.exchange.RefusedException;
import java.util.Optional;

/**
 * Refuses new exchanges when the process is near its limits: first what can wait, then what is more than a caller's fair share,
 * at last everything but what must not wait. What was let in is never refused later.
 *
 * <p>A fair share is what was under way when red began, divided among the callers of the moment: under red the whole does not grow.
 */
public final class Shedding implements Step {
    /** Somebody who looks at the screen has so many fair shares. */
    private static final int INTERACTIVE_SHARES = 2;

    private static final int GREEN = -1;

    private final Pressure pressure;
    private final Sheds sheds;
    private final Counts callers = new Counts();

    private int whole = GREEN;
    private volatile int share = 1;

    public Shedding(Pressure pressure, Sheds sheds) {
        this.pressure = requireNonNull(pressure, "pressure");
        this.sheds = requireNonNull(sheds, "sheds");
        pressure.follow(this::divide);
    }

    @Override
    public void opened(Exchange exchange) {
        Optional<Caller> caller = exchange.caller();
        if (caller.isEmpty()) {
            return;
        }
        Counts.Place place = callers.enter(caller.get().keyId());
        exchange.owes(place);
        Level level = pressure.level();
        if (level != Level.GREEN) {
            admit(exchange, level, place.count());
        }
    }

    /** Exchanges under way of all callers. */
    int inFlight() {
        return callers.total();
    }

    private void admit(Exchange exchange, Level level, int ofCaller) {
        Priority priority = exchange.head().priority();
        if (level == Level.BLACK) {
            // a header anybody can set must not be a way around the last bound
            if (priority != Priority.CRITICAL || ofCaller > share) {
                throw refused(exchange, Shed.EVERYTHING, "takes nothing new");
            }
            return;
        }
        if (priority == Priority.BATCH) {
            throw refused(exchange, Shed.BATCH, "takes no batch work (" + Priority.HEADER + ")");
        }
        if (level == Level.RED && ofCaller > most(priority)) {
            throw refused(exchange, Shed.FAIR_SHARE, "takes no more than " + most(priority) + " at once of this key");
        }
    }

    private int most(Priority priority) {
        return switch (priority) {
            case CRITICAL -> Integer.MAX_VALUE;
            case INTERACTIVE -> INTERACTIVE_SHARES * share;
            case STANDARD -> share;
            case BATCH -> 0;
        };
    }

    private RefusedException refused(Exchange exchange, Shed what, String means) {
        sheds.count(what);
        String words = pressure.state().cause().words();
        return new RefusedException(new Refusal.Overloaded(
                "The gateway is short of " + words + " and " + means + " now; try again.", Later.of(exchange)));
    }

    /** Once a tick, by its thread. */
    private void divide(Pressure.State state) {
        if (!state.level().isAtLeast(Level.RED)) {
            whole = GREEN;
            return;
        }
        if (whole == GREEN) {
            whole = callers.total();
        }
        share = Math.max(1, whole / Math.max(1, callers.active()));
    }
}
