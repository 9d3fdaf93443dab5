package io.piuptime.control.costs;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Another currency in which amounts are shown beside US dollars, by rates that somebody wrote down. What is kept and limited stays in
 * US dollars.
 */
public final class ExchangeRates {
    public static final ExchangeRates NONE = new ExchangeRates("USD", new TreeMap<>());

    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");

    private final String currency;
    private final NavigableMap<LocalDate, BigDecimal> rates;

    private ExchangeRates(String currency, NavigableMap<LocalDate, BigDecimal> rates) {
        this.currency = currency;
        this.rates = rates;
    }

    /**
     * What a dollar is in a currency.
     *
     * @param since the day from which the rate holds
     */
    public record Rate(String currency, BigDecimal rate, LocalDate since) {
        public Rate {
            requireNonNull(currency, "currency");
            requireNonNull(rate, "rate");
            requireNonNull(since, "since");
        }

        /** Millionths of a dollar as millionths of the currency. */
        public long micros(long dollars) {
            return rate.multiply(BigDecimal.valueOf(dollars))
                    .setScale(0, RoundingMode.HALF_EVEN)
                    .longValueExact();
        }
    }

    /**
     * Rates of one currency.
     *
     * @param rates what a dollar is, by the day from which that holds: {@code 2026-01-01} to {@code 0.92}
     * @throws IllegalArgumentException which says what is wrong
     */
    public static ExchangeRates of(String currency, Map<String, String> rates) {
        if (!CURRENCY.matcher(currency).matches()) {
            throw new IllegalArgumentException("currency: '" + currency + "' (expected: three capitals such as EUR)");
        }
        NavigableMap<LocalDate, BigDecimal> dated = new TreeMap<>();
        rates.forEach((day, rate) -> dated.put(day(day), rate(rate)));
        if (dated.isEmpty()) {
            throw new IllegalArgumentException("rates: none (expected: such as {2026-01-01: 0.92}, what a dollar is)");
        }
        return new ExchangeRates(currency, dated);
    }

    /** The rate that holds on a day, in UTC; empty before the first. */
    public Optional<Rate> on(LocalDate day) {
        return Optional.ofNullable(rates.floorEntry(day))
                .map(entry -> new Rate(currency, entry.getValue(), entry.getKey()));
    }

    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException _) {
            throw new IllegalArgumentException("day: '" + text + "' (expected: such as 2026-01-01)");
        }
    }

    private static BigDecimal rate(String text) {
        try {
            BigDecimal rate = new BigDecimal(text);
            if (rate.signum() > 0 && rate.precision() <= 12 && rate.scale() <= 12 && rate.scale() >= -6) {
                return rate;
            }
        } catch (NumberFormatException _) {
            // told below
        }
        throw new IllegalArgumentException("rate: '" + text + "' (expected: what a dollar is, such as 0.92)");
    }
}
