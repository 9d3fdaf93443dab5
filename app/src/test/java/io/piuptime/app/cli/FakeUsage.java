package io.piuptime.app.cli;

import io.piuptime.model.price.Charge;
import io.piuptime.model.usage.Tokens;
import io.piuptime.model.usage.UsageRecord;
import io.piuptime.observe.usage.UsagePage;
import io.piuptime.observe.usage.UsageQuery;
import io.piuptime.observe.usage.UsageStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** As much of the store of usage as the commands need: pages of numbered records. */
final class FakeUsage implements UsageStore {
    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private int usage;
    private String model = "gpt-4o";

    /** Makes so many records. */
    synchronized void make(int count, String ofModel) {
        usage = count;
        model = ofModel;
    }

    @Override
    public int add(List<UsageRecord> records) {
        throw new UnsupportedOperationException("add");
    }

    @Override
    public synchronized UsagePage page(UsageQuery query) {
        int top = query.before().map(Integer::parseInt).orElse(usage + 1_000_000) - 1_000_000;
        int end = Math.max(0, top - query.limit());
        List<UsageRecord> records = IntStream.range(end, top)
                .mapToObj(i -> sample(top - 1 - (i - end)))
                .filter(found -> query.model()
                        .filter(name -> !name.equals(found.model()))
                        .isEmpty())
                .toList();
        return new UsagePage(records, end > 0 ? Optional.of(Integer.toString(end + 1_000_000)) : Optional.empty());
    }

    @Override
    public long deleteBefore(Instant moment) {
        throw new UnsupportedOperationException("deleteBefore");
    }

    private UsageRecord sample(int number) {
        UsageRecord usage = new UsageRecord(
                Integer.toString(number + 1_000_000),
                NOW.plusSeconds(number),
                "key000000000",
                "chat",
                model,
                "openai/" + model,
                200,
                UsageRecord.Ending.COMPLETE,
                "",
                false,
                Tokens.NONE,
                "stop",
                1,
                new UsageRecord.Times(12_345, -1, 10_000),
                new UsageRecord.Sizes(1, 2));
        return model.equals("paid") ? usage.charged(new Charge(1_250, "USD", "in=2.5")) : usage;
    }
}
