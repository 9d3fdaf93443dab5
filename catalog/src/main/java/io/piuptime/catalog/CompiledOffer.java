package io.piuptime.catalog;

import static java.util.Objects.requireNonNull;

import io.piuptime.model.catalog.Model;
import io.piuptime.model.catalog.Target;
import io.piuptime.model.catalog.Timers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** The offer made of rows: exact and known names are looked up, the others tried against the wildcards, closest first. */
public final class CompiledOffer implements Offer {
    private record Row(Wildcard wildcard, Offering offering) {}

    private static final Comparator<Row> CLOSEST_FIRST = Comparator.comparingInt(
                    (Row row) -> -row.wildcard().literals())
            .thenComparingInt(row -> -row.wildcard().before().length())
            .thenComparing(row -> row.wildcard().before());

    private final Reasoning reasoning;
    private final Map<String, Optional<Model>> exact = new HashMap<>();
    private final List<Row> wildcards;
    private final List<String> names;

    /** Compiles rows, of which no two may share a name or an alias. */
    public CompiledOffer(List<Offering> offerings, Reasoning reasoning) {
        this.reasoning = requireNonNull(reasoning, "reasoning");
        List<Row> rows = new ArrayList<>();
        TreeSet<String> taken = new TreeSet<>();
        for (Offering offering : offerings) {
            for (String name : namesOf(offering)) {
                if (!taken.add(name)) {
                    throw new IllegalArgumentException("name '" + name + "' (expected: offered once)");
                }
                if (Wildcard.isIn(name)) {
                    rows.add(new Row(Wildcard.of(name), offering));
                } else {
                    exact.put(name, Optional.of(model(offering, offering.name(), "")));
                }
            }
        }
        rows.sort(CLOSEST_FIRST);
        this.wildcards = List.copyOf(rows);
        for (Row row : wildcards) {
            knownNames(row).forEach(name -> {
                if (!exact.containsKey(name)) {
                    exact.put(name, match(name));
                }
            });
        }
        this.names = exact.keySet().stream().sorted().toList();
    }

    @Override
    public Optional<Model> find(String name) {
        Optional<Model> model = exact.get(name);
        return model != null ? model : match(name);
    }

    @Override
    public List<String> nearest(String name, int limit) {
        return Nearest.to(name, names, limit);
    }

    @Override
    public List<String> names() {
        return names;
    }

    private static List<String> namesOf(Offering offering) {
        List<String> all = new ArrayList<>(offering.aliases());
        all.addFirst(offering.name());
        return all;
    }

    private Optional<Model> match(String name) {
        for (Row row : wildcards) {
            Optional<String> matched = row.wildcard().matchedIn(name);
            if (matched.isPresent() && fits(row.offering(), matched.get())) {
                return Optional.of(model(row.offering(), filled(row.offering().name(), matched.get()), matched.get()));
            }
        }
        return Optional.empty();
    }

    /** A star that matched nothing may leave nothing to ask for. */
    private static boolean fits(Offering offering, String matched) {
        return !matched.isEmpty()
                || offering.targets().stream()
                        .noneMatch(target -> target.upstreamModel().equals("*"));
    }

    private Model model(Offering offering, String name, String matched) {
        List<Target> targets = offering.targets().stream()
                .map(target -> new Target(target.provider(), filled(target.upstreamModel(), matched)))
                .toList();
        return new Model(name, targets, timers(offering, targets));
    }

    private static String filled(String template, String matched) {
        return Wildcard.isIn(template) ? Wildcard.of(template).with(matched) : template;
    }

    private Timers timers(Offering offering, List<Target> targets) {
        boolean plain = offering.shortensSilence()
                && targets.stream().allMatch(target -> reasoning.knownNotToReason(target.upstreamModel()));
        return plain ? reasoning.shortened(offering.timers()) : offering.timers();
    }

    /** The names that a wildcard gives to what is known to exist at its first target. */
    private static List<String> knownNames(Row row) {
        String template = row.offering().targets().getFirst().upstreamModel();
        if (!Wildcard.isIn(template)) {
            return List.of();
        }
        Wildcard upstream = Wildcard.of(template);
        return row.offering().known().stream()
                .flatMap(known -> upstream.matchedIn(known).stream())
                .map(row.wildcard()::with)
                .toList();
    }
}
