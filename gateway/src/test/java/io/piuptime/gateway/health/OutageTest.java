package io.piuptime.gateway.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.gateway.queue.Queue;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A minute without the first target, at 200 requests a second, played through without a clock. */
class OutageTest {
    private static final long MILLI = 1_000_000L;
    private static final long SECOND = 1_000 * MILLI;
    private static final long BETWEEN = 5 * MILLI;
    private static final long DOWN = 10 * SECOND;
    private static final long UP = 70 * SECOND;
    private static final long END = 100 * SECOND;

    private final Deque<Attempt> underWay = new ArrayDeque<>();

    /** What was sent while it was down and was not known to be, before the breaker opened: those that had to try again. */
    private int unaware;

    private int probes;
    private long back;

    @ParameterizedTest(name = "failing {0} ms after it was asked, seed {1}: back within {2} s")
    @CsvSource({"1, 1, 11", "1, 2, 11", "50, 3, 11", "50, 4, 11", "3000, 5, 14", "3000, 6, 14"})
    void few_requests_notice_and_traffic_is_back_soon(long failsAfterMillis, long seed, long backWithinSeconds) {
        Random random = new Random(seed);
        TargetHealth target =
                new Health(1, random::nextDouble, new Queue(() -> 0)).of(new HealthKey("https://a", "m", "k"));
        for (long now = 0; now < END; now += BETWEEN) {
            while (!underWay.isEmpty() && underWay.peek().ends <= now) {
                end(target, underWay.poll());
            }
            boolean wasReady = target.standing(now) == Standing.READY;
            if (target.admit(now, random.nextInt(3) == 0)) {
                begin(now, wasReady, failsAfterMillis * MILLI);
            }
        }
        assertThat(unaware).as("sent in vain").isBetween(5, (int) (5 + failsAfterMillis * MILLI / BETWEEN + 1));
        assertThat(probes).as("probes in a minute").isBetween(6, 15);
        assertThat(back - UP).as("back after").isBetween(0L, backWithinSeconds * SECOND);
        assertThat(target.standing(END)).isEqualTo(Standing.READY);
    }

    private void begin(long now, boolean wasReady, long failsAfter) {
        boolean up = now < DOWN || now >= UP;
        if (!up) {
            unaware += wasReady ? 1 : 0;
            probes += wasReady ? 0 : 1;
        }
        if (wasReady && now >= UP && back == 0) {
            back = now;
        }
        underWay.add(new Attempt(now, now + (up ? 3 * MILLI : failsAfter), up));
    }

    private static void end(TargetHealth target, Attempt attempt) {
        if (attempt.answered) {
            target.answered(attempt.began, attempt.ends, attempt.ends - attempt.began);
            target.released(attempt.began);
        } else {
            target.failed(attempt.began, attempt.ends, Fault.UNREACHABLE, -1);
        }
    }

    private record Attempt(long began, long ends, boolean answered) {}
}
