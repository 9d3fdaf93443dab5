package io.piuptime.control.costs;

import io.piuptime.model.price.Charge;
import io.piuptime.model.usage.UsageRecord;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Sums usage by day, by whose it was and by target, for those who pass costs on. */
public final class Chargeback {
    private static final Comparator<Line> ORDER = Comparator.comparing(Line::day)
            .thenComparing(line -> line.marks().toString())
            .thenComparing(Line::model)
            .thenComparing(Line::target);

    private final Function<UsageRecord, Map<String, String>> whose;
    private final Map<Place, Sum> sums = new HashMap<>();

    /** What a line stands for. */
    private record Place(LocalDate day, Map<String, String> whose, String model, String target) {}

    /**
     * Of nothing yet.
     *
     * @param whose ids and marks of an exchange by what they are; each combination is a line of its own
     */
    public Chargeback(Function<UsageRecord, Map<String, String>> whose) {
        this.whose = whose;
    }

    /** Adds an exchange, on the day on which it ended in UTC. */
    public void add(UsageRecord usage) {
        Place place = new Place(
                usage.endedAt().atOffset(ZoneOffset.UTC).toLocalDate(),
                Map.copyOf(whose.apply(usage)),
                usage.model(),
                usage.target());
        sums.computeIfAbsent(place, _ -> new Sum()).add(usage);
    }

    /** All lines, in an order that stays. */
    public List<Line> lines() {
        return sums.entrySet().stream()
                .map(entry -> entry.getValue().line(entry.getKey()))
                .sorted(ORDER)
                .toList();
    }

    /** What exchanges of one place used. */
    private static final class Sum {
        private long exchanges;
        private long input;
        private long output;
        private long micros;
        private long unpriced;
        private long unconfirmed;

        void add(UsageRecord usage) {
            exchanges++;
            input = Math.addExact(input, usage.tokens().input());
            output = Math.addExact(output, usage.tokens().output());
            micros = Math.addExact(micros, usage.charge().map(Charge::micros).orElse(0L));
            unpriced += usage.charge().isEmpty() && usage.tokens().areChargeable() ? 1 : 0;
            unconfirmed = Math.addExact(unconfirmed, usage.reservation().unconfirmed());
        }

        Line line(Place place) {
            return new Line(
                    place.day,
                    place.whose,
                    place.model,
                    place.target,
                    exchanges,
                    input,
                    output,
                    micros,
                    unpriced,
                    unconfirmed);
        }
    }
}
