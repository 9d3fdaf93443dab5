package io.piuptime.gateway.budget.turn;

import io.piuptime.gateway.Exchange;
import io.piuptime.gateway.budget.rate.Binding;
import io.piuptime.model.exchange.Allowance;
import io.piuptime.model.exchange.Caller;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The limits that are written at a caller's key and above it, made ready once for as long as they are the same. */
public final class CallerLimits implements BoundLimits {
    /** Of as many keys as are surely kept; at most twice as many are. */
    private static final int KEPT = 16_384;

    private volatile ConcurrentHashMap<String, Known> young = new ConcurrentHashMap<>();
    private volatile ConcurrentHashMap<String, Known> old = new ConcurrentHashMap<>();

    private record Known(Allowance allowance, Binding binding) {}

    @Override
    public Binding of(Exchange exchange) {
        Optional<Caller> caller = exchange.caller();
        if (caller.isEmpty() || caller.get().allowance().limits().isEmpty()) {
            return Binding.NONE;
        }
        return of(caller.get());
    }

    private Binding of(Caller caller) {
        Known known = young.get(caller.keyId());
        if (known == null || isAnother(known, caller)) {
            known = old.get(caller.keyId());
            if (known == null || isAnother(known, caller)) {
                known = new Known(
                        caller.allowance(),
                        new Binding(caller.owner().tenant(), caller.allowance().limits()));
            }
            keep(caller.keyId(), known);
        }
        return known.binding();
    }

    @SuppressWarnings("ReferenceEquality") // an allowance is the same object as long as nothing of it changes
    private static boolean isAnother(Known known, Caller caller) {
        return known.allowance() != caller.allowance();
    }

    private void keep(String key, Known known) {
        if (young.size() >= KEPT) {
            turn();
        }
        young.put(key, known);
    }

    private synchronized void turn() {
        if (young.size() >= KEPT) {
            old = young;
            young = new ConcurrentHashMap<>();
        }
    }
}
