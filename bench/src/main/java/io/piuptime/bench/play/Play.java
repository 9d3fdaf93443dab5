package io.piuptime.bench.play;

import io.piuptime.bench.subject.Child;
import io.piuptime.bench.subject.Gateway;
import io.piuptime.bench.subject.TemporaryFolder;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Plays one scenario before a gateway that is started for it. */
public final class Play {
    private static final int FAILED = 1;
    private static final int MISUSED = 2;

    private final String name;
    private final Supplier<Scenario> scenario;

    /** What is played, with the doubles that it needs. */
    public interface Scenario extends AutoCloseable {
        /** The gateway's configuration. */
        String yaml();

        /** A model of it, by which it is known that the gateway answers. */
        String model();

        /** Plays it and tells how it went; returns whether it went as it should. */
        boolean play(Gateway gateway, PlayOptions options, PrintStream out) throws InterruptedException;

        @Override
        void close();
    }

    /**
     * A command.
     *
     * @param name its word at {@code piup bench}, without dashes
     * @param scenario starts the doubles
     */
    public Play(String name, Supplier<Scenario> scenario) {
        this.name = name;
        this.scenario = scenario;
    }

    /** Runs it as a process, which leaves none behind when it is interrupted. */
    public void main(String[] args) {
        Child.endWithThis();
        System.exit(run(List.of(args), System.out, System.err));
    }

    /** Runs it; returns the exit status, 0 only if it went as it should. */
    public int run(List<String> words, PrintStream out, PrintStream err) {
        PlayOptions options;
        try {
            options = PlayOptions.of(words);
        } catch (IllegalArgumentException e) {
            err.println("bench --" + name + ": " + e.getMessage());
            return MISUSED;
        }
        try (TemporaryFolder folder = TemporaryFolder.create("piup-" + name);
                Scenario played = scenario.get();
                Gateway gateway = Gateway.start(
                        new Gateway.Command(options.gatewayCommand(), Map.of()),
                        folder.path(),
                        played.yaml(),
                        played.model())) {
            return played.play(gateway, options, out) ? 0 : FAILED;
        } catch (IOException e) {
            err.println("bench --" + name + ": no figures: " + e.getMessage());
            return FAILED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return FAILED;
        }
    }
}
