package io.piuptime.gateway.health.rates;

import io.piuptime.model.catalog.Habits;
import io.piuptime.model.catalog.RateLimitHeader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads the headers in which one provider speaks of its rate limits: those that its row names, and the spellings that many
 * share. What is not more than 0, absent or unreadable is unknown; of what is left, 0 counts if a limit and the time until
 * it is full again stand beside it (some say 0 and mean that they do not know).
 */
public final class RateLimitReader {
    private static final String RETRY_AFTER = "retry-after";
    private static final List<String> RETRY_AFTER_MILLIS = List.of("retry-after-ms", "x-ms-retry-after-ms");
    private static final List<String> COUNTED = List.of("requests", "tokens");
    private static final List<String> COUNTED_BY_ANTHROPIC = List.of("input-tokens", "output-tokens");
    private static final int LONGEST_NUMBER = 18;

    private final List<Names> names;

    public RateLimitReader(Habits habits) {
        List<Names> all = new ArrayList<>();
        own(all, habits.rateLimits());
        for (String counted : COUNTED) {
            all.add(openAi(counted, ""));
            all.add(openAi(counted, "_usage_based"));
            all.add(anthropic(counted));
        }
        COUNTED_BY_ANTHROPIC.forEach(counted -> all.add(anthropic(counted)));
        names = all.stream().distinct().toList();
    }

    /** A wait that a body names, in nanoseconds; -1 if it is empty or unreadable. */
    public static long nanos(String wait) {
        return Wait.nanos(wait, "");
    }

    /** How long the answer asks to wait, in nanoseconds; -1 if it does not say. */
    public long retryAfterNanos(AnswerHeaders headers) {
        for (String name : RETRY_AFTER_MILLIS) {
            long nanos = Wait.ofMillis(headers.value(name));
            if (nanos != Wait.UNKNOWN) {
                return nanos;
            }
        }
        String value = headers.value(RETRY_AFTER);
        return value.isEmpty() ? Wait.UNKNOWN : Wait.nanos(value, headers.value("date"));
    }

    /** Whether the answer says that asking again is of no use ({@code x-should-retry: false}). */
    public boolean discourages(AnswerHeaders headers) {
        return headers.value("x-should-retry").trim().equalsIgnoreCase("false");
    }

    /** What the answer says is left of the limit that is nearest to its end. */
    public Allowance read(AnswerHeaders headers) {
        Allowance tightest = Allowance.UNKNOWN;
        for (Names each : names) {
            String left = headers.value(each.left);
            if (!left.isEmpty()) {
                tightest = tightest.tighter(allowance(headers, each, left));
            }
        }
        return tightest;
    }

    private static Allowance allowance(AnswerHeaders headers, Names names, String leftText) {
        long limit = number(headers.value(names.limit));
        long left = number(leftText);
        if (limit <= 0 || left < 0) {
            return Allowance.UNKNOWN;
        }
        String reset = names.reset.isEmpty() ? "" : headers.value(names.reset);
        long fullAfter = reset.isEmpty() ? Wait.UNKNOWN : Wait.nanos(reset, headers.value("date"));
        if (left == 0 && fullAfter == Wait.UNKNOWN) {
            return Allowance.UNKNOWN;
        }
        return new Allowance(Math.min(1, (double) left / limit), fullAfter);
    }

    /** A count; -1 if it is none. */
    private static long number(String text) {
        String trimmed = text.trim();
        if (trimmed.isEmpty() || trimmed.length() > LONGEST_NUMBER) {
            return -1;
        }
        long number = 0;
        for (int i = 0; i < trimmed.length(); i++) {
            int digit = trimmed.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }

    private static void own(List<Names> all, Map<RateLimitHeader, String> row) {
        add(all, row, RateLimitHeader.REQUESTS_LIMIT, RateLimitHeader.REQUESTS_LEFT, RateLimitHeader.REQUESTS_RESET);
        add(all, row, RateLimitHeader.TOKENS_LIMIT, RateLimitHeader.TOKENS_LEFT, RateLimitHeader.TOKENS_RESET);
    }

    private static void add(
            List<Names> all,
            Map<RateLimitHeader, String> row,
            RateLimitHeader limit,
            RateLimitHeader left,
            RateLimitHeader reset) {
        if (row.containsKey(limit) && row.containsKey(left)) {
            all.add(new Names(lower(row, limit), lower(row, left), lower(row, reset)));
        }
    }

    private static String lower(Map<RateLimitHeader, String> row, RateLimitHeader header) {
        return row.getOrDefault(header, "").toLowerCase(Locale.ROOT);
    }

    private static Names openAi(String counted, String suffix) {
        return new Names(
                "x-ratelimit-limit-" + counted + suffix,
                "x-ratelimit-remaining-" + counted + suffix,
                "x-ratelimit-reset-" + counted + suffix);
    }

    private static Names anthropic(String counted) {
        String start = "anthropic-ratelimit-" + counted;
        return new Names(start + "-limit", start + "-remaining", start + "-reset");
    }

    private record Names(String limit, String left, String reset) {}
}
