package io.piuptime.model.price;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a model costs at one time.
 *
 * @param rates of the standard service
 * @param tiers for long prompts; of those exceeded, the highest counts first
 * @param services own rates of other services
 * @param percents other services that cost so many per cent of the standard one, unless they have own rates
 */
public record Price(Rates rates, List<Tier> tiers, Map<Service, Rates> services, Map<Service, Integer> percents) {
    /** What applies to one exchange: rates, of which so many per cent are charged. */
    public record Applied(Rates rates, int percent) {}

    private static final int WHOLE = 100;

    public Price {
        requireNonNull(rates, "rates");
        tiers = tiers.size() < 2
                ? List.copyOf(tiers)
                : tiers.stream().sorted(Comparator.comparingLong(Tier::above)).toList();
        services = sorted(services);
        percents = sorted(percents);
        for (Map.Entry<Service, Integer> one : percents.entrySet()) {
            if (one.getValue() < 0 || one.getValue() > 10 * WHOLE) {
                throw new IllegalArgumentException(
                        one.getKey().code() + ": " + one.getValue() + "% (expected: 0% to 1000%)");
            }
        }
    }

    /** A price without tiers, the same for every exchange of the standard service. */
    public static Price of(Rates rates) {
        return new Price(rates, List.of(), Map.of(), Map.of());
    }

    /** This price, with percentages for the services of which it says nothing itself. */
    public Price withPercents(Map<Service, Integer> defaults) {
        EnumMap<Service, Integer> all = new EnumMap<>(Service.class);
        all.putAll(defaults);
        all.keySet().removeAll(services.keySet());
        all.putAll(percents);
        return all.equals(percents) ? this : new Price(rates, tiers, services, all);
    }

    /** What applies to a prompt of so many tokens; empty if it is not known for that service. */
    public Optional<Applied> applied(long input, Service service) {
        Rates standard = rates;
        for (Tier tier : tiers) {
            if (input > tier.above()) {
                standard = tier.rates().over(standard);
            }
        }
        if (service == Service.STANDARD) {
            return Optional.of(new Applied(standard, WHOLE));
        }
        Rates own = services.get(service);
        if (own != null) {
            return Optional.of(new Applied(own.over(standard), WHOLE));
        }
        Integer percent = percents.get(service);
        return percent == null ? Optional.empty() : Optional.of(new Applied(standard, percent));
    }

    private static <V> Map<Service, V> sorted(Map<Service, V> map) {
        EnumMap<Service, V> copy = new EnumMap<>(Service.class);
        copy.putAll(map);
        if (copy.containsKey(Service.STANDARD)) {
            throw new IllegalArgumentException(
                    "service: standard (expected: one of the others; rates are the standard)");
        }
        return Collections.unmodifiableMap(copy);
    }
}
