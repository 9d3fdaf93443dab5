package io.piuptime.gateway.send.hedge;

import io.piuptime.gateway.Bytes;
import io.piuptime.gateway.Exchange;
import io.piuptime.gateway.RequestFacts;
import io.piuptime.gateway.health.hedge.HedgeBudget;
import io.piuptime.gateway.health.hedge.Hedges;
import io.piuptime.gateway.health.hedge.ModelHedges;
import io.piuptime.model.ability.Ability;
import io.piuptime.model.catalog.Target;
import io.piuptime.model.exchange.Operation;
import io.piuptime.model.exchange.Priority;
import io.piuptime.model.routing.Hedge;
import java.time.Duration;
import java.util.List;

/**
 * The hedging of one exchange: whether, and when, a second target is asked while the first is slow. It is asked for at most
 * once. Used by one thread.
 */
public final class Hedging {
    /** Why an exchange that was hedged was asked more than once. */
    public static final String REASON = "hedge";

    private final Exchange exchange;
    private final Hedge wish;
    private final Hedges hedges;
    private final ModelHedges model;
    private boolean decided;

    /** For an exchange of a model that wants it. */
    public Hedging(Exchange exchange, Hedge wish, Hedges hedges) {
        this.exchange = exchange;
        this.wish = wish;
        this.hedges = hedges;
        this.model = hedges.of(exchange.model().name());
    }

    /** Its first request is sent. */
    public void sent() {
        model.budget().earn(exchange.requestBytes(), wish.extraPercent());
    }

    /** Whether a target is slow that has said nothing for so long, and nobody else has been looked for yet. */
    public boolean isDue(long age, long now) {
        if (decided) {
            return false;
        }
        long after = wish.after()
                .map(Duration::toNanos)
                .orElseGet(() -> model.words(exchange.streams()).slow(now).orElse(Long.MAX_VALUE));
        return age >= after;
    }

    /**
     * Takes it out of the budget, if the exchange is one that can be asked of two at once.
     *
     * @param body as the first target gets it
     */
    public boolean take(List<Bytes> body) {
        decided = true;
        return body.stream().mapToLong(Bytes::length).sum() <= HedgeBudget.LONGEST
                && isHarmless()
                && ProviderTools.areAbsent(body)
                && model.budget().take(exchange.requestBytes());
    }

    /** What leaves nothing behind at the one that loses, and can wait for nobody. */
    private boolean isHarmless() {
        Operation.Topic topic =
                exchange.head().operation().map(Operation::topic).orElse(Operation.Topic.OTHER);
        RequestFacts.Objects objects = exchange.facts().objects();
        boolean answersOnly = switch (topic) {
            case CHAT, EMBED, RERANK -> true;
            case COUNT, OTHER -> false;
        };
        return answersOnly
                && !objects.named()
                && !objects.leaves()
                && (exchange.needs().abilities() & Ability.TOOLS.bit()) == 0
                && exchange.head().priority() != Priority.BATCH;
    }

    /** Whether a target stands for the same as a slow one, and does not fail with it. */
    public boolean isElsewhere(Target slow, Target other) {
        return !other.provider().name().equals(slow.provider().name())
                && !host(other).equals(host(slow))
                && exchange.model().targets().contains(other);
    }

    private static String host(Target target) {
        String url = target.provider().own().baseUrl();
        int from = url.indexOf("://") + 3;
        int to = url.indexOf('/', from);
        return to < 0 ? url.substring(from) : url.substring(from, to);
    }

    /** Nobody else was there. */
    public void giveBack() {
        model.budget().giveBack(exchange.requestBytes());
    }

    /** A second target is asked. */
    public void begun() {
        hedges.begin();
        if (exchange.fallbackReason().isEmpty()) {
            exchange.leaves(REASON);
        }
    }

    /** The second was faster than the first, which had said nothing for so long. */
    public void won(long firstsAge, long now) {
        hedges.win();
        answered(firstsAge, now);
    }

    /** A first word came after so long. */
    public void answered(long age, long now) {
        model.words(exchange.streams()).add(now, age);
    }
}
