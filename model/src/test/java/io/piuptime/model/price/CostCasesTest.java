package io.piuptime.model.price;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Costs against a table that was derived by hand. */
class CostCasesTest {
    private static final int COLUMNS = 6;
    private static final String UNKNOWN = "?";

    /** A line of the table. */
    record Case(String name, String price, String used, Instant at, String micros) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> cases() throws IOException {
        try (InputStream in = CostCasesTest.class.getResourceAsStream("cost-cases.csv")) {
            String table = new String(requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            return table
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .skip(1)
                    .map(line -> line.split(";", -1))
                    .map(cells -> {
                        assertThat(cells).hasSize(COLUMNS);
                        return new Case(cells[0], cells[1], cells[2], Instant.parse(cells[3]), cells[4]);
                    })
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void costs_what_was_derived_by_hand(Case line) {
        String cost = new CostCalculator()
                .cost(PriceText.read(line.price()), counts(line.used()), line.at())
                .map(known -> Long.toString(known.micros()))
                .orElse(UNKNOWN);

        assertThat(cost).isEqualTo(line.micros());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void names_the_price_by_which_it_was_charged(Case line) {
        PriceList prices = PriceText.read(line.price());

        new CostCalculator()
                .cost(prices, counts(line.used()), line.at())
                .ifPresent(cost -> assertThat(prices.at(line.at())).contains(cost.price()));
    }

    @Test
    void the_table_is_large_enough() throws IOException {
        List<String> names = cases().map(Case::name).toList();

        assertThat(names).hasSizeGreaterThanOrEqualTo(150).doesNotHaveDuplicates();
    }

    /** Counts as words: {@code in=1000 read=200 @batch}. */
    private static TokenCounts counts(String words) {
        TokenCounts counts = TokenCounts.of(0, 0).with(Unit.REQUEST, 0);
        for (String word : words.isEmpty() ? List.<String>of() : List.of(words.split(" ", -1))) {
            String[] parts = word.split("=", -1);
            counts = word.startsWith("@")
                    ? counts.servedAs(service(word.substring(1)))
                    : counts.with(unit(parts[0]), Long.parseLong(parts[1]));
        }
        return counts;
    }

    private static Unit unit(String code) {
        return Arrays.stream(Unit.values())
                .filter(unit -> unit.code().equals(code))
                .findFirst()
                .orElseThrow();
    }

    private static Service service(String code) {
        return Arrays.stream(Service.values())
                .filter(service -> service.code().equals(code))
                .findFirst()
                .orElseThrow();
    }
}
