package io.piuptime.gateway.authorize;

import io.piuptime.gateway.Exchange;
import io.piuptime.gateway.Step;
import io.piuptime.model.exchange.Caller;
import io.piuptime.model.exchange.Operation;
import io.piuptime.model.exchange.Refusal;
import io.piuptime.model.exchange.RefusedException;
import io.piuptime.model.exchange.Rights;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Refuses operations and models that the caller's key, or what it belongs to, does not allow. */
public final class AllowedModels implements Step {
    private static final List<String> LISTS = List.of("/v1/models", "/v1beta/models");
    private static final Pattern OBJECTS = Pattern.compile("/v1/([a-z_]+)(?:/.*)?");
    /** What a request that goes to a provider as it is counts as, among the names of operations. */
    private static final String PASSTHROUGH = "passthrough";

    /** Refuses an operation before the body is read. */
    @Override
    public void opened(Exchange exchange) {
        Rights rights = exchange.caller().map(Caller::rights).orElse(Rights.ALL);
        if (rights.levels().isEmpty()) {
            return;
        }
        String path = exchange.head().path();
        if (LISTS.stream().anyMatch(path::startsWith)
                && exchange.head().operation().isEmpty()) {
            return;
        }
        String endpoint =
                exchange.head().operation().map(Operation::telemetryName).orElseGet(() -> unnamed(path));
        if (!rights.allowsEndpoint(endpoint)) {
            throw new RefusedException(new Refusal.Forbidden("The key '" + name(exchange) + "' may not use '" + endpoint
                    + "' (expected one of: " + String.join(", ", rights.endpoints()) + ")."));
        }
    }

    @Override
    public void request(Exchange exchange) {
        if (exchange.asksProvider()) {
            return;
        }
        String model = exchange.facts().model();
        exchange.caller().filter(caller -> !caller.rights().allowsModel(model)).ifPresent(caller -> {
            throw new RefusedException(new Refusal.Forbidden("The key '" + caller.name() + "' may not use the model '"
                    + model + "' (expected one of: "
                    + String.join(", ", caller.rights().models()) + ")."));
        });
    }

    /** Files, batches and stored responses go by the name in their path. */
    private static String unnamed(String path) {
        Matcher objects = OBJECTS.matcher(path);
        return objects.matches() ? objects.group(1) : PASSTHROUGH;
    }

    private static String name(Exchange exchange) {
        return exchange.caller().map(Caller::name).orElse("");
    }
}
