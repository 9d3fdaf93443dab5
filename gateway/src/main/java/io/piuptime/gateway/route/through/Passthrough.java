package io.piuptime.gateway.route.through;

import io.piuptime.catalog.account.Account;
import io.piuptime.gateway.Exchange;
import io.piuptime.model.exchange.Caller;
import io.piuptime.model.exchange.Refusal;
import io.piuptime.model.exchange.RefusedException;
import io.piuptime.model.key.KeyPermission;

/** Finds the provider that a path leads through to, if the caller may ask it and the path is open. */
public final class Passthrough {
    /** Name of the operation in records. */
    public static final String OPERATION = "passthrough";

    private Passthrough() {}

    /**
     * The account to ask.
     *
     * @throws RefusedException when there is none, or it is not open to this caller or at this path
     */
    public static Account account(Exchange exchange, ProviderPath path) {
        Caller caller = exchange.caller().orElseThrow();
        if (!caller.permissions().contains(KeyPermission.PASSTHROUGH)) {
            throw refused(new Refusal.Forbidden("The key '" + caller.name() + "' may not ask providers directly"
                    + " (expected: a key with the permission passthrough)."));
        }
        path.check();
        Account account = exchange.snapshot()
                .accounts()
                .find(path.provider())
                .orElseThrow(() -> refused(new Refusal.NoSuchPath(
                        "No provider is called '" + shown(path.provider()) + "' (expected: one that is configured).")));
        if (!account.opens(path.rest())) {
            throw refused(
                    new Refusal.Forbidden("The path '" + shown(path.rest()) + "' of the provider '" + path.provider()
                            + "' is not open (expected: one that its key 'passthrough' lists in the configuration)."));
        }
        if (ObjectsBelow.reaches(account, path.rest())) {
            throw refused(new Refusal.Forbidden("The path '" + shown(path.rest()) + "' of the provider '"
                    + path.provider() + "' has objects of several callers (expected: /v1/files, /v1/batches or"
                    + " /v1/responses of this gateway, which knows whose they are)."));
        }
        return account;
    }

    private static String shown(String text) {
        return text.length() > 200 ? text.substring(0, 200) + "…" : text;
    }

    private static RefusedException refused(Refusal refusal) {
        return new RefusedException(refusal);
    }
}
