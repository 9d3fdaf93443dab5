package io.piuptime.gateway.authorize;

import io.piuptime.gateway.Exchange;
import io.piuptime.gateway.Step;
import io.piuptime.model.exchange.Caller;
import io.piuptime.model.exchange.Refusal;
import io.piuptime.model.exchange.RefusedException;
import java.util.List;

/** Refuses models that the caller's key was not made for. */
public final class AllowedModels implements Step {
    @Override
    public void request(Exchange exchange) {
        if (exchange.asksProvider()) {
            return;
        }
        String model = exchange.facts().model();
        exchange.caller().filter(caller -> !allows(caller, model)).ifPresent(caller -> {
            throw new RefusedException(new Refusal.Forbidden("The key '" + caller.name() + "' may not use the model '"
                    + model + "' (expected one of: " + String.join(", ", caller.models()) + ")."));
        });
    }

    /** Whether a caller may use a model. */
    public static boolean allows(Caller caller, String model) {
        List<String> allowed = caller.models();
        if (allowed.isEmpty()) {
            return true;
        }
        for (String pattern : allowed) {
            if (matches(pattern, model)) {
                return true;
            }
        }
        return false;
    }

    private static boolean matches(String pattern, String model) {
        int star = pattern.indexOf('*');
        if (star < 0) {
            return pattern.equals(model);
        }
        int tail = pattern.length() - star - 1;
        return model.length() >= star + tail
                && model.startsWith(pattern.substring(0, star))
                && model.endsWith(pattern.substring(star + 1));
    }
}
