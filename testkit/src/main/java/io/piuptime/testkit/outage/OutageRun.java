package io.piuptime.testkit.outage;

import io.piuptime.testkit.fake.EchoReplies;
import io.piuptime.testkit.fake.FakeOpenAi;
import io.piuptime.testkit.fake.Received;
import io.piuptime.testkit.load.Load;
import io.piuptime.testkit.load.LoadDriver;
import io.piuptime.testkit.load.LoadReport;
import io.piuptime.testkit.load.Pace;
import io.piuptime.testkit.load.Template;
import io.piuptime.testkit.raw.Await;
import io.piuptime.testkit.script.Ending;
import io.piuptime.testkit.script.Script;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Two targets of which the first is gone for a while: every connection to it is reset as soon as something was asked. The
 * other one is well all the time.
 */
public final class OutageRun implements AutoCloseable {
    /** The model that is backed by both. */
    public static final String MODEL = "outage";

    private static final double PER_SECOND = 200;
    private static final int CONNECTIONS = 256;
    private static final Duration AFTER = Duration.ofSeconds(16);
    /** So many requests in half a second are the whole load's, or nearly. */
    private static final int AS_before = 50;

    private static final long WITHIN = Duration.ofMillis(500).toNanos();

    private final FakeOpenAi first = FakeOpenAi.start();
    private final FakeOpenAi second = FakeOpenAi.start();
    private final EchoReplies well = new EchoReplies();

    /** The gateway's configuration. */
    public String yaml() {
        return """
                providers:
                  first: {base-url: "%s", pool: 512}
                  second: {base-url: "%s", pool: 512}
                models:
                  %s: {targets: [{provider: first}, {provider: second}]}
                drain: {lag: 0s, grace: 1s}
                discovery: {local: false}
                """.formatted(first.baseUrl(), second.baseUrl(), MODEL);
    }

    /**
     * Plays it.
     *
     * @param port of the gateway
     * @param key that it accepts
     * @param before how long all is well
     * @param down how long the first target is gone
     */
    public Outage play(int port, String key, Duration before, Duration down) throws InterruptedException {
        Template request = Template.post(
                "/v1/chat/completions",
                "authorization: Bearer " + key + "\r\n",
                "{\"model\":\"" + MODEL + "\",\"messages\":[{\"role\":\"user\",\"content\":\"" + Template.MARKER
                        + "\"}]}",
                new byte[0]);
        Pace pace = Pace.open(PER_SECOND, CONNECTIONS, before.plus(down).plus(AFTER));
        try (ExecutorService driver = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<LoadReport> load =
                    driver.submit(() -> new LoadDriver(System::nanoTime, 1).run(Load.echo(port, request), pace));
            Await.elapsed(before);
            long gone = System.nanoTime();
            first.always(_ -> Script.dropped(Ending.RST));
            first.dropConnections();
            Await.elapsed(down);
            long there = System.nanoTime();
            first.always(well);
            return seen(load.get(), gone, there);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the load failed", e);
        }
    }

    @Override
    public void close() {
        first.close();
        second.close();
    }

    private Outage seen(LoadReport load, long gone, long there) {
        List<Long> asked =
                first.requests().stream().map(Received::headAtNanos).sorted().toList();
        List<Duration> inVain = asked.stream()
                .filter(at -> at - gone >= 0 && at - there < 0)
                .map(at -> Duration.ofNanos(at - gone))
                .toList();
        int unaware = beforePause(inVain);
        Duration noticed = unaware == 0 ? Duration.ZERO : inVain.get(unaware - 1);
        List<Duration> probes = inVain.subList(unaware, inVain.size());
        return new Outage(load, Duration.ofNanos(there - gone), unaware, noticed, probes, back(asked, there));
    }

    /** How many come before the first pause that is long enough. */
    private static int beforePause(List<Duration> moments) {
        for (int i = 1; i < moments.size(); i++) {
            if (moments.get(i).minus(moments.get(i - 1)).compareTo(Outage.GIVEN_UP) > 0) {
                return i;
            }
        }
        return moments.size();
    }

    private static Optional<Duration> back(List<Long> asked, long there) {
        List<Long> after = asked.stream().filter(at -> at - there >= 0).toList();
        for (int i = 0; i + AS_before <= after.size(); i++) {
            if (after.get(i + AS_before - 1) - after.get(i) < WITHIN) {
                return Optional.of(Duration.ofNanos(after.get(i) - there));
            }
        }
        return Optional.empty();
    }
}
