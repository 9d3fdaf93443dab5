package io.piuptime.gateway.budget.turn;

import io.piuptime.gateway.Exchange;
import io.piuptime.gateway.budget.rate.Binding;
import io.piuptime.model.exchange.Allowance;
import io.piuptime.model.exchange.Caller;
import io.piuptime.model.limit.Bound;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The limits that are written at a caller's key and above it, and at the model, made ready once for as long as they are the same. Of
 * limits that count each end user or the like by themselves there is a binding for each of these.
 */
public final class CallerLimits implements BoundLimits {
    /** Of as many keys, with their end users and the like, as are surely kept; at most twice as many are. */
    private static final int KEPT = 16_384;

    private volatile ConcurrentHashMap<Who, Known> young = new ConcurrentHashMap<>();
    private volatile ConcurrentHashMap<Who, Known> old = new ConcurrentHashMap<>();

    /**
     * Who is bound.
     *
     * @param by what bindings of the key differ in beside it
     */
    private record Who(String key, List<String> by) {}

    /** What is written for a caller, and what was made of it. */
    private record Known(Allowance allowance, List<Bound> ofModel, Binding binding) {
        @SuppressWarnings("ReferenceEquality") // both are the same objects as long as nothing of them changes
        boolean isOf(Caller caller, List<Bound> model) {
            return allowance == caller.allowance() && ofModel == model;
        }
    }

    @Override
    public Binding of(Exchange exchange) {
        Optional<Caller> caller = exchange.caller();
        if (caller.isEmpty()) {
            return Binding.NONE;
        }
        List<Bound> ofModel = exchange.model().limits();
        return caller.get().allowance().limits().isEmpty() && ofModel.isEmpty()
                ? Binding.NONE
                : of(exchange, caller.get(), ofModel);
    }

    private Binding of(Exchange exchange, Caller caller, List<Bound> ofModel) {
        Particular particular = new Particular(exchange, caller);
        Who who = who(caller, ofModel, particular);
        Known known = young.get(who);
        if (known == null || !known.isOf(caller, ofModel)) {
            known = old.get(who);
            if (known == null || !known.isOf(caller, ofModel)) {
                List<Bound> bound = particular.of(caller.allowance().limits());
                bound.addAll(particular.of(ofModel));
                known = new Known(
                        caller.allowance(), ofModel, new Binding(caller.owner().tenant(), bound));
            }
            keep(who, known);
        }
        return known.binding();
    }

    private static Who who(Caller caller, List<Bound> ofModel, Particular particular) {
        List<String> by = new ArrayList<>();
        ofModel.stream().map(bound -> bound.place().id()).findFirst().ifPresent(by::add);
        particular.distinguish(caller.allowance().limits(), by);
        particular.distinguish(ofModel, by);
        return new Who(caller.keyId(), by);
    }

    private void keep(Who who, Known known) {
        if (young.size() >= KEPT) {
            turn();
        }
        young.put(who, known);
    }

    private synchronized void turn() {
        if (young.size() >= KEPT) {
            old = young;
            young = new ConcurrentHashMap<>();
        }
    }
}
