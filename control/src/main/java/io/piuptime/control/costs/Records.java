package io.piuptime.control.costs;

import static java.util.Objects.requireNonNull;

import io.piuptime.control.api.StoreFailedException;
import io.piuptime.model.usage.UsageRecord;
import io.piuptime.observe.usage.UsagePage;
import io.piuptime.observe.usage.UsageQuery;
import io.piuptime.observe.usage.UsageStore;
import java.util.Optional;
import java.util.function.Consumer;

/** The usage records that a report is made of, a page at a time. */
final class Records {
    private final UsageStore store;

    Records(UsageStore store) {
        this.store = requireNonNull(store, "store");
    }

    /** Hands over every record of a period, the newest first. */
    void each(Period period, UsageQuery.Whose whose, Consumer<UsageRecord> to) {
        Optional<String> before = Optional.empty();
        do {
            UsageQuery query = new UsageQuery(
                    Optional.of(period.from()),
                    Optional.of(period.to()),
                    Optional.empty(),
                    Optional.empty(),
                    whose,
                    before,
                    UsageQuery.MAX_LIMIT);
            UsagePage page = StoreFailedException.guard(() -> store.page(query));
            page.records().forEach(to);
            before = page.next();
        } while (before.isPresent());
    }
}
