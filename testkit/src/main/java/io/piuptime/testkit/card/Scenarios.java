package io.piuptime.testkit.card;

import static io.piuptime.testkit.card.Check.advisory;
import static io.piuptime.testkit.card.Check.informative;
import static io.piuptime.testkit.card.Check.required;

import io.piuptime.testkit.card.Scenario.Wanted;
import java.time.Duration;
import java.util.List;

/** The sixteen scenarios of FailoverBench: names, limits and checks are its. */
public final class Scenarios {
    /** The wall's model that is always well. */
    public static final String HEALTHY = "fb-ok";

    private static final Check ENDS = required("no hang", Rules.endsInTime());
    private static final Check HONEST = required("no truncated success", Rules.claimsNoTruncatedAnswer());
    private static final Check ALIVE = required("alive after", Rules.servesAfterwards());
    private static final Check BOUNDED = required("bounded attempts", Rules.attemptsAtMost(6));

    private static final Series FULL_SERIES = new Series(20, Duration.ofSeconds(4), Duration.ofSeconds(30));
    private static final Series FAST_SERIES = new Series(10, Duration.ofMillis(1200), Duration.ofSeconds(10));

    private Scenarios() {}

    /** All of them, as the full profile runs them or the fast one. */
    public static List<Scenario> all(boolean full) {
        return List.of(
                Scenario.of(
                        "S01",
                        "429 with Retry-After",
                        "fb-s01-429-retry-after",
                        20,
                        advisory("retried", Rules.attemptsAtLeast(2)),
                        advisory("Retry-After honoured", Rules.secondAttemptAfter(1.8)),
                        required("no hammering", Rules.hammersNot(2, 1.5))),
                Scenario.of(
                        "S02",
                        "429 for ever",
                        "fb-s02-429-persistent",
                        40,
                        required("no hammering", Rules.hammersNot(4, 3)),
                        BOUNDED,
                        ENDS),
                Scenario.of(
                        "S03",
                        "500 once",
                        "fb-s03-500-then-200",
                        20,
                        ENDS,
                        advisory("same provider retried", Rules.attemptsAtLeast(2))),
                Scenario.of("S04", "503 for ever", "fb-s04-503-persistent", 40, BOUNDED, ENDS),
                Scenario.of("S05", "reset before the head", "fb-s05-reset", 20, ENDS),
                Scenario.of(
                        "S06",
                        "no answer at all",
                        "fb-s06-no-response",
                        130,
                        required("within the budget", Rules.endsWithin(100)),
                        ENDS,
                        advisory("silence not retried", Rules.attemptsAtMost(1))),
                Scenario.of(
                        "S07",
                        "slow first token",
                        "fb-s07-slow-ttft",
                        60,
                        ENDS,
                        advisory("first token limited", Rules.endsWithin(15))),
                Scenario.of("S08", "stream cut", "fb-s08-stream-cut", 40, HONEST, ENDS),
                Scenario.of(
                        "S09",
                        "stream stalled",
                        "fb-s09-stream-stall",
                        70,
                        required("bounded", Rules.endsWithin(45)),
                        HONEST,
                        ALIVE,
                        ENDS),
                Scenario.of(
                        "S10",
                        "malformed event",
                        "fb-s10-malformed-chunk",
                        30,
                        ALIVE,
                        HONEST,
                        ENDS,
                        advisory("recovered in place", Rules.answersWhole())),
                Scenario.of(
                        "S11",
                        "no [DONE]",
                        "fb-s11-no-done",
                        30,
                        required("ends promptly", Rules.endsWithin(8)),
                        advisory("usage told", Rules.tellsUsage())),
                Scenario.of(
                        "S12",
                        "context length",
                        "fb-s12-context-length",
                        20,
                        required("no blind retry", Rules.resendsOnlySmaller()),
                        required("bounded attempts", Rules.attemptsAtMost(2)),
                        ENDS),
                Scenario.of(
                                "S13",
                                "content filter",
                                "fb-s13-content-filter",
                                20,
                                required("no retry of the model", Rules.attempts(1)),
                                ENDS,
                                informative("fallback attempted", Rules.usesTheFallback()))
                        .wanting(Wanted.ERROR),
                Scenario.of(
                                "S14",
                                "fallback refuses prefill",
                                "fb-s14-stream-cut",
                                40,
                                required("no hiding behind prefill", Rules.hidesNothingBehindPrefill()),
                                HONEST)
                        .before("fb-ok-noprefill"),
                Scenario.of(
                                "S15",
                                "down, then well",
                                "fb-s15-flap",
                                200,
                                required("no hang", SeriesRules.allEnd()),
                                required("served during the outage", SeriesRules.servesDuringTheOutage()),
                                required("recovered", SeriesRules.returnsWithin(30)),
                                informative("probes seldom", SeriesRules.probesSeldom()))
                        .inSeries(full ? FULL_SERIES : FAST_SERIES),
                Scenario.of(
                        "S16",
                        "accounting of a failover",
                        "fb-s16-503-persistent",
                        40,
                        required("names the fallback", Rules.namesTheFallback()),
                        advisory("usage told", Rules.tellsUsage()),
                        BOUNDED));
    }
}
