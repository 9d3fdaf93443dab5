package io.piuptime.gateway.send.course;

import io.piuptime.gateway.Exchange;
import io.piuptime.gateway.budget.money.pay.Paying;
import io.piuptime.gateway.budget.money.pay.Spending;
import io.piuptime.gateway.budget.money.pay.Turns;
import io.piuptime.gateway.route.Candidates;
import io.piuptime.gateway.route.Plan;
import io.piuptime.model.catalog.Model;
import io.piuptime.model.exchange.Priority;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The plan of one exchange and the money for it: that of the model that was asked for, then perhaps of the one asked instead. */
public final class Course {
    /** A request up to this size may try out whether a target that was broken is well again. */
    private static final long SMALL = 16 << 10;

    private final Ways ways;
    private final Exchange exchange;
    private final boolean repeatable;
    private Plan plan;
    private Optional<Spending> spending;
    private boolean fellBack;

    /**
     * What courses of one thread are made of.
     *
     * @param headers gives the value of a header of the request, or an empty text
     */
    public record Ways(Candidates candidates, Paying paying, Turns turns, UnaryOperator<String> headers) {}

    /** The course of an exchange whose model is known. */
    public Course(Ways ways, Exchange exchange, boolean repeatable, long now) {
        this.ways = ways;
        this.exchange = exchange;
        this.repeatable = repeatable;
        this.plan = planned(now);
        this.spending = ways.paying.of(exchange, ways.turns);
    }

    private Plan planned(long now) {
        return new Plan(
                ways.candidates.of(exchange, ways.headers, now),
                exchange.model().routing().leavesContentFilter(),
                repeatable && exchange.requestBytes() <= SMALL,
                exchange.head().priority() == Priority.BATCH);
    }

    public Plan plan() {
        return plan;
    }

    /** What the exchange has to pay from; empty if no budget binds it. */
    public Optional<Spending> spending() {
        return spending;
    }

    /**
     * Goes on with the model that is asked where a budget is spent. Returns whether there is one, and somebody who could be
     * asked.
     *
     * @param reason what the attempt before failed of
     */
    public boolean fallsBack(String reason, long now) {
        Optional<Model> other = fellBack
                ? Optional.empty()
                : spending.flatMap(Spending::fallback)
                        .flatMap(exchange.snapshot().offer()::find);
        if (other.isEmpty()) {
            return false;
        }
        fellBack = true;
        exchange.leaves(reason);
        exchange.routed(other.get());
        plan = planned(now);
        spending = ways.paying.of(exchange, ways.turns);
        return !plan.isEmpty();
    }
}
