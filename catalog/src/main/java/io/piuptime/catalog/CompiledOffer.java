package io.piuptime.catalog;

import static java.util.Objects.requireNonNull;

import io.piuptime.model.catalog.Model;
import io.piuptime.model.catalog.Provider;
import io.piuptime.model.catalog.Target;
import io.piuptime.model.catalog.Timers;
import io.piuptime.model.routing.Strategy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The offer made of rows: exact and known names are looked up, the others tried against the wildcards, closest first. */
public final class CompiledOffer implements Offer {
    /** A wildcard, and what it makes of a name that it matches. */
    private record Row(Wildcard wildcard, Template name, List<Template> targets, Offering offering) {
        static Row of(String wildcard, Offering offering) {
            List<Template> targets = offering.targets().stream()
                    .map(target -> Template.of(target.upstreamModel()))
                    .toList();
            return new Row(Wildcard.of(wildcard), Template.of(offering.name()), targets, offering);
        }

        /** A star that matched nothing may leave nothing to ask for. */
        boolean fits(String matched) {
            return !matched.isEmpty() || targets.stream().noneMatch(Template::isBare);
        }
    }

    /** A name in which a star, if it has one, is replaced by what another star matched. */
    private record Template(String text, Optional<Wildcard> wildcard) {
        static Template of(String text) {
            return new Template(text, Wildcard.isIn(text) ? Optional.of(Wildcard.of(text)) : Optional.empty());
        }

        boolean isBare() {
            return text.equals("*");
        }

        String with(String matched) {
            return wildcard.isPresent() ? wildcard.get().with(matched) : text;
        }
    }

    private static final Comparator<Row> CLOSEST_FIRST = Comparator.comparingInt(
                    (Row row) -> -row.wildcard().literals())
            .thenComparingInt(row -> -row.wildcard().before().length())
            .thenComparing(row -> row.wildcard().before());

    private final Reasoning reasoning;
    private final Map<String, Optional<Model>> exact = new HashMap<>();
    private final List<Row> wildcards;
    private final List<String> names;
    private final Set<Provider> providers;
    private final Map<Strategy, Set<Provider>> byStrategy = new EnumMap<>(Strategy.class);
    private final Set<Timers> timers;
    private final Map<Timers, Timers> shortened = new ConcurrentHashMap<>();

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
                    rows.add(Row.of(name, offering));
                } else {
                    exact.put(name, Optional.of(model(offering.name(), offering.targets(), offering)));
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
        Set<Provider> all = identities();
        for (Offering offering : offerings) {
            Set<Provider> ofStrategy =
                    byStrategy.computeIfAbsent(offering.routing().strategy(), _ -> identities());
            for (Target target : offering.targets()) {
                ofStrategy.add(target.provider());
                all.add(target.provider());
            }
        }
        this.providers = Set.copyOf(all);
        Set<Timers> ofModels = identities();
        exact.values().forEach(found -> found.ifPresent(model -> ofModels.add(model.timers())));
        wildcards.forEach(row -> possibleTimers(row).forEach(ofModels::add));
        this.timers = Set.copyOf(ofModels);
    }

    /** The same few stand behind very many models: looking at all that they are made of each time takes long. */
    private static <T> Set<T> identities() {
        return Collections.newSetFromMap(new IdentityHashMap<>());
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

    @Override
    public Set<Provider> providers() {
        return providers;
    }

    @Override
    public Set<Provider> providers(Strategy strategy) {
        return Set.copyOf(byStrategy.getOrDefault(strategy, Set.of()));
    }

    @Override
    public Set<Timers> timers() {
        return timers;
    }

    private static List<String> namesOf(Offering offering) {
        List<String> all = new ArrayList<>(offering.aliases());
        all.addFirst(offering.name());
        return all;
    }

    private Optional<Model> match(String name) {
        for (Row row : wildcards) {
            Optional<String> matched = row.wildcard().matchedIn(name);
            if (matched.isPresent() && row.fits(matched.get())) {
                return Optional.of(model(row, matched.get()));
            }
        }
        return Optional.empty();
    }

    private Model model(Row row, String matched) {
        List<Target> targets = new ArrayList<>(row.targets().size());
        for (int at = 0; at < row.targets().size(); at++) {
            Target written = row.offering().targets().get(at);
            targets.add(new Target(
                    written.provider(),
                    row.targets().get(at).with(matched),
                    written.ownTariff(),
                    written.placement(),
                    written.own()));
        }
        return model(row.name().with(matched), targets, row.offering());
    }

    private Model model(String name, List<Target> targets, Offering offering) {
        return new Model(
                name, targets, timers(offering, targets), offering.routing(), offering.strict(), offering.limits());
    }

    private Timers timers(Offering offering, List<Target> targets) {
        if (!offering.shortensSilence()) {
            return offering.timers();
        }
        for (Target target : targets) {
            if (reasoning.mayReason(target.upstreamModel())) {
                return offering.timers();
            }
        }
        return shortened.computeIfAbsent(offering.timers(), reasoning::shortened);
    }

    private Stream<Timers> possibleTimers(Row row) {
        Timers written = row.offering().timers();
        return row.offering().shortensSilence() ? Stream.of(written, reasoning.shortened(written)) : Stream.of(written);
    }

    /** The names that a wildcard gives to what is known to exist at its first target. */
    private static List<String> knownNames(Row row) {
        Optional<Wildcard> upstream = row.targets().getFirst().wildcard();
        return row.offering().known().stream()
                .flatMap(known -> upstream.flatMap(star -> star.matchedIn(known)).stream())
                .map(row.wildcard()::with)
                .toList();
    }
}
