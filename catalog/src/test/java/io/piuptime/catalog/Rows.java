package io.piuptime.catalog;

import io.piuptime.model.catalog.Provider;
import io.piuptime.model.catalog.Target;
import io.piuptime.model.catalog.Timers;
import io.piuptime.model.catalog.Wire;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Writes rows of an offer in one line. */
final class Rows {
    static final Provider PROVIDER =
            Provider.of("openai", Wire.OPENAI_CHAT, URI.create("https://api.openai.com/v1"), Optional.empty());

    private Rows() {}

    static Offering row(String name, String... upstream) {
        return new Offering(name, List.of(), targets(upstream), Timers.DEFAULT, true, List.of());
    }

    static Offering aliased(String name, List<String> aliases, String... upstream) {
        return new Offering(name, aliases, targets(upstream), Timers.DEFAULT, true, List.of());
    }

    static Offering known(String name, List<String> known, String... upstream) {
        return new Offering(name, List.of(), targets(upstream), Timers.DEFAULT, true, known);
    }

    static CompiledOffer offer(Offering... rows) {
        return new CompiledOffer(List.of(rows), Reasoning.shipped());
    }

    static List<Target> targets(String... upstream) {
        return Stream.of(upstream).map(name -> new Target(PROVIDER, name)).toList();
    }
}
