package io.piuptime.observe;

import io.piuptime.model.usage.Tokens;
import io.piuptime.model.usage.UsageRecord;
import io.piuptime.model.usage.UsageRecord.Ending;
import java.time.Instant;

/** Usage records to test with. */
final class Records {
    static final Instant START = Instant.parse("2026-03-01T12:30:45.123456Z");

    private Records() {}

    static UsageRecord answered(String model) {
        return answered(model, "openai/" + model);
    }

    static UsageRecord answered(String model, String target) {
        return record(model, target, 200, Ending.COMPLETE, "", false, -1);
    }

    static UsageRecord streamed(String model) {
        return record(model, "openai/" + model, 200, Ending.COMPLETE, "", true, 250_000);
    }

    static UsageRecord refused(String model, int status, String reason) {
        return record(model, "", status, Ending.REFUSED, reason, false, -1);
    }

    private static UsageRecord record(
            String model, String target, int status, Ending ending, String reason, boolean stream, long firstToken) {
        boolean sent = ending == Ending.COMPLETE;
        return new UsageRecord(
                "x0001",
                START,
                "k00000000001",
                "chat",
                model,
                target,
                status,
                ending,
                reason,
                stream,
                sent ? new Tokens(11, 22, 3, 4, Tokens.Source.REPORTED) : Tokens.NONE,
                sent ? "stop" : "",
                sent ? 1 : 0,
                new UsageRecord.Times(1_500_000, firstToken, 1_499_800),
                new UsageRecord.Sizes(1_000, 2_000));
    }
}
