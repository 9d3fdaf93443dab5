package io.piuptime.bench.upgrade;

import static java.util.Objects.requireNonNull;

import io.piuptime.bench.torture.Administration;
import io.piuptime.testkit.raw.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Makes things at one node and looks whether the other one goes by them. */
final class Across {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final int OK = 200;
    private static final int SPENT = 429;
    private static final int PUBLISHED = 201;

    private final Pair pair;
    private final List<String> wrong = new ArrayList<>();
    private int checks;

    Across(Pair pair) {
        this.pair = requireNonNull(pair, "pair");
    }

    /** How much was looked at. */
    int checks() {
        return checks;
    }

    /** What the other node did not go by. */
    List<String> wrong() {
        return List.copyOf(wrong);
    }

    /**
     * A key, a budget that is spent and a published model, made at one node.
     *
     * @param stage what runs where, for who reads it
     */
    void check(String stage, int from, int to) {
        Administration there = pair.administration(from);
        String name = "check" + checks;
        Optional<Administration.NewKey> made = there.key("{\"name\":\"" + name + "\"}");
        if (made.isEmpty()) {
            wrong.add(stage + ": no key is made");
            return;
        }
        Administration.NewKey key = made.orElseThrow();
        holds(stage + ": a key of the one opens the other", () -> ask(to, key, Pair.MODEL) == OK);

        boolean published = there.publish("models: {" + name + ": {targets: [{provider: metered}]}}") == PUBLISHED;
        holds(stage + ": what the one publishes the other serves", () -> published && ask(to, key, name) == OK);

        boolean bound = there.create(
                        "/admin/v1/budgets",
                        "{\"name\":\"" + name + "\",\"subject\":{\"level\":\"key\",\"id\":\"" + key.id()
                                + "\"},\"strict\":true,\"caps\":[{\"window\":\"total\",\"micros\":1}]}")
                .isPresent();
        holds(stage + ": a budget of the one binds at the other", () -> bound && ask(to, key, Pair.MODEL) == SPENT);
    }

    private int ask(int node, Administration.NewKey key, String model) {
        return Steady.ask(pair.port(node), key.text(), model);
    }

    private void holds(String what, BooleanSupplier condition) {
        checks++;
        if (!Await.holds(SOON, condition)) {
            wrong.add(what);
        }
    }
}
