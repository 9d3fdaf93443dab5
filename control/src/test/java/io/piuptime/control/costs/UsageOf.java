package io.piuptime.control.costs;

import io.piuptime.model.price.Charge;
import io.piuptime.model.usage.Tokens;
import io.piuptime.model.usage.UsageRecord;
import java.time.Instant;
import java.util.Optional;

/** Usage records of tests. */
final class UsageOf {
    private UsageOf() {}

    static UsageRecord one(String day, String key, String target, Tokens tokens, Optional<Charge> charge) {
        return of(day, key, target, tokens, charge, 1);
    }

    static UsageRecord of(String day, String key, String target, Tokens tokens, Optional<Charge> charge, int attempts) {
        return new UsageRecord(
                "id-" + day + key,
                Instant.parse(day + "T23:59:59Z"),
                key,
                "chat",
                "gpt",
                target,
                200,
                UsageRecord.Ending.COMPLETE,
                "",
                false,
                tokens,
                "stop",
                attempts,
                new UsageRecord.Times(500_000, -1, 0),
                new UsageRecord.Sizes(1, 1),
                charge);
    }

    static Tokens tokens(long input, long output) {
        return new Tokens(input, output, 0, 0, Tokens.Source.REPORTED);
    }

    static Optional<Charge> usd(long micros) {
        return Optional.of(new Charge(micros, Charge.USD, "in=1"));
    }
}
