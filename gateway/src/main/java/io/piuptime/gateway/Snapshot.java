package io.piuptime.gateway;

import static java.util.Objects.requireNonNull;

import io.piuptime.catalog.Offer;
import io.piuptime.catalog.ability.AbilityBook;
import io.piuptime.catalog.account.Accounts;
import io.piuptime.catalog.tariff.Tariffs;
import java.time.Instant;

/**
 * The compiled configuration: immutable, swapped as a whole. An exchange takes it once and keeps it until its end.
 *
 * @param revision grows by one with every configuration that this process took
 * @param createdAt when it was compiled
 * @param tariffs what the targets of the offer cost
 * @param abilities what the targets of the offer can do
 * @param accounts the providers that can be asked themselves
 */
public record Snapshot(
        long revision,
        Instant createdAt,
        Offer offer,
        Limits limits,
        Tariffs tariffs,
        AbilityBook abilities,
        Accounts accounts) {
    public Snapshot {
        requireNonNull(createdAt, "createdAt");
        requireNonNull(offer, "offer");
        requireNonNull(limits, "limits");
        requireNonNull(tariffs, "tariffs");
        requireNonNull(abilities, "abilities");
        requireNonNull(accounts, "accounts");
    }

    /** A configuration that knows no prices, no abilities and no accounts. */
    public Snapshot(long revision, Instant createdAt, Offer offer, Limits limits) {
        this(revision, createdAt, offer, limits, Tariffs.NONE, AbilityBook.NONE, Accounts.NONE);
    }
}
