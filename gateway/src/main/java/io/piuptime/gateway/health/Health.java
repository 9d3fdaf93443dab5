package io.piuptime.gateway.health;

import static java.util.Objects.requireNonNull;

import io.piuptime.gateway.health.hedge.Hedges;
import io.piuptime.gateway.queue.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.DoubleSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * The book of all targets' health on this node. It outlives configurations: a reload that keeps a target keeps what is known
 * of it. Breakers are shared by the credentials of a model at an address, the health of a credential by the models there.
 *
 * <p>It is bounded: with more targets than it has places for (names of models can come from callers), those that are new
 * share one place for each address and credential.
 */
public final class Health {
    private final int places;
    private final DoubleSupplier random;
    private final Queue queue;
    private final Hedges hedges = new Hedges();
    private final ConcurrentHashMap<HealthKey, TargetHealth> targets = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<HealthKey, Breaker> breakers = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<HealthKey, CredentialHealth> credentials = new ConcurrentHashMap<>();

    /**
     * An empty book.
     *
     * @param places how many targets it tells apart
     * @param random draws from 0 (included) to 1 (not included); any thread may call it
     * @param queue where lines of targets are
     */
    public Health(int places, DoubleSupplier random, Queue queue) {
        if (places < 1) {
            throw new IllegalArgumentException("places: " + places + " (expected: >= 1)");
        }
        this.places = places;
        this.random = requireNonNull(random, "random");
        this.queue = requireNonNull(queue, "queue");
    }

    /** The target's health, new if it is not known. Who asks the same often keeps it: it stays the same until forgotten. */
    public TargetHealth of(HealthKey key) {
        TargetHealth known = targets.get(key);
        if (known != null) {
            return known;
        }
        HealthKey place = targets.size() < places ? key : key.ofAnyModel();
        return targets.computeIfAbsent(place, this::create);
    }

    /** Forgets all targets but these; of an address and credential that are kept for any model, all models are kept. */
    public void keep(Set<HealthKey> keys) {
        targets.keySet().removeIf(key -> !keys.contains(key) && !keys.contains(key.ofAnyModel()));
        breakers.keySet().retainAll(known(HealthKey::ofAnyCredential));
        credentials.keySet().retainAll(known(HealthKey::ofAnyModel));
    }

    /** Shows every known target, in no order, for meters and screens. */
    public void each(BiConsumer<HealthKey, TargetHealth> seen) {
        targets.forEach(seen);
    }

    /** Where the lines of targets are. */
    public Queue queue() {
        return queue;
    }

    /** What is known of models that are hedged. */
    public Hedges hedges() {
        return hedges;
    }

    /** How many targets are known. */
    public int size() {
        return targets.size();
    }

    private Set<HealthKey> known(UnaryOperator<HealthKey> as) {
        return targets.keySet().stream().map(as).collect(Collectors.toSet());
    }

    private TargetHealth create(HealthKey key) {
        return new TargetHealth(
                breakers.computeIfAbsent(key.ofAnyCredential(), any -> new Breaker(random)),
                credentials.computeIfAbsent(key.ofAnyModel(), any -> new CredentialHealth()),
                new AdaptiveLimit(),
                queue.line(),
                random);
    }
}
