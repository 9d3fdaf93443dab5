package io.piuptime.bench.torture;

import io.piuptime.bench.subject.Child;
import io.piuptime.bench.subject.TemporaryFolder;
import io.piuptime.testkit.server.PostgresServer;
import io.piuptime.testkit.server.RedisServer;
import io.piuptime.testkit.torture.Crowd;
import io.piuptime.testkit.torture.Stores;
import io.piuptime.testkit.torture.Torture;
import io.piuptime.testkit.torture.Verdict;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The command {@code piup torture}: three nodes with PostgreSQL and Redis, 200 callers who race for one budget and others for
 * a soft one and for requests, and every few seconds something is killed, frozen or cut off.
 */
public final class TortureMain {
    private static final int FAILED = 1;
    private static final int MISUSED = 2;
    private static final int NODES = 3;
    private static final Map<Crowd, Integer> CALLERS = Map.of(Crowd.STRICT, 200, Crowd.SOFT, 30, Crowd.LIMITED, 15);
    private static final Duration SPREADING = Duration.ofSeconds(5);
    private static final Duration QUIET = Duration.ofSeconds(15);
    /** So often budgets are raised, by less than their callers spend until the next time. */
    private static final Duration RAISE = Duration.ofSeconds(3);

    private static final Map<Crowd, Long> STEP = Map.of(Crowd.STRICT, 1_200_000L, Crowd.SOFT, 150_000L);

    private TortureMain() {}

    public static void main(String[] args) {
        Child.endWithThis();
        System.exit(run(List.of(args), System.out, System.err));
    }

    /** Plays it; returns the exit status, 0 only if nothing was overspent and the ledger is right. */
    static int run(List<String> words, PrintStream out, PrintStream err) {
        TortureOptions options;
        try {
            options = TortureOptions.of(words);
        } catch (IllegalArgumentException e) {
            err.println("torture: " + e.getMessage());
            return MISUSED;
        }
        long seed = options.seed().orElseGet(System::nanoTime);
        out.println("seed " + seed);
        try (TemporaryFolder folder = TemporaryFolder.create("piup-torture");
                PostgresServer postgres = PostgresServer.start();
                RedisServer redis = RedisServer.start()) {
            String url = postgres.database();
            String database = url.substring(url.lastIndexOf('/') + 1);
            Cluster.Backing backing = new Cluster.Backing(postgres, database, redis.port());
            Verdict verdict = new Torture(
                            new Torture.Settings(CALLERS, options.time(), RAISE, STEP, seed, SPREADING, QUIET))
                    .play(
                            baseUrl -> new Cluster(options.gatewayCommand(), folder.path(), NODES, baseUrl, backing),
                            new Servers(postgres, redis));
            out.println(verdict.text());
            if (options.json()) {
                out.println(verdict.json());
            }
            return verdict.holds() ? 0 : FAILED;
        } catch (IOException | IllegalStateException e) {
            err.println("torture: no figures: " + e.getMessage());
            return FAILED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return FAILED;
        }
    }

    /** Real servers. */
    private record Servers(PostgresServer postgres, RedisServer redis) implements Stores {
        @Override
        public void kill(Store store) {
            switch (store) {
                case DATABASE -> postgres.kill();
                case SHARED -> redis.kill();
            }
        }

        @Override
        public void restart(Store store) {
            switch (store) {
                case DATABASE -> postgres.restart();
                case SHARED -> redis.restart();
            }
        }

        @Override
        public void freeze(Store store, boolean frozen) {
            switch (store) {
                case DATABASE -> {
                    if (frozen) {
                        postgres.freeze();
                    } else {
                        postgres.thaw();
                    }
                }
                case SHARED -> {
                    if (frozen) {
                        redis.freeze();
                    } else {
                        redis.thaw();
                    }
                }
            }
        }
    }
}
