package io.piuptime.bench.stores;

import io.piuptime.bench.company.Admin;
import io.piuptime.bench.play.Play;
import io.piuptime.bench.play.PlayOptions;
import io.piuptime.bench.subject.Gateway;
import io.piuptime.testkit.storm.StormFigures;
import io.piuptime.testkit.storm.StormRun;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The command {@code piup bench --stores}: PostgreSQL and Redis fail in every way while callers with limits and a budget ask. */
public final class StoresMain {
    private static final StormRun.Times LONG =
            new StormRun.Times(Duration.ofSeconds(12), Duration.ofSeconds(5), Duration.ofSeconds(3));
    private static final StormRun.Times BRIEF =
            new StormRun.Times(Duration.ofSeconds(4), Duration.ofSeconds(2), Duration.ofSeconds(1));

    private static final Play PLAY = new Play("stores", Storm::new);

    private StoresMain() {}

    public static void main(String[] args) {
        PLAY.main(args);
    }

    /** Plays it; returns the exit status, 0 only if no caller noticed anything and all came back by itself. */
    static int run(List<String> words, PrintStream out, PrintStream err) {
        return PLAY.run(words, out, err);
    }

    /** The scenario with its doubles. */
    private static final class Storm implements Play.Scenario {
        private static final String BUDGET =
                "{\"name\":\"storm\",\"subject\":{\"level\":\"tenant\",\"id\":\"default\"},"
                        + "\"strict\":true,\"caps\":[{\"window\":\"month\",\"micros\":1000000000}]}";
        private static final String KEY = "{\"name\":\"storm\",\"limits\":["
                + "{\"measure\":\"requests\",\"window\":\"minute\",\"amount\":1000000},"
                + "{\"measure\":\"tokens\",\"window\":\"day\",\"amount\":1000000000000},"
                + "{\"measure\":\"concurrent\",\"window\":\"total\",\"amount\":10000}]}";
        private static final List<String> LEANED_ON = List.of("keys", "usage-store", "redis", "money");

        private final StormRun run = new StormRun();

        @Override
        public String yaml() {
            return run.yaml();
        }

        @Override
        public String model() {
            return StormRun.MODEL;
        }

        @Override
        public boolean play(Gateway gateway, PlayOptions options, PrintStream out) throws InterruptedException {
            try {
                Admin admin = Admin.of(gateway.data())
                        .orElseThrow(
                                () -> new IOException("the gateway: not administered anywhere (expected: a run.json)"));
                JsonNode _ = admin.post("budgets", BUDGET);
                String key = admin.post("keys", KEY).path("key").asString("");
                StormFigures figures =
                        run.play(gateway.subject().port(), key, () -> isWell(admin), options.quick() ? BRIEF : LONG);
                out.println(figures.text());
                if (options.json()) {
                    out.println(figures.json());
                }
                return figures.holds();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            run.close();
        }

        private static boolean isWell(Admin admin) {
            try {
                JsonNode states = admin.health();
                return LEANED_ON.stream()
                        .allMatch(name -> states.path(name).asString("").equals("ok"));
            } catch (IOException _) {
                return false;
            }
        }
    }
}
