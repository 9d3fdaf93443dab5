package io.piuptime.model.price;

import io.piuptime.model.price.Validity.Hours;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/**
 * The text form of prices, in words: {@code in=1.25 out=10 >200000 in=2.5 out=15 @priority in=2.5 @batch=50%}. Rates are in
 * USD by the million tokens, or by the piece. {@code >N} begins the rates of a tier, {@code @service} those of a service.
 * Prices of different times are parted by {@code |} and begin with {@code from=2026-07-30}, {@code until=2026-09-01} or
 * {@code hours=00:30-16:30}.
 */
public final class PriceText {
    private static final String BETWEEN_PRICES = "|";
    private static final Map<String, Unit> UNITS = byCode();

    private PriceText() {}

    /**
     * Reads a list of prices.
     *
     * @throws IllegalArgumentException which names the word that is wrong
     */
    public static PriceList read(String text) {
        if (text.isBlank()) {
            return PriceList.UNKNOWN;
        }
        List<DatedPrice> prices = new ArrayList<>();
        Reading reading = new Reading();
        for (String word : text.split(" ", -1)) {
            if (word.isEmpty()) {
                continue;
            }
            if (word.equals(BETWEEN_PRICES)) {
                prices.add(reading.price());
                reading = new Reading();
            } else {
                reading.add(word);
            }
        }
        prices.add(reading.price());
        return new PriceList(prices);
    }

    /** The text of one price and of when it holds. */
    public static String write(DatedPrice dated) {
        StringJoiner words = new StringJoiner(" ");
        Validity validity = dated.validity();
        validity.from().ifPresent(day -> words.add("from=" + day));
        validity.until().ifPresent(day -> words.add("until=" + day));
        validity.hours().ifPresent(hours -> words.add("hours=" + hours.from() + "-" + hours.until()));
        write(dated.price(), words);
        return words.toString();
    }

    /** The text of one price. */
    public static String write(Price price) {
        StringJoiner words = new StringJoiner(" ");
        write(price, words);
        return words.toString();
    }

    private static void write(Price price, StringJoiner words) {
        write(price.rates(), words);
        for (Tier tier : price.tiers()) {
            words.add(">" + tier.above());
            write(tier.rates(), words);
        }
        price.services().forEach((service, rates) -> {
            words.add("@" + service.code());
            write(rates, words);
        });
        price.percents().forEach((service, percent) -> words.add("@" + service.code() + "=" + percent + "%"));
    }

    private static void write(Rates rates, StringJoiner words) {
        rates.all().forEach((unit, rate) -> words.add(unit.code() + "=" + rate.text(unit)));
    }

    private static Map<String, Unit> byCode() {
        Map<String, Unit> units = new HashMap<>();
        for (Unit unit : Unit.values()) {
            units.put(unit.code(), unit);
        }
        return Map.copyOf(units);
    }

    /** Whose rates are being read. */
    private sealed interface Section {
        record Standard() implements Section {}

        record Above(long threshold) implements Section {}

        record Of(Service service) implements Section {}
    }

    /** One price, as far as it is read. */
    private static final class Reading {
        private final EnumMap<Unit, Rate> standard = new EnumMap<>(Unit.class);
        private final List<Tier> tiers = new ArrayList<>();
        private final EnumMap<Service, Rates> services = new EnumMap<>(Service.class);
        private final EnumMap<Service, Integer> percents = new EnumMap<>(Service.class);
        private Validity validity = Validity.ALWAYS;
        private Section section = new Section.Standard();
        private EnumMap<Unit, Rate> rates = standard;

        void add(String word) {
            try {
                read(word);
            } catch (DateTimeException | NumberFormatException _) {
                throw wrong(word);
            }
        }

        DatedPrice price() {
            endSection();
            return new DatedPrice(validity, new Price(new Rates(standard), tiers, services, percents));
        }

        private void read(String word) {
            int equals = word.indexOf('=');
            String name = equals < 0 ? word : word.substring(0, equals);
            String value = word.substring(equals + 1);
            if (word.startsWith(">")) {
                begin(new Section.Above(Long.parseLong(word.substring(1))));
            } else if (word.startsWith("@") && equals < 0) {
                begin(new Section.Of(service(word, name)));
            } else if (word.startsWith("@") && value.endsWith("%")) {
                percents.put(service(word, name), Integer.parseInt(value.substring(0, value.length() - 1)));
            } else if (equals < 0) {
                throw wrong(word);
            } else {
                assign(word, name, value);
            }
        }

        private void assign(String word, String name, String value) {
            switch (name) {
                case "from" -> validity = validity.startingOn(LocalDate.parse(value));
                case "until" -> validity = validity.endingBefore(LocalDate.parse(value));
                case "hours" -> {
                    String[] parts = value.split("-", 2);
                    if (parts.length < 2) {
                        throw wrong(word);
                    }
                    validity = validity.during(new Hours(LocalTime.parse(parts[0]), LocalTime.parse(parts[1])));
                }
                default -> {
                    Unit unit = UNITS.get(name);
                    if (unit == null) {
                        throw wrong(word);
                    }
                    rates.put(unit, Rate.parse(value, unit));
                }
            }
        }

        private void begin(Section next) {
            endSection();
            section = next;
            rates = new EnumMap<>(Unit.class);
        }

        private void endSection() {
            switch (section) {
                case Section.Standard _ -> {}
                case Section.Above tier -> tiers.add(new Tier(tier.threshold(), new Rates(rates)));
                case Section.Of other -> services.put(other.service(), new Rates(rates));
            }
        }

        private static Service service(String word, String name) {
            for (Service service : Service.values()) {
                if (service != Service.STANDARD && name.equals("@" + service.code())) {
                    return service;
                }
            }
            throw wrong(word);
        }

        private static IllegalArgumentException wrong(String word) {
            return new IllegalArgumentException("price: '" + word
                    + "' (expected: a word such as in=1.25, >200000, @batch=50%, from=2026-07-30 or |)");
        }
    }
}
