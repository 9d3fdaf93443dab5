package io.piuptime.testkit.contracts;

import io.piuptime.model.usage.Tokens;
import io.piuptime.model.usage.UsageRecord;
import io.piuptime.model.usage.UsageRecord.Ending;
import io.piuptime.model.usage.UsageRecord.Sizes;
import io.piuptime.model.usage.UsageRecord.Times;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.LongStream;

/** Usage records by number: record n starts n seconds after the first, and no two components of it are alike. */
public final class SampleUsage {
    public static final Instant FIRST = Instant.parse("2026-03-01T00:00:00.000001Z");

    private static final String DIGITS = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final int KEYS = 10;

    private SampleUsage() {}

    public static UsageRecord record(long number) {
        Ending[] endings = Ending.values();
        Tokens.Source[] sources = Tokens.Source.values();
        Tokens.Source source = sources[(int) (number % sources.length)];
        return new UsageRecord(
                id(number),
                startedAt(number),
                key(number),
                "chat",
                model(number),
                "openai/gpt-4o-2024-11-20",
                200 + (int) (number % 300),
                endings[(int) (number % endings.length)],
                number % 4 == 0 ? "" : "reason_" + number % 4,
                number % 2 == 0,
                source == Tokens.Source.UNKNOWN
                        ? Tokens.NONE
                        : new Tokens(1_000 + number, 2_000 + number, 300 + number, 400 + number, source),
                number % 3 == 0 ? "" : "stop",
                1 + (int) (number % 3),
                new Times(900_000 + number, number % 5 == 0 ? -1 : 20_000 + number, 800_000 + number),
                new Sizes(1_024 + number, 2_048 + number));
    }

    /** Records from one number up to another, that one excluded. */
    public static List<UsageRecord> records(long from, long to) {
        return LongStream.range(from, to).mapToObj(SampleUsage::record).toList();
    }

    /** An id as long as real ones are: the time in 13 digits of 5 bits, then 8 more. */
    public static String id(long number) {
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, startedAt(number));
        return digits(micros, 13) + digits((number * 0x9E3779B97F4A7C15L) >>> 24, 8);
    }

    public static Instant startedAt(long number) {
        return FIRST.plusSeconds(number);
    }

    /** One of ten keys. */
    public static String key(long number) {
        return "key" + number % KEYS;
    }

    /** One of four models. */
    public static String model(long number) {
        return "model-" + number % 4;
    }

    private static String digits(long value, int count) {
        StringBuilder digits = new StringBuilder(count);
        for (int i = count - 1; i >= 0; i--) {
            digits.append(DIGITS.charAt((int) (value >>> (5 * i)) & 31));
        }
        return digits.toString();
    }
}
