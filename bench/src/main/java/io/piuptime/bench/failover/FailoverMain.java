package io.piuptime.bench.failover;

import io.piuptime.bench.subject.Child;
import io.piuptime.bench.subject.Gateway;
import io.piuptime.bench.subject.TemporaryFolder;
import io.piuptime.testkit.card.Grade;
import io.piuptime.testkit.card.Scenarios;
import io.piuptime.testkit.card.run.Card;
import io.piuptime.testkit.card.run.CardRun;
import io.piuptime.testkit.card.run.GatewaySettings;
import io.piuptime.testkit.wall.Timing;
import io.piuptime.testkit.wall.Wall;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** The command {@code piup failoverbench}. */
public final class FailoverMain {
    private static final int FAILED = 1;
    private static final int MISUSED = 2;

    private FailoverMain() {}

    public static void main(String[] args) {
        Child.endWithThis();
        System.exit(run(List.of(args), System.out, System.err));
    }

    /** Plays the scenarios; returns the exit status, 0 only if none of them is failed. */
    static int run(List<String> words, PrintStream out, PrintStream err) {
        FailoverOptions options;
        try {
            options = FailoverOptions.of(words);
        } catch (IllegalArgumentException e) {
            err.println("failoverbench: " + e.getMessage());
            return MISUSED;
        }
        try {
            Card card = play(options, out);
            out.println(card.sum());
            if (options.json()) {
                out.println(card.json(options.profile(), options.recovery()));
            }
            return card.count(Grade.FAIL) == 0 ? 0 : FAILED;
        } catch (IOException e) {
            err.println("failoverbench: no card: " + e.getMessage());
            return FAILED;
        }
    }

    private static Card play(FailoverOptions options, PrintStream out) throws IOException {
        Gateway.Command command = new Gateway.Command(options.gatewayCommand(), Map.of());
        try (TemporaryFolder folder = TemporaryFolder.create("piup-failoverbench");
                Wall wall = Wall.start(options.full() ? Timing.FULL : Timing.FAST);
                Gateway gateway = Gateway.start(
                        command,
                        folder.path(),
                        GatewaySettings.yaml(wall.baseUrl(), options.scenarios(), options.recovery()),
                        Scenarios.HEALTHY)) {
            URI address = URI.create("http://127.0.0.1:" + gateway.subject().port());
            return new CardRun(wall, address, gateway.key())
                    .play(options.scenarios(), judged -> out.println(Card.line(judged)));
        }
    }
}
