package io.piuptime.gateway.budget.money.bound;

import io.piuptime.model.price.DatedPrice;
import io.piuptime.model.price.Price;
import io.piuptime.model.price.Rate;
import io.piuptime.model.price.Rates;
import io.piuptime.model.price.Service;
import io.piuptime.model.price.Tariff;
import io.piuptime.model.price.Tier;
import io.piuptime.model.price.Unit;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A model's dearest rates: whatever an attempt is served as, whatever its tokens are, it costs no more than these.
 *
 * <p>A price of some hours of the day counts for the whole day, and each price for the days around an attempt, for it may
 * end later than it begins.
 */
public final class Ceiling {
    private static final long FEMTOS_IN_A_MICRO = 1_000_000_000L;
    private static final long DIVISOR = 100 * FEMTOS_IN_A_MICRO;

    private static final Set<Unit> TEXT =
            EnumSet.of(Unit.INPUT, Unit.CACHE_READ, Unit.CACHE_WRITE, Unit.CACHE_WRITE_HOUR);
    private static final Set<Unit> MEDIA = EnumSet.of(
            Unit.AUDIO_INPUT, Unit.IMAGE_INPUT, Unit.VIDEO_INPUT, Unit.AUDIO_CACHE_READ, Unit.IMAGE_CACHE_READ);
    private static final Set<Unit> ANSWER =
            EnumSet.of(Unit.OUTPUT, Unit.REASONING, Unit.AUDIO_OUTPUT, Unit.IMAGE_OUTPUT, Unit.VIDEO_OUTPUT);
    /** What a provider serves only to who asks for it by name. */
    private static final Set<Service> ASKED_FOR = EnumSet.of(Service.FAST);

    private final List<Dated> prices;

    /** One price of some days, of which all that may apply are lines. */
    private record Dated(Optional<LocalDate> from, Optional<LocalDate> until, List<Line> lines) {
        boolean mayHold(LocalDate first, LocalDate last) {
            return from.filter(last::isBefore).isEmpty()
                    && until.filter(end -> !first.isBefore(end)).isEmpty();
        }
    }

    /**
     * Rates of one tier and service, in hundredths of femtodollars; -1 where none is known.
     *
     * @param above applies to prompts that may be longer
     * @param asked whether it applies only to who asks for it
     */
    private record Line(long above, boolean asked, long text, long media, long answer, long fees, boolean bounded) {}

    private Ceiling(List<Dated> prices) {
        this.prices = List.copyOf(prices);
    }

    public static Ceiling of(Tariff tariff) {
        List<Dated> prices = new ArrayList<>();
        for (Tariff.Priced priced : tariff.prices()) {
            DatedPrice dated = priced.dated();
            prices.add(new Dated(dated.validity().from(), dated.validity().until(), lines(dated.price())));
        }
        return new Ceiling(prices);
    }

    /**
     * The most that an attempt costs, in millionths of a dollar, rounded up; empty if that is not known, or has no bound.
     *
     * @param begins when it is sent
     * @param ends when it has ended, at the latest
     */
    public OptionalLong micros(Most most, Instant begins, Instant ends) {
        LocalDate first = begins.atOffset(ZoneOffset.UTC).toLocalDate();
        LocalDate last = ends.atOffset(ZoneOffset.UTC).toLocalDate();
        long dearest = -1;
        for (Dated price : prices) {
            if (!price.mayHold(first, last)) {
                continue;
            }
            for (Line line : price.lines) {
                if (most.input() <= line.above || (line.asked && !most.urgent())) {
                    continue;
                }
                long micros = micros(line, most);
                if (micros < 0) {
                    return OptionalLong.empty();
                }
                dearest = Math.max(dearest, micros);
            }
        }
        return dearest < 0 ? OptionalLong.empty() : OptionalLong.of(dearest);
    }

    private static long micros(Line line, Most most) {
        long input = most.media() ? Math.max(line.text, line.media) : line.text;
        if (!line.bounded || (most.input() > 0 && input < 0) || (most.output() > 0 && line.answer < 0)) {
            return -1;
        }
        try {
            long sum = line.fees;
            sum = Math.addExact(sum, Math.multiplyExact(most.input(), Math.max(0, input)));
            sum = Math.addExact(sum, Math.multiplyExact(most.output(), Math.max(0, line.answer)));
            return Math.ceilDiv(sum, DIVISOR);
        } catch (ArithmeticException _) {
            return largely(line, most, input);
        }
    }

    /** The same where 64 bits do not hold it before it is rounded; what goes beyond afterwards has no bound. */
    private static long largely(Line line, Most most, long input) {
        long micros = Math.ceilDiv(line.fees, DIVISOR);
        try {
            micros = Math.addExact(micros, part(most.input(), Math.max(0, input)));
            return Math.addExact(micros, part(most.output(), Math.max(0, line.answer)));
        } catch (ArithmeticException _) {
            return -1;
        }
    }

    private static long part(long count, long rate) {
        long perToken = Math.ceilDiv(rate, FEMTOS_IN_A_MICRO); // hundredths of a micro
        return Math.ceilDiv(Math.multiplyExact(count, perToken), 100);
    }

    private static List<Line> lines(Price price) {
        List<Line> lines = new ArrayList<>();
        tier(price, -1, price.rates(), lines);
        Rates standard = price.rates();
        for (Tier tier : price.tiers()) {
            standard = tier.rates().over(standard);
            tier(price, tier.above(), standard, lines);
        }
        return lines;
    }

    private static void tier(Price price, long above, Rates standard, List<Line> lines) {
        lines.add(line(above, false, standard, 100));
        price.services().forEach((service, own) -> {
            lines.add(line(above, ASKED_FOR.contains(service), own.over(standard), 100));
        });
        price.percents().forEach((service, percent) -> {
            if (!price.services().containsKey(service)) {
                lines.add(line(above, ASKED_FOR.contains(service), standard, percent));
            }
        });
    }

    private static Line line(long above, boolean asked, Rates rates, int percent) {
        // tokens of quoted texts come on top of all others, as many as there are
        boolean bounded = rates.of(Unit.CITATION).orElse(Rate.FREE).femtos() == 0
                && rates.of(Unit.SECOND).isEmpty();
        return new Line(
                above,
                asked,
                dearest(rates, TEXT, percent),
                dearest(rates, MEDIA, percent),
                dearest(rates, ANSWER, percent),
                times(rates.of(Unit.REQUEST).orElse(Rate.FREE), percent),
                bounded);
    }

    private static long dearest(Rates rates, Set<Unit> units, int percent) {
        long most = -1;
        for (Unit unit : units) {
            Optional<Rate> rate = rates.of(unit);
            if (rate.isPresent()) {
                most = Math.max(most, times(rate.get(), percent));
            }
        }
        return most;
    }

    private static long times(Rate rate, int percent) {
        if (rate.femtos() > Long.MAX_VALUE / Math.max(1, percent)) {
            throw new IllegalArgumentException("rate: " + rate.femtos() + " femtodollars at " + percent
                    + "% (expected: below 92 dollars at 100%)");
        }
        return rate.femtos() * percent;
    }
}
