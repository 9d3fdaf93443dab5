package io.piuptime.bench.upgrade;

import io.piuptime.bench.subject.Child;
import io.piuptime.bench.subject.TemporaryFolder;
import io.piuptime.bench.torture.Administration;
import io.piuptime.testkit.fake.FakeOpenAi;
import io.piuptime.testkit.raw.Await;
import io.piuptime.testkit.script.Script;
import io.piuptime.testkit.server.PostgresServer;
import io.piuptime.testkit.server.RedisServer;
import io.piuptime.testkit.torture.Books;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;

/**
 * The command {@code piup upgrade}: two nodes of the version before, replaced by this one one after the other under load, and
 * one of them put back.
 */
public final class UpgradeMain {
    private static final int FAILED = 1;
    private static final int MISUSED = 2;
    private static final int CALLERS = 6;
    private static final Script ANSWER = Script.chat("one", "two", "three");
    /** Of one answer: ten tokens of prompt and three of its own. */
    private static final long MICROS = 10 * Pair.INPUT + 3 * Pair.OUTPUT;

    private static final Duration STAGE = Duration.ofSeconds(4);
    private static final Duration SPREADING = Duration.ofSeconds(5);
    private static final Duration BOOKED = Duration.ofSeconds(30);

    private UpgradeMain() {}

    public static void main(String[] args) {
        Child.endWithThis();
        System.exit(run(List.of(args), System.out, System.err));
    }

    /** Plays it; returns the exit status, 0 only if nobody noticed. */
    static int run(List<String> words, PrintStream out, PrintStream err) {
        Words read;
        try {
            read = Words.of(words);
        } catch (IllegalArgumentException e) {
            err.println("upgrade: " + e.getMessage());
            return MISUSED;
        }
        try (TemporaryFolder folder = TemporaryFolder.create("piup-upgrade");
                PostgresServer postgres = PostgresServer.start();
                RedisServer redis = RedisServer.start();
                FakeOpenAi provider = FakeOpenAi.start()) {
            provider.always(_ -> ANSWER);
            String url = postgres.database();
            Books books = new Books(postgres, url.substring(url.lastIndexOf('/') + 1));
            try (Pair pair = new Pair(
                    read.before(), folder.path(), provider.baseUrl().toString(), url, postgres.port(), redis.port())) {
                Upgraded upgraded = play(pair, read, books, out);
                out.println(upgraded.text());
                if (read.json()) {
                    out.println(upgraded.json());
                }
                return upgraded.holds() ? 0 : FAILED;
            }
        } catch (IOException | IllegalStateException e) {
            err.println("upgrade: no figures: " + e.getMessage());
            return FAILED;
        }
    }

    private static Upgraded play(Pair pair, Words words, Books books, PrintStream out) {
        Administration first = pair.administration(0);
        Administration.NewKey key =
                first.key("{\"name\":\"steady\"}").orElseThrow(() -> new IllegalStateException("no key is made"));
        String budget = first.create(
                        "/admin/v1/budgets",
                        "{\"name\":\"steady\",\"subject\":{\"level\":\"key\",\"id\":\"" + key.id()
                                + "\"},\"strict\":true,\"caps\":[{\"window\":\"total\",\"micros\":1000000000}]}")
                .orElseThrow(() -> new IllegalStateException("no budget is made"));
        Await.elapsed(SPREADING);
        Across across = new Across(pair);
        Steady steady = new Steady(CALLERS, pair::ready, key.text(), Pair.MODEL);
        try (steady) {
            across.check("both before", 0, 1);
            stage(pair, 1, words.now(), "one is new", out);
            across.check("made before", 0, 1);
            across.check("made by the new", 1, 0);
            stage(pair, 0, words.now(), "both are new", out);
            across.check("both new", 0, 1);
            stage(pair, 1, words.before(), "one is put back", out);
            across.check("made by the new, one put back", 0, 1);
            across.check("made by the one put back", 1, 0);
        }
        List<String> wrong = List.of();
        long end = System.nanoTime() + BOOKED.toNanos();
        do {
            Await.elapsed(Duration.ofSeconds(1));
            wrong = Upgraded.audit(steady.answered(), MICROS, books.ledger(), budget);
        } while (!wrong.isEmpty() && System.nanoTime() - end < 0);
        return new Upgraded(steady.answered().size(), steady.errors(), across.checks(), across.wrong(), wrong);
    }

    private static void stage(Pair pair, int node, List<String> words, String what, PrintStream out) {
        pair.replace(node, words);
        out.println(what);
        Await.elapsed(STAGE);
    }

    /**
     * The words of the command line.
     *
     * @param before start a gateway of the version before
     * @param now start one of this version
     */
    record Words(List<String> before, List<String> now, boolean json) {
        static Words of(List<String> words) {
            List<String> before = List.of();
            List<String> now = List.of();
            boolean json = false;
            for (Iterator<String> rest = words.iterator(); rest.hasNext(); ) {
                String word = rest.next();
                switch (word) {
                    case "--gateway-cmd" -> now = command(rest);
                    case "--before" -> before = command(rest);
                    case "--json" -> json = true;
                    default ->
                        throw new IllegalArgumentException(
                                "word: " + word + " (expected: --before COMMAND, --json or --gateway-cmd COMMAND)");
                }
            }
            if (before.isEmpty() || now.isEmpty()) {
                throw new IllegalArgumentException((now.isEmpty() ? "--gateway-cmd" : "--before")
                        + ": none (expected: the words that start a gateway)");
            }
            return new Words(before, now, json);
        }

        private static List<String> command(Iterator<String> rest) {
            return rest.hasNext() ? List.of(rest.next().strip().split("\\s+", -1)) : List.of();
        }
    }
}
