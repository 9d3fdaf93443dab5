package io.piuptime.gateway.budget.money.journal;

import static java.util.Objects.requireNonNull;

import io.piuptime.gateway.budget.money.AccountId;
import java.util.List;

/** One line of a money journal. Amounts are millionths of a dollar; those of accounts are absolute, so that a line may come twice. */
public sealed interface Entry {
    /**
     * An account as it stands, without what is reserved of it. The first line of an account gives it its number.
     *
     * @param number stands for the account in other lines
     */
    record Balance(int number, AccountId account, long granted, long spent, long unconfirmed) implements Entry {
        public Balance {
            requireNonNull(account, "account");
        }
    }

    /** The node may spend so much of an account, of all that it ever was allowed. */
    record Granted(int account, long granted) implements Entry {}

    /** An attempt is about to leave. */
    record Reserved(long id, List<Part> parts) implements Entry {
        public Reserved {
            parts = List.copyOf(parts);
        }
    }

    /** What a reservation holds of one account. */
    record Part(int account, long micros) {}

    /** A reservation is over: so much was spent, in each of its accounts. */
    record Settled(long id, long micros) implements Entry {}

    /** A reservation is over, and nobody knows what was spent: all that it held counts. */
    record Unconfirmed(long id) implements Entry {}
}
