package io.piuptime.gateway.budget.money.alert;

import static java.util.Objects.requireNonNull;

import io.piuptime.gateway.budget.money.AccountId;
import java.time.Instant;

/**
 * A threshold of a cap that was passed in one of the cap's windows. There is one for each threshold, window and size of the cap,
 * whatever node saw it first.
 *
 * @param account of the cap; its start is that of the window, or of a whole length of one that rolls
 * @param of whose budget it is
 * @param cap millionths of a dollar
 * @param percent of the cap
 * @param gone millionths of a dollar that were spent or held by nodes then
 * @param node that saw it
 */
public record Crossing(AccountId account, Of of, long cap, int percent, Instant at, long gone, String node) {
    /**
     * The budget as it was called then.
     *
     * @param subject on whose exchanges, {@code team/x}
     */
    public record Of(String tenant, String name, String subject) {
        public Of {
            requireNonNull(tenant, "tenant");
            requireNonNull(name, "name");
            requireNonNull(subject, "subject");
        }
    }

    public Crossing {
        requireNonNull(account, "account");
        requireNonNull(of, "of");
        requireNonNull(at, "at");
        requireNonNull(node, "node");
    }

    /** What tells it from all others: {@code b1/month/1793491200/5000000/80}. */
    public String id() {
        return account.text() + "/" + cap + "/" + percent;
    }
}
